package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.fail;

import dev.byok.cli.line.Arguments;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A byok command that a document shows. */
final class ShownCommand {
  private ShownCommand() {}

  /**
   * Returns the name of the command that these words select, or fails if the command line does not
   * accept them.
   *
   * @param words the words of the whole command, {@code byok} first
   * @param line the line in the document, for the failure
   */
  static String chosen(List<String> words, String line) {
    List<String> args = words.subList(1, words.size());
    CommandLine byok = CommandTable.commandLine(args);
    byok.setExpandAtFiles(false);
    byok.setInterpolateVariables(false);
    try {
      return new Arguments(byok.parseArgs(args.toArray(new String[0])))
          .command()
          .commandSpec()
          .qualifiedName();
    } catch (ParameterException refused) {
      return fail("the command line does not take: " + line, refused);
    }
  }
}
