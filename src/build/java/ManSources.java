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
 * Writes the AsciiDoc of the man pages: what picocli knows of each command, and behind it what is
 * written by hand in {@code src/man}, a file for each command.
 *
 * <p>Arguments: the folder of the files written by hand, the folder to write.
 */
final class ManSources {
  private static final String TAG = "[tag=picocli-generated-man-section-";

  /** As man pages have them: picocli puts the options before the arguments and the commands. */
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
    // Once more, for texts as they are.
    page(commands());
  }

  /** As for help: a shell's ${variable} is none of picocli's. */
  private static CommandSpec commands() {
    CommandSpec root = CommandTable.all();
    root.commandLine().setInterpolateVariables(false);
    return root;
  }

  /** What an earlier build left of a command that is no more would become a page. */
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
    // The one line that AsciiDoc takes as it is, and where it would print the marks of a literal.
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

  /** The pages of the commands above and below; of a command in a group, also those beside it. */
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
