package dev.byok.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.CommandTable;
import dev.byok.testing.CliRunner;
import dev.byok.testing.ClosedPort;
import dev.byok.testing.LongForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Checks that a key pasted as any word of any command is neither shown nor written to a file. */
final class PastedKeyTest {
  /** The long form tries every line, the short one every 29th. */
  private static final int EVERY = LongForm.of(29, 1);

  private static final int PIECE = 12;

  private static final List<String> CANARIES =
      List.of(
          "sk-proj-CANARYk3y9Qw2ZxV7bN4mT8rL1",
          "c4N4ryQw2ZxV7bN4mT8rL1pKs6Yd0Hf3Jg5Xe9Ua",
          "wJalrXUtnFEMI/K7MDENG/bPxRfiCYCANARYKEY1",
          "eyJhbGciOiJIUzI1NiJ9.eyJrIjoiQ0FOQVJZIn0.c2lnbmF0dXJlLWNhbmFyeQ",
          "c0ffee00d15ea5e0deadbeefcafe0123456789ab",
          "sk-ant-api03-CANARYk3y9\nQw2ZxV7bN4mT8rL1",
          "OPENAI_API_KEY=sk-CANARYk3y9Qw2ZxV7b",
          "openai:sk-CANARYk3y9Qw2ZxV7bN4mT8",
          "openai/sk-CANARYk3y9Qw2ZxV7bN4mT8",
          " SK-CANARYK3Y9QW2ZXV7BN4MT8 ");

  /** Text for the model, and a model's name, which a provider may make of any letters. */
  private static final Set<String> SENT =
      Set.of("PROMPT", "TEXT", "--system", "--prefix", "--suffix", "--stop", "--model", "--tag");

  @TempDir Path parent;

