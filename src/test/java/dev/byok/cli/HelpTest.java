package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.CliRunner;
import dev.byok.testing.ManParts;
import dev.byok.testing.ShellCommands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/** Checks that byok's help fits the screen, and that what it shows can be typed. */
final class HelpTest {
  @TempDir private Path home;

  static Stream<Arguments> commands() {
    return ManParts.commands().stream()
        .filter(each -> each.parent() != null)
        .map(each -> Arguments.of(each.qualifiedName(), each));
  }

  @Test
  void the_start_page_fits_a_small_terminal_and_names_every_command() {
    List<String> lines = StartPage.TEXT.lines().toList();
    assertTrue(lines.size() < 24, "a prompt has to fit below it");
    for (String line : lines) {
      assertTrue(line.length() <= 80, line);
    }
    for (String name : CommandTable.all().subcommands().keySet()) {
      assertTrue(StartPage.TEXT.matches("(?s).*\\b" + name + "\\b.*"), name);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_command_has_one_to_three_examples_that_it_takes_and_its_page_shows(
      String name, CommandSpec command) throws IOException {
    List<String> examples = Examples.of(name);
    assertTrue(!examples.isEmpty() && examples.size() <= 3, examples.toString());
    String page = ManParts.text(command);
    for (String example : examples) {
      assertTrue(page.contains("\n" + example + "\n"), "not in its manual page: " + example);
      boolean own = false;
      for (List<String> words : ShellCommands.of(example)) {
        if (words.getFirst().equals("byok")) {
          own |= ShownCommand.chosen(words, example).startsWith(name);
        }
      }
      assertTrue(own || examples.size() > 1, example);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_page_of_help_is_as_wide_as_the_terminal(String name, CommandSpec command) {
    for (int width : List.of(80, 100, 200)) {
      List<String> args = List.of(name.substring("byok ".length()).split(" "));
      CliRunner byok = new CliRunner(home).env("COLUMNS", Integer.toString(width));
      CliRunner.Result result =
          byok.run(Stream.concat(args.stream(), Stream.of("--help")).toArray(String[]::new));
      assertEquals(0, result.exitCode(), result.err());
      assertTrue(result.out().startsWith("Usage: " + name), result.out());
      boolean inExamples = false;
      for (String line : result.out().lines().toList()) {
        inExamples = line.equals("Examples:") || (inExamples && !line.isEmpty());
        // A line that can be typed is not wrapped.
        assertTrue(
            inExamples || line.startsWith("  byok") || line.length() <= Math.min(width, 100), line);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rnu,byok run",
    "kyes,byok keys",
    "keys ls,byok keys list",
    "keys remove,byok keys rm",
    "keys delete,byok keys rm",
    "keys lsit,byok keys list",
    "budget list,byok budget show",
    "budget ls,byok budget show",
    "config delete,byok config unset",
    "sessions ls,byok sessions list"
  })
  void an_unknown_command_names_the_one_that_was_meant(String typed, String meant) {
    CliRunner.Result result = new CliRunner(home).run(typed.split(" "));
    assertEquals(2, result.exitCode());
    assertTrue(result.err().startsWith("byok: unknown command \""), result.err());
    assertTrue(result.err().contains("did you mean " + meant), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"help keys add", "keys add --help", "keys add -h"})
  void help_is_the_same_wherever_it_is_asked_for(String typed) {
    CliRunner.Result result = new CliRunner(home).run(typed.split(" "));
    assertEquals(new CliRunner(home).run("keys", "add", "--help").out(), result.out());
    assertEquals(0, result.exitCode());
  }
}
