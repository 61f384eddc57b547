package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.Wired;
import dev.byok.json.Json;
import dev.byok.testing.HostileHome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/** Runs every command in every form on a terminal while everything that it can print is hostile. */
final class HostileScreenTest {
  /**
   * byok's own sequences: colors, erasing and moving in columns, and carriage returns beside these
   * or at the start of a line, such as the line that says what byok waits for.
   */
  private static final Pattern OWN =
      Pattern.compile(
          "(?:\r?\u001b\\[(?:[0-9]*[JKABCG]|[0-9;]*m|\\?25[lh]))+\r?"
              + "|(?<![^\n])\r|\r(?=asking |waiting )");

  @TempDir Path parent;

  /** {@code ~} is hostile, {@code @} the folder of all files; the input follows {@code <}. */
  private static final String LINES =
      """
      help ~
      version
      default
      default ~
      default plain
      alias list
      alias set ~ openai/m
      alias set x openai/~
      alias set loop loop
      alias rm ~
      alias rm plain
      config list
      config get default
      config get tls.ca_file
      config get ~
      config set ~ x
      config set timeout ~
      config set tls.ca_file ~
      config unset ~
      config path
      usage
      usage --by day,provider,model,key,command,session,tag:job,tag:~
      usage --csv --by key,session
      usage --chart
      usage --since ~
      usage --status ~
      usage --model ~
      usage tail
      usage show 0199
      usage show ~~~~
      usage path
      usage reprice --dry-run
      usage reprice
      budget show
      budget set ~
      budget set 5 --per ~
      budget set 5 --key ~
      budget rm --all
      keys list
      keys list --check
      keys test
      keys test groq
      keys test ~
      keys rm groq < n
      keys rm ~
      keys import --env-file @/keys.env
      keys import --env-file @/none~
      keys add groq --from-env ~
      keys add ~
      keys add groq --host http://~
      keys add groq --from-command /none~
      models
      models openai
      models openai --refresh
      models openai --search ~
      models ~
      providers
      providers openai
      providers ~
      sessions list
      sessions show talk
      sessions show broken
      sessions show ~
      sessions rm talk < n
      sessions rm ~ --yes
      sessions export talk
      sessions export talk --format json
      sessions export talk --format ~
      sessions export talk -o @/config.json
      sessions export talk -o /none~/x
      doctor
      completion bash
      completion zsh
      completion fish
      completion ~
      ~
      --color ~
      run --~ hi
      run hi
      run -v hi
      run --show-reasoning hi
      run --format markdown hi
      run --format markdown --color always hi
      run --stream-json hi
      run --dry-run -s ~ ~
      run --no-stream hi
      run -m openai/fails~ hi
      run -m openai/fails~ --stream-json hi
      run -m groq hi
      run -m groq/m hi
      run -m xai:l/m hi
      run -m deepseek/m hi
      run -m ~ hi
      run -m loop hi
      run -m plain -f /none~ hi
      run -m plain -f @/usage.json hi
      run --schema @/usage.json hi
      run --schema /none~ hi
      run --session ~ hi
      run --session talk hi
      run --session broken hi
      run --tag ~ hi
      run --tag a=~ hi
      run --timeout ~ hi
      run --org ~ -m kilo/x hi
      run --effort ~ hi
      compare -m openai/m~ -m plain hi
      compare -m openai/m~ -m openai/fails~ hi
      compare -m openai/m~ -m plain --format ~ hi
      compare -m openai/m~ -m plain --dry-run ~
      compare -m openai/m -m ~ hi
      fim -m mistral/m~ --prefix @/config.json
      fim -m mistral/fails~ --prefix @/config.json
      chat -m plain < hi
      chat --session talk < /sessions
      chat -m ~ < hi
      """;

