package dev.byok.cli.completion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.cli.CommandTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Checks the completion scripts, and that those in the source tree are up to date. */
final class ScriptsTest {
  private final ValueKinds kinds = new ValueKinds(Catalog.load(), List.of());

  @ParameterizedTest
  @EnumSource
  void the_committed_script_is_what_byok_prints(Shell shell) throws IOException {
    assertEquals(
        script(shell),
        Files.readString(Path.of("completions", shell.file())),
        "the commands have changed; dist/completions writes the scripts anew");
  }

  @ParameterizedTest
  @EnumSource
  void a_script_names_no_place_and_no_version_and_is_the_same_each_time(Shell shell) {
    String script = script(shell);
    assertEquals(script, script(shell));
    assertFalse(script.contains(System.getProperty("user.dir")));
    assertFalse(script.contains("0.1.0"));
    assertFalse(script.contains("#: "), "a place that was not filled");
  }

  @Test
  void every_option_and_every_word_has_something_that_completes_it_or_is_said_to_have_nothing() {
    check(CommandTable.all(), "");
  }

  private void check(CommandSpec command, String path) {
    for (OptionSpec option : command.options()) {
      if (option.arity().max() > 0) {
        String name = option.longestName();
        assertNotNull(
            kinds.ofOption(path, name), "add byok " + path + " " + name + " to ValueKinds");
      }
    }
    for (PositionalParamSpec word : command.positionalParameters()) {
      assertNotNull(
          kinds.ofWord(path, word.paramLabel()),
          "add byok " + path + " " + word.paramLabel() + " to ValueKinds");
    }
    for (CommandLine below : command.subcommands().values()) {
      String name = below.getCommandSpec().name();
      check(below.getCommandSpec(), path.isEmpty() ? name : path + " " + name);
    }
  }

  /** The scripts for bash and fish check first whether a word is an option's value. */
  @Test
  void an_option_takes_a_value_in_every_command_or_in_none() {
    CommandTree tree = CommandTree.of(CommandTable.all());
    Set<String> without = new TreeSet<>();
    tree.each(command ->
        command.options().stream()
            .filter(option -> !option.takesNext())
            .forEach(option -> without.addAll(option.names())));
    without.retainAll(tree.namesWithValue());
    assertEquals(Set.of(), without);
  }

  @Test
  void what_is_asked_by_scripts_is_no_command_that_is_shown() {
    for (Shell shell : Shell.values()) {
      assertFalse(script(shell).contains("'" + NamesCommand.NAME + "'"), shell.word());
    }
    assertFalse(CommandTable.all().subcommands().containsKey(NamesCommand.NAME));
  }

  @Test
  void words_of_the_users_are_marked_for_the_shell() {
    String zsh = script(Shell.ZSH);
    assertTrue(zsh.contains("byok'\\''s"), "a quote in a description");
    assertTrue(
        zsh.contains("PROVIDER[\\:LABEL]") || zsh.contains("'1:PROVIDER[\\:LABEL]:"),
        "a colon in a label");
    assertTrue(script(Shell.FISH).contains("byok\\'s"));
  }

  private static String script(Shell shell) {
    return shell.script(CommandTree.of(CommandTable.all()));
  }
}
