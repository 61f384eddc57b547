package dev.byok.testing;

import dev.byok.cli.CommandTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The commands that have a man page, and the part of the page that is written by hand. */
public final class ManParts {
  private static final Path FOLDER = Path.of("src/man");

  private ManParts() {}

  /** Returns every command that is not hidden, including the groups and byok itself. */
  public static List<CommandSpec> commands() {
    List<CommandSpec> all = new ArrayList<>();
    CommandSpec root = CommandTable.all();
    root.commandLine().setInterpolateVariables(false);
    collect(root, all);
    return all;
  }

  private static void collect(CommandSpec command, List<CommandSpec> all) {
    all.add(command);
    for (CommandLine below : command.subcommands().values()) {
      if (!below.getCommandSpec().usageMessage().hidden()) {
        collect(below.getCommandSpec(), all);
      }
    }
  }

  /** Returns the hand-written text of this command's page. */
  public static String text(CommandSpec command) throws IOException {
    return Files.readString(FOLDER.resolve(page(command) + ".adoc"));
  }

  /** Returns the name of the page, which is also the name of its file. */
  public static String page(CommandSpec command) {
    return command.qualifiedName("-");
  }

  /** Returns the names of the pages that have a hand-written text. */
  public static List<String> written() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString().replaceFirst("[.]adoc$", ""))
          .sorted()
          .toList();
    }
  }

  /** Returns the section below a heading. */
  public static String section(String text, String heading) {
    return Arrays.stream(text.split("(?m)^== ", -1))
        .filter(each -> each.startsWith(heading + "\n"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no section " + heading + " in: " + text));
  }

  /** Returns all Java sources of the release, without comments, and the launcher. */
  public static String sources() throws IOException {
    StringBuilder all = new StringBuilder(Files.readString(Path.of("dist/byok")));
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      files
          .filter(file -> file.toString().endsWith(".java"))
          .sorted()
          .forEach(file -> all.append(withoutComments(file)));
    }
    return all.toString();
  }

  private static String withoutComments(Path file) {
    try {
      return Files.readString(file).replaceAll("(?m)^\\s*(//|/?\\*).*$", "");
    } catch (IOException unread) {
      throw new UncheckedIOException(unread);
    }
  }
}