  /** Returns every line as it is, and again with --json if it can print JSON. */
  static Stream<String> lines() {
    List<String> lines = new ArrayList<>();
    for (String line : LINES.lines().toList()) {
      lines.add(line);
      if (!line.contains("--stream-json") && !line.contains("--csv") && !line.contains("--chart")) {
        lines.add("--json " + line);
      }
    }
    lines.add(
        "chat -m openai/m~ < hi¶/model ~¶/file /none~¶/~¶/save @/config.json¶/usage¶/help¶/sessions¶/resume talk¶/system ~¶/system¶/undo¶/retry¶/compare plain openai/fails~¶hi¶/keep ~¶/keep 1¶/copy¶/edit¶/reasoning¶hi");
    return lines.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void nothing_that_steers_a_terminal_reaches_it(String line) throws Exception {
    assertHarmless(run(line));
  }

  /** Returns what both streams show. */
  private String run(String line) throws Exception {
    try (HostileHome home = new HostileHome(parent)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      String[] parts = line.split(" < ", 2);
      String typed = parts.length > 1 ? fill(parts[1].replace("¶", "\n"), home) + "\n" : "";
      InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
      List<String> args = new ArrayList<>();
      for (String word : parts[0].split(" ", -1)) {
        args.add(fill(word, home));
      }
      if (typed.isEmpty()) {
        args.add(0, "--no-input");
      }
      boolean dumb = line.contains("chat");
      Wired.runOnScreen(in, out, err, home.env(), dumb, args.toArray(new String[0]));
      String shown = out.toString(StandardCharsets.UTF_8);
      if (line.startsWith("--json ") && !shown.isEmpty() && !dumb) {
        Json.parse(shown);
      }
      assertFalse(shown.isEmpty() && err.size() == 0, "nothing was printed");
      return shown + err.toString(StandardCharsets.UTF_8);
    }
  }

  /** Fails if a new command is missing here. */
  @Test
  void every_command_is_tried() {
    List<String> lines = LINES.lines().toList();
    for (Map.Entry<String, picocli.CommandLine> top : CommandTable.all().subcommands().entrySet()) {
      CommandSpec spec = top.getValue().getCommandSpec();
      assertTrue(lines.stream().anyMatch(line -> line.startsWith(top.getKey())), top.getKey());
      for (String below : spec.subcommands().keySet()) {
        String path = top.getKey() + " " + below;
        assertTrue(lines.stream().anyMatch(line -> line.startsWith(path)), path);
      }
    }
  }

  /** Checks that the hostile text is shown, and not merely omitted. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "config get default",
        "--json config get default",
        "config get tls.ca_file",
        "alias list",
        "keys list",
        "sessions show talk",
        "sessions export talk",
        "usage show 0199",
        "usage path",
        "run hi",
        "run --format markdown hi",
        "--json run hi",
        "run --stream-json hi",
        "run --dry-run ~",
        "run --show-reasoning hi",
        "run -m openai/fails~ hi",
        "compare -m openai/m~ -m plain hi",
        "fim -m mistral/m~ --prefix @/config.json",
        "chat -m plain < hi"
      })
  void what_is_hostile_is_shown_in_another_form(String line) throws Exception {
    String shown = run(line);
    assertTrue(
        shown.contains("\u241b]0;t\u2407") || shown.contains("\\u001B]0;t\\u0007"), visible(shown));
  }

  private static String fill(String word, HostileHome home) {
    return word.replace("~", HostileHome.HOSTILE).replace("@", home.folder().toString());
  }

  private static void assertHarmless(String shown) {
    assertFalse(shown.contains("\u001b[2;9J"), () -> visible(shown));
    String rest = OWN.matcher(shown).replaceAll("");
    assertTrue(rest.codePoints().allMatch(HostileScreenTest::isHarmless), () -> visible(shown));
  }

  private static boolean isHarmless(int c) {
    return c == '\n'
        || c == '\t'
        || (!Character.isISOControl(c)
            && c != 0xFFFD
            && Character.getType(c) != Character.FORMAT
            && c != 0x2028
            && c != 0x2029);
  }

  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isHarmless(c)) {
            visible.appendCodePoint(c);
          } else {
            visible.append("⟦").append(Integer.toHexString(c)).append("⟧");
          }
        });
    return visible.toString();
  }
}
