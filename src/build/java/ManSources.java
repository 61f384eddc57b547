import dev.byok.cli.CommandTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes the AsciiDoc of the man pages. Each page has what picocli knows about a command, and then
 * the command's hand-written file in {@code src/man}.
 *
 * <p>Arguments: the folder of the hand-written files, the folder to write.
 */
final class ManSources {
  private static final String TAG = "[tag=picocli-generated-man-section-";

  /** In the order of man pages; picocli puts the options before the arguments and commands. */
  private static final List<String> SECTIONS =
      List.of("synopsis", "description", "commands", "arguments", "options");

  private final Path written;
  private final Path target;

  private ManSources(Path written, Path target) {
    this.written = written;
    this.target = target;
  }

  public static void main(String[] args) throws IOException {
    new ManSources(Path.of(args[0]), Path.of(args[1])).write();
  }

  private void write() throws IOException {
    CommandSpec root = commands();
    Path generated = target.resolve("generated");
    deletePages(target);
    deletePages(generated);
    LiteralText.everywhere(root);
    int code =
        ManPageGenerator.generateManPage(generated.toFile(), null, new boolean[0], true, root);
    if (code != 0) {
      throw new IllegalStateException("picocli's generator failed with " + code);
    }
    // From a new table, whose texts are unchanged.
    page(commands());
  }

  /** Returns all commands. As in help, picocli must not replace a shell's ${variable}. */
  private static CommandSpec commands() {
    CommandSpec root = CommandTable.all();
    root.commandLine().setInterpolateVariables(false);
    return root;
  }

  /** Deletes old files: that of a command which no longer exists would become a page. */
  private static void deletePages(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var pages = Files.newDirectoryStream(folder, "*.adoc")) {
      for (Path page : pages) {
        Files.delete(page);
      }
    }
  }

  private void page(CommandSpec command) throws IOException {
    String name = name(command);
    Path byHand = written.resolve(name + ".adoc");
    if (!Files.exists(byHand)) {
      throw new IllegalStateException(
          "the man page of \""
              + command.qualifiedName()
              + "\" has no examples: they belong into src/man/"
              + name
              + ".adoc");
    }
    StringBuilder text = new StringBuilder(":doctype: manpage\n= ");
    text.append(name).append("(1)\n\n");
    // AsciiDoc takes this line literally, and would print the marks of a literal text.
    text.append("== Name\n\n").append(name).append(" - ");
    text.append(command.usageMessage().description()[0]).append("\n\n");
    for (String section : SECTIONS) {
      text.append("include::generated/").append(name).append(".adoc").append(TAG);
      text.append(section).append("]\n\n");
    }
    text.append(Files.readString(byHand)).append("\n== See Also\n\n");
    text.append(String.join(", ", neighbours(command))).append('\n');
    Files.writeString(target.resolve(name + ".adoc"), text);
    for (CommandLine below : command.subcommands().values()) {
      if (!below.getCommandSpec().usageMessage().hidden()) {
        page(below.getCommandSpec());
      }
    }
  }

  /** Returns the pages above and below; for a command in a group, also those beside it. */
  private static List<String> neighbours(CommandSpec command) {
    List<CommandSpec> near = new ArrayList<>();
    CommandSpec parent = command.parent();
    for (CommandSpec above = parent; above != null; above = above.parent()) {
      near.addFirst(above);
    }
    if (parent != null && parent.parent() != null) {
      near.addAll(visible(parent));
    }
    near.addAll(visible(command));
    near.remove(command);
    return near.stream().map(each -> "*" + name(each) + "*(1)").toList();
  }

  private static List<CommandSpec> visible(CommandSpec group) {
    return group.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(each -> !each.usageMessage().hidden())
        .toList();
  }

  private static String name(CommandSpec command) {
    return command.qualifiedName("-");
  }
}
