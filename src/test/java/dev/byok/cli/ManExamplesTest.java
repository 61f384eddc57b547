package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.ManParts;
import dev.byok.testing.ShellCommands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** Checks that byok accepts every example in the man pages. */
final class ManExamplesTest {
  /** The columns that man's margin leaves on a terminal of 80 columns. */
  private static final int WIDEST = 80 - 11;

  static Stream<Arguments> commands() {
    return ManParts.commands().stream().map(each -> Arguments.of(ManParts.page(each), each));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void each_command_has_examples_that_it_takes(String page, CommandSpec command)
      throws IOException {
    assertTrue(
        ManParts.written().contains(page),
        () ->
            "\""
                + command.qualifiedName()
                + "\" has no examples: write them into src/man/"
                + page
                + ".adoc, as in the files beside it");
    List<String> chosen = new ArrayList<>();
    for (String line : examples(ManParts.text(command))) {
      assertTrue(line.lines().allMatch(each -> each.length() <= WIDEST), () -> "too wide: " + line);
      for (List<String> words : ShellCommands.of(line)) {
        if (words.getFirst().equals("byok")) {
          chosen.add(ShownCommand.chosen(words, line) + " ");
        }
      }
    }
    assertTrue(
        chosen.stream().anyMatch(each -> each.startsWith(command.qualifiedName() + " ")),
        () -> "no example in src/man/" + page + ".adoc shows \"" + command.qualifiedName() + "\"");
  }

  /** Returns the lines of the literal blocks, with continued lines joined. */
  private static List<String> examples(String text) {
    List<String> lines = new ArrayList<>();
    String[] blocks = ManParts.section(text, "Examples").split("(?m)^[.]{4}$", -1);
    for (int i = 1; i < blocks.length; i += 2) {
      lines.addAll(List.of(blocks[i].strip().split("(?<!\\\\)\n", -1)));
    }
    assertFalse(lines.isEmpty(), "no examples in: " + text);
    return lines;
  }
}
