package dev.byok.access.aws;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.PrivateFiles;
import dev.byok.files.UntrustedFileException;
import dev.byok.text.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the files of AWS's tools, which lead to keys and to programs, and writes none. */
final class AwsFile {
  private static final int LARGEST = 1 << 20;

  private AwsFile() {}

  /**
   * Returns the place of a file.
   *
   * @param variable names another place
   * @param below the usual place in the folder of AWS's tools
   */
  static Path place(Map<String, String> env, String variable, String below) {
    String named = env.getOrDefault(variable, "").strip();
    return named.isEmpty() ? folder(env).resolve(below) : fullPath(env, variable, named);
  }

  /** Returns the folder of AWS's tools. */
  static Path folder(Map<String, String> env) {
    return home(env).resolve(".aws");
  }

  /** Returns a path of the user's; a relative one would depend on the working folder. */
  static Path fullPath(Map<String, String> env, String source, String text) {
    try {
      Path path = text.startsWith("~/") ? home(env).resolve(text.substring(2)) : Path.of(text);
      if (path.isAbsolute()) {
        return path;
      }
    } catch (InvalidPathException noPath) {
      throw noPath(source, text).causedBy(noPath);
    }
    throw noPath(source, text);
  }

  /**
   * Returns the text of a file; null if there is none.
   *
   * @throws Failure of kind {@code FILE} if it cannot be read, or somebody else may have written it
   */
  static @Nullable String own(Path file) {
    try {
      return text(PrivateFiles.requireOwn(file, true));
    } catch (NoSuchFileException absent) {
      return null;
    } catch (IOException unusable) {
      throw unreadable(file, unusable);
    }
  }

  /** Returns a token that something else on this machine puts into a file, such as a CI runner. */
  static String token(Path file) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IOException("is not a plain file");
      }
      return text(file).strip();
    } catch (IOException unusable) {
      throw unreadable(file, unusable);
    }
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new IOException("is larger than 1 MiB");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static Path home(Map<String, String> env) {
    String home = env.getOrDefault("HOME", "");
    home = home.isEmpty() ? env.getOrDefault("USERPROFILE", "") : home;
    if (home.isEmpty() || !Path.of(home).isAbsolute()) {
      throw Failure.of(Kind.FILE, "HOME does not name your folder, where AWS's files are")
          .hint("set HOME, or AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE");
    }
    return Path.of(home);
  }

  /** Returns the next step. The name that is not trusted may be that of a folder on the way. */
  private static String remedy(Path file, IOException why) {
    if (why instanceof UntrustedFileException stranger) {
      String name = ShellWord.of(stranger.getFile() + "");
      return "only you may own and write it: chown \"$USER\" " + name + "; chmod go-w " + name;
    }
    return "check who may read it: ls -l " + ShellWord.of(file.toString());
  }

  private static Failure noPath(String source, String text) {
    return Failure.of(Kind.FILE, source + " is " + UserWord.quoted(text) + ", not a full path")
        .hint("write the full path");
  }

  private static Failure unreadable(Path file, IOException why) {
    return Failure.of(Kind.FILE, UserWord.quoted(file) + " cannot be used: " + Causes.of(why))
        .hint(remedy(file, why))
        .causedBy(why);
  }
}
