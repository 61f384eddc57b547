package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.Launcher.Result;
import dev.byok.testing.ManParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Checks that nothing is lost when the real man shows the built pages. */
final class ManPagesIT {
  private static final Path MAN = Launcher.TREE.resolve("target/man");
  private static final Path PAGES = MAN.resolve("man1");

  /** Hyphens, dashes, quotes and minus signs that no shell takes for what they look like. */
  private static final Pattern TYPOGRAPHIC =
      Pattern.compile("[\\x{2010}-\\x{2015}\\x{2018}-\\x{201f}\\x{2032}\\x{2033}\\x{2212}]");

  @TempDir Path temp;
  private Launcher shell;

  @BeforeEach
  void setUp() throws IOException {
    shell =
        new Launcher(temp.resolve("user"))
            .env("LC_ALL", "C.UTF-8")
            .env("MANWIDTH", "200")
            .env("MANPATH", MAN.toString());
  }

  static Stream<Arguments> commands() {
    return ManParts.commands().stream().map(each -> Arguments.of(ManParts.page(each), each));
  }

  @Test
  void every_command_has_a_page_and_every_page_a_command() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      assertEquals(
          ManParts.commands().stream().map(each -> ManParts.page(each) + ".1").sorted().toList(),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_page_tells_what_help_tells(String page, CommandSpec command) throws Exception {
    String text = words(rendered(page));
    for (String wanted : told(command)) {
      assertTrue(text.contains(words(wanted)), () -> "not shown: " + wanted + "\nin: " + text);
    }
  }

  private static List<String> told(CommandSpec command) {
    List<String> told = new ArrayList<>(List.of(command.usageMessage().description()));
    told.add("NAME " + ManParts.page(command) + " - " + told.getFirst());
    for (OptionSpec option : command.options()) {
      boolean mayLackItsValue = option.arity().min() < option.arity().max();
      String value = option.arity().max() == 0 ? "" : "=" + option.paramLabel();
      told.add(
          String.join(", ", option.names())
              + (mayLackItsValue ? "[" + value + "]" : value)
              + " "
              + String.join(" ", option.description()));
    }
    for (PositionalParamSpec word : command.positionalParameters()) {
      String label = word.paramLabel() + (word.arity().max() > 1 ? "..." : "");
      told.add(
          (word.arity().min() == 0 ? "[" + label + "]" : label)
              + " "
              + String.join(" ", word.description()));
    }
    command
        .subcommands()
        .forEach((name, below) ->
            told.add(name + " " + below.getCommandSpec().usageMessage().description()[0]));
    return told;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_page_shows_what_is_written_by_hand_and_can_be_copied_from(String page, CommandSpec command)
      throws Exception {
    String text = rendered(page);
    Matcher typographic = TYPOGRAPHIC.matcher(text);
    assertFalse(typographic.find(), () -> "cannot be typed: " + text);
    String[] blocks = ManParts.text(command).split("(?m)^[.]{4}$", -1);
    assertTrue(blocks.length > 2, page);
    for (int i = 1; i < blocks.length; i += 2) {
      for (String line : blocks[i].strip().lines().toList()) {
        assertTrue(text.contains("  " + line + "\n"), () -> "not shown: " + line + "\nin: " + text);
      }
    }
    Matcher code =
        Pattern.compile("(?m)^\\*(\\d+)\\*(?: (\\([a-z-]+\\)))?::$")
            .matcher(ManParts.text(command));
    while (code.find()) {
      String shown =
          "\n       " + code.group(1) + (code.group(2) == null ? "" : " " + code.group(2));
      assertTrue(text.contains(shown + "\n"), () -> "not shown:" + shown + "\nin: " + text);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_page_is_clean_for_every_formatter(String page, CommandSpec command) throws Exception {
    for (String formatter :
        List.of(
            "man --warnings -E UTF-8 -l %s >/dev/null",
            "groff -ww -man -z -Tutf8 %s", "mandoc -Tlint -W warning %s")) {
      Result result = shell.sh(formatter.formatted("'" + file(page) + "'"));
      assertEquals("", result.out() + result.err(), formatter);
      assertEquals(0, result.exitCode(), formatter);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_page_tells_nothing_of_its_build(String page, CommandSpec command) throws Exception {
    Matcher time =
        Pattern.compile("<project.build.outputTimestamp>(\\d{4}-\\d\\d-\\d\\d)T")
            .matcher(Files.readString(Launcher.TREE.resolve("pom.xml")));
    assertTrue(time.find());
    String source = Files.readString(file(page));
    assertTrue(source.contains("\"1\" \"" + time.group(1) + "\" \"byok "), source);
    assertFalse(source.contains(Launcher.TREE.toString()), source);
  }

  @Test
  void man_finds_them_by_one_word_and_by_two() throws Exception {
    for (String words : List.of("byok", "byok-run", "byok run", "byok keys", "byok-keys-add")) {
      Result result = shell.sh("man " + words);
      assertEquals("", result.err(), words);
      String page = words.replace(' ', '-');
      assertEquals(rendered(page), plain(result.out()), words);
    }
    assertEquals(16, shell.sh("man byok-nothing").exitCode());
  }

  private String rendered(String page) throws Exception {
    Result result = shell.sh("man -l '" + file(page) + "'");
    assertEquals(0, result.exitCode(), result.toString());
    return plain(result.out());
  }

  private static Path file(String page) {
    return PAGES.resolve(page + ".1");
  }

  /** Removes bold type, which is a letter over itself. */
  private static String plain(String text) {
    return text.replaceAll(".\b", "");
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
