package dev.byok.serve.child.run;

import dev.byok.failure.UserWord;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks up a command as a shell does, before anything is started for it. */
public final class CommandSearch {
  /** The exit code where there is no such command. */
  static final int NOT_FOUND = 127;

  /** The exit code where there is one that cannot be executed. */
  static final int NOT_EXECUTABLE = 126;

  /** Where the system looks if there is no {@code PATH}. */
  private static final String USUAL = "/usr/bin:/bin";

  private static final boolean WINDOWS = File.separatorChar == '\\';

  private CommandSearch() {}

  /** What a look-up found: {@link Found} or {@link Missing}. */
  public sealed interface Result permits Found, Missing {}

  /**
   * A command that can be run.
   *
   * @param word what to start it by: the user's word, so that it sees its own name, or its file
   *     where the system would not find it by that word
   */
  public record Found(String word) implements Result {}

  /**
   * A command that cannot be run.
   *
   * @param exitCode 127 if there is none, 126 if it cannot be executed
   * @param text what to say
   */
  public record Missing(int exitCode, String text) implements Result {}

  /** Looks a command up: on {@code PATH}, or where it says if it has a slash. */
  public static Result find(String command, Map<String, String> env) {
    String shown = UserWord.quoted(command);
    if (command.isEmpty()) {
      return new Missing(NOT_FOUND, "the command is empty");
    }
    if (hasFolder(command)) {
      Path file = file("", command);
      if (file == null || !Files.exists(file)) {
        return new Missing(NOT_FOUND, "there is no " + shown);
      }
      return isProgram(file) ? new Found(command) : notExecutable(file, shown);
    }
    String path = env.getOrDefault("PATH", "");
    boolean usual = path.isEmpty();
    Path other = null;
    for (String folder : (usual ? USUAL : path).split(File.pathSeparator, -1)) {
      for (String ending : endings(env)) {
        Path file = file(folder, command + ending);
        if (file != null && isProgram(file)) {
          return new Found(usual || WINDOWS ? file.toString() : command);
        }
        if (file != null && Files.isRegularFile(file)) {
          other = file;
        }
      }
    }
    return other == null
        ? new Missing(NOT_FOUND, "command " + shown + " not found")
        : notExecutable(other, UserWord.quoted(other));
  }

  private static Missing notExecutable(Path file, String shown) {
    String why = Files.isDirectory(file) ? " is a folder" : " is not executable";
    return new Missing(NOT_EXECUTABLE, shown + why);
  }

  private static boolean isProgram(Path file) {
    return !Files.isDirectory(file) && Files.isExecutable(file);
  }

  private static boolean hasFolder(String command) {
    return command.indexOf('/') >= 0 || (WINDOWS && command.indexOf('\\') >= 0);
  }

  /** Windows finds programs by endings, which it lists in a variable. */
  private static List<String> endings(Map<String, String> env) {
    return WINDOWS
        ? List.of(
            (";" + env.getOrDefault("PATHEXT", ".COM;.EXE;.BAT;.CMD"))
                .toLowerCase(Locale.ROOT)
                .split(";", -1))
        : List.of("");
  }

  private static @Nullable Path file(String folder, String name) {
    try {
      return Path.of(folder, name);
    } catch (InvalidPathException impossible) {
      return null;
    }
  }
}
