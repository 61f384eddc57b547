package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.config.Paths;
import dev.byok.failure.Kind;
import dev.byok.testing.ManParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;

/** Checks that the man pages list exactly what exists. */
final class ManReferenceTest {
  private static final Pattern CODE = Pattern.compile("(?m)^\\*(\\d+)\\*(?: \\(([a-z-]+)\\))?::$");

  /** Matches in any text, since an error that names a variable also says that it exists. */
  private static final Pattern OWN_VARIABLE = Pattern.compile("\\bBYOK(?:_[A-Z]+)+\\b");

  /** Matches wherever the code reads an environment variable by name. */
  private static final Pattern ASKED =
      Pattern.compile(
          "\\b(?:env|env\\(\\))(?:\\.get|\\.getOrDefault|\\.containsKey|,)\\s*\\(?\"([A-Z][A-Z_]+)\"");

  @Test
  void the_exit_codes_of_the_whole_are_those_that_there_are() throws IOException {
    List<String> wanted = new ArrayList<>(List.of("0"));
    Arrays.stream(Kind.values()).map(ManReferenceTest::row).forEach(wanted::add);
    assertEquals(wanted, codes(whole()));
  }

  @Test
  void the_exit_codes_of_each_command_are_some_of_these() throws IOException {
    List<String> all = codes(whole());
    for (CommandSpec command : ManParts.commands()) {
      List<String> codes = codes(ManParts.text(command));
      assertEquals("0", codes.getFirst(), command.qualifiedName());
      List<String> inOrder = all.stream().filter(codes::contains).toList();
      assertEquals(inOrder, codes, command.qualifiedName());
    }
  }

  @Test
  void every_variable_that_is_read_is_described() throws IOException {
    String sources = ManParts.sources();
    Set<String> read = new TreeSet<>();
    collect(ASKED.matcher(sources), 1, read);
    assertTrue(read.containsAll(Set.of("BYOK_HOME", "NO_COLOR", "XDG_DATA_HOME")), read.toString());
    read.addAll(
        List.of("HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "COLUMNS", "LINES", "TERM", "DISPLAY"));
    collect(OWN_VARIABLE.matcher(sources), 0, read);
    read.remove("BYOK_KILO_HOST"); // a case of BYOK_PROVIDER_HOST
    read.remove("BYOK_PASSPHRASE"); // the prefix of the passphrase variables
    read.removeIf(name -> name.startsWith("BYOK_LAUNCH")); // only between the launcher and byok
    // Of the gateway, which no command opens yet.
    read.removeAll(List.of("BYOK_EXEC", "BYOK_TOKEN", "PATHEXT", "SHELL"));
    Set<String> described = new TreeSet<>();
    collect(
        Pattern.compile("\\*([A-Z_]+)\\*").matcher(ManParts.section(whole(), "Environment")),
        1,
        described);
    read.removeAll(described);
    assertEquals(Set.of(), read, "read, and not described in src/man/byok.adoc");
  }

  @Test
  void every_file_is_described() throws IOException {
    Paths paths = Paths.of(Map.of("HOME", "/home/me"), "Linux");
    String section = ManParts.section(whole(), "Files");
    for (Path file :
        List.of(
            paths.configFile(),
            paths.ledgerFile(),
            paths.ledgerFile().resolveSibling("usage-totals.json"),
            paths.sessions(),
            paths.chatHistory(),
            paths.encryptedKeys(),
            paths.cache())) {
      String name = file.toString().replace("/home/me/", "*~/");
      assertTrue(section.contains(name), file.toString());
    }
  }

  private static String whole() throws IOException {
    return ManParts.text(CommandTable.all());
  }

  private static String row(Kind kind) {
    return kind.exitCode() + " " + kind.label();
  }

  private static List<String> codes(String text) {
    List<String> codes = new ArrayList<>();
    Matcher row = CODE.matcher(ManParts.section(text, "Exit Status"));
    while (row.find()) {
      codes.add(row.group(2) == null ? row.group(1) : row.group(1) + " " + row.group(2));
    }
    return codes;
  }

  private static void collect(Matcher matcher, int group, Set<String> into) {
    while (matcher.find()) {
      into.add(matcher.group(group));
    }
  }
}