  @Test
  void no_line_shows_it() throws Exception {
    List<String> shown = new ArrayList<>();
    int number = 0;
    try (ClosedPort closed = new ClosedPort()) {
      for (String canary : CANARIES) {
        for (Line line : lines(canary)) {
          if (number++ % EVERY == 0) {
            String leak = leak(line, canary, closed.url(), number);
            if (leak != null) {
              shown.add(line.args() + " -> " + leak);
            }
          }
        }
      }
    }
    assertTrue(number > 1500, () -> "too few lines");
    assertEquals("", String.join("\n", shown));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alias set fast ~",
        "alias set ~ openai/m",
        "config set default ~",
        "config set timeout ~",
        "config set tls.ca_file /~",
        "default ~",
        "default openai/~",
        "run --session ~ hi",
        "run --tag job=~ hi",
        "keys add groq:k --host https://~@h.example --no-key",
        "keys add groq:k --model ~ --no-key",
        "keys add groq:k --from-command ~"
      })
  void what_would_be_written_down_is_refused(String line) throws Exception {
    String key = "sk-proj-CANARYk3y9Qw2ZxV7bN4mT8rL1";
    CliRunner byok = new CliRunner(parent).env("BYOK_OPENAI_API_KEY", "sk-other-0123456789");
    CliRunner.Result result = byok.run(line.replace("~", key).split(" "));
    assertEquals(2, result.exitCode(), result.toString());
    assertTrue(result.err().contains("***"), result.err());
    assertTrue(result.err().contains("byok keys add"), result.err());
    assertFalse(result.err().contains("CANARY"), result.err());
    assertEquals("", files(parent));
  }

  /**
   * @param kept whether the word is the user's own text, which sessions and the ledger may contain
   */
  private record Line(List<String> args, boolean kept) {}

  private static List<Line> lines(String canary) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(List.of(canary), false));
    lines.add(new Line(List.of("--", canary), false));
    lines.add(new Line(List.of("--color", canary), false));
    lines.add(new Line(List.of("--" + canary), false));
    lines.add(new Line(List.of("-" + canary), false));
    lines.add(new Line(List.of("help", canary), false));
    lines.add(new Line(List.of("__complete", canary, "--", canary), false));
    addBelow(CommandTable.all(), new ArrayList<>(), canary, lines);
    return lines;
  }

  private static void addBelow(
      CommandSpec spec, List<String> path, String canary, List<Line> lines) {
    for (CommandLine below : spec.subcommands().values()) {
      CommandSpec command = below.getCommandSpec();
      List<String> deeper = new ArrayList<>(path);
      deeper.add(command.name());
      addOf(command, deeper, canary, lines);
      addBelow(command, deeper, canary, lines);
    }
  }

  private static void addOf(
      CommandSpec command, List<String> path, String canary, List<Line> lines) {
    int words = command.positionalParameters().size();
    for (OptionSpec option : command.options()) {
      boolean sent = SENT.contains(option.longestName());
      if (!option.arity().equals(CommandLine.Range.valueOf("0"))) {
        add(lines, path, sent, option.longestName() + "=" + canary);
        add(lines, path, sent, filled(words, option.longestName(), canary));
        add(lines, path, sent, option.longestName(), "a=" + canary, "x");
      } else {
        add(lines, path, false, option.longestName() + "=" + canary);
      }
    }
    boolean prompt =
        command.positionalParameters().stream().anyMatch(p -> p.paramLabel().equals("PROMPT"));
    add(lines, path, prompt, canary);
    add(lines, path, prompt, "--json", canary);
    add(lines, path, prompt, "x", canary);
    add(lines, path, prompt, canary, "x", "y");
    add(lines, path, prompt, "--", canary);
    add(lines, path, prompt, "--verbose", "timeout", canary);
    add(lines, path, false, "--" + canary);
    add(lines, path, false, "-z" + canary);
    add(lines, path, false, "--nosuch", canary);
    add(lines, path, prompt, "-m", canary, "-m", canary, "--no-stdin", "x");
    add(lines, path, prompt, "-m", "openai/" + canary, "--dry-run", "x");
  }

  private static String[] filled(int words, String... first) {
    List<String> all = new ArrayList<>(List.of(first));
    for (int i = 0; i < words; i++) {
      all.add("x");
    }
    return all.toArray(new String[0]);
  }

  private static void add(List<Line> lines, List<String> path, boolean kept, String... words) {
    List<String> args = new ArrayList<>(List.of("--no-input"));
    args.addAll(path);
    args.addAll(List.of(words));
    lines.add(new Line(args, kept));
  }

  /** Returns where a piece of the key is, or null. */
  private @Nullable String leak(Line line, String canary, String closed, int number)
      throws IOException {
    Path home = Files.createDirectory(parent.resolve("h" + number));
    CliRunner byok =
        new CliRunner(home)
            .env("BYOK_OPENAI_API_KEY", "sk-other-0123456789")
            .env("BYOK_OPENAI_HOST", closed + "/v1")
            .env("BYOK_PRICES_URL", closed)
            .env("BYOK_MODEL", "openai/m")
            .env("BYOK_KEYSTORE", "file");
    CliRunner.Result result = byok.run(line.args().toArray(new String[0]));
    boolean request = line.kept() && line.args().contains("--dry-run");
    String all = (request ? "" : result.out()) + result.err() + (line.kept() ? "" : files(home));
    for (int at = 0; at + PIECE <= canary.length(); at++) {
      String piece = canary.substring(at, at + PIECE);
      if (!piece.contains("\n") && all.contains(piece) && !isName(piece)) {
        int where = all.indexOf(piece);
        return all.substring(Math.max(0, where - 80), Math.min(all.length(), where + 60));
      }
    }
    return null;
  }

  /** Returns whether the piece is only the canary's name before the key. */
  private static boolean isName(String piece) {
    return "OPENAI_API_KEY=sk-CA".contains(piece) || "openai:sk-CANA".contains(piece);
  }

  private static String files(Path home) throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(file.getFileName()).append(Files.readString(file));
      }
    }
    return text.toString();
  }
}
