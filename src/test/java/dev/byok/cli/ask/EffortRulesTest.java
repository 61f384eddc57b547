package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks, model by model, which efforts are sent and how, and which are refused beforehand. */
final class EffortRulesTest {
  private static final List<String> LEVELS =
      List.of("none", "low", "medium", "high", "xhigh", "max");

  @TempDir private Path home;
  private CliRunner byok;

  @BeforeEach
  void keys() {
    byok = new CliRunner(home);
    for (String provider :
        List.of(
            "OPENAI",
            "AZURE",
            "ANTHROPIC",
            "GOOGLE",
            "XAI",
            "DEEPSEEK",
            "MISTRAL",
            "MOONSHOT",
            "MINIMAX",
            "PERPLEXITY",
            "KILO",
            "BEDROCK")) {
      byok.env("BYOK_" + provider + "_API_KEY", "sk-Ef7-0123456789abcdef-Ef7");
    }
    byok.env("BYOK_AZURE_HOST", "https://mine.openai.azure.com");
    byok.env("AWS_REGION", "us-east-1");
  }

  /** Each level is followed by what is sent for it, unless that is the same word. */
  @ParameterizedTest(name = "{0} takes {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          openai/gpt-6-luna       | none low medium high xhigh max
          openai/gpt-6-sol        | none low medium high xhigh max
          openai/gpt-6.1-terra    | none low medium high xhigh max
          openai/gpt-6-astra      | low medium high xhigh max
          openai/gpt-6.1-sol      | low medium high xhigh max
          openai/gpt-6.2-astra    | low medium high xhigh max
          openai/gpt-6.2-sol      | low medium high xhigh max
          openai/gpt-5.6-luna     | none low medium high xhigh max=xhigh
          openai/gpt-5.4-pro      | medium high xhigh max=xhigh
          openai/gpt-5-pro        | high max=high
          openai/gpt-5.1          | none low medium high max=high
          openai/gpt-5            | low medium high max=high
          openai/gpt-5-mini       | low medium high max=high
          openai/gpt-5-codex      | low medium high max=high
          openai/gpt-5.1-codex-max | low medium high xhigh max=xhigh
          openai/o3               | low medium high max=high
          openai/o3-deep-research | medium
          azure/gpt-6-luna        | none low medium high xhigh max
          azure/gpt-6.2-sol       | low medium high xhigh max
          azure/my-deployment     | none low medium high xhigh max=xhigh
          xai/grok-4.7            | low medium high xhigh max=xhigh
          xai/grok-4.6            | low medium high xhigh max=xhigh
          xai/grok-4.5            | low medium high max=high
          kilo/openai/gpt-6-luna  | none low medium high xhigh max
          bedrock/us.openai.gpt-6-luna | none low medium high xhigh max
          bedrock/global.openai.gpt-6-sol | none low medium high xhigh max
          bedrock/us.openai.gpt-6-astra | low medium high xhigh max
          bedrock/us.openai.gpt-6.1-sol | low medium high xhigh max
          bedrock/global.openai.gpt-6.1-terra | none low medium high xhigh max
          bedrock/us.openai.gpt-6.2-astra | low medium high xhigh max
          bedrock/us.openai.gpt-5.6-luna | none low medium high xhigh max=xhigh
          bedrock/us.openai.gpt-5.5 | none low medium high xhigh max=xhigh
          mistral/mistral-medium-latest | none high max=high
          """)
  void openai_and_its_like(String reference, String taken) throws Exception {
    for (String level : LEVELS) {
      String sent = sent(taken, level);
      if (sent == null) {
        assertRefused(reference, level, taken);
        continue;
      }
      JsonObject body = body(reference, "--effort", level);
      String flat = body.text("reasoning_effort");
      assertEquals(sent, flat == null ? body.at("reasoning").text("effort") : flat, level);
    }
  }

  @Test
  void gpt_6_1_sol_ends_at_xhigh_on_chat() throws Exception {
    byok.env("BYOK_OPENAI_HOST", "https://proxy.example/v1");
    assertEquals("xhigh", body("openai/gpt-6.1-sol", "--effort", "xhigh").text("reasoning_effort"));
    assertRefused("openai/gpt-6.1-sol", "max", "low medium high xhigh");
  }

  /** Only the models with open weights take the field of chat there. */
  @ParameterizedTest(name = "{0} takes {1}")
  @CsvSource({
    "us.openai.gpt-6-luna, none low medium high xhigh max",
    "us.openai.gpt-6-astra, low medium high xhigh max",
    "us.openai.gpt-6.1-sol, low medium high xhigh",
    "global.openai.gpt-5.6-terra, none low medium high xhigh max=xhigh",
    "openai.gpt-oss-120b-1:0, low medium high max=high",
    "openai.gpt-oss-20b-1:0, low medium high max=high"
  })
  void openais_models_on_bedrocks_own_wire(String model, String taken) throws Exception {
    byok.env("BYOK_BEDROCK_WIRE", "converse");
    for (String level : LEVELS) {
      String sent = sent(taken, level);
      if (sent == null) {
        assertRefused("bedrock/" + model, level, taken);
        continue;
      }
      JsonObject fields = body("bedrock/" + model, "--effort", level);
      assertEquals(
          model.contains("oss")
              ? "{\"reasoning_effort\":\"" + sent + "\"}"
              : "{\"reasoning\":{\"effort\":\"" + sent + "\"}}",
          Json.write(fields.at("additionalModelRequestFields")));
    }
  }

  @Test
  void bedrocks_gpt_6_1_sol_ends_at_xhigh_on_chat() throws Exception {
    byok.env("BYOK_BEDROCK_WIRE", "chat");
    String sol = "bedrock/us.openai.gpt-6.1-sol";
    assertEquals("xhigh", body(sol, "--effort", "xhigh").text("reasoning_effort"));
    assertRefused(sol, "max", "low medium high xhigh");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openai/gpt-4o",
        "openai/gpt-4.1-mini",
        "bedrock/us.openai.gpt-5.3-chat",
        "xai/grok-4.20-0309",
        "moonshot/kimi-k2.7-code",
        "minimax/MiniMax-M2.7",
        "perplexity/perplexity/sonar",
        "mistral/magistral-medium-latest"
      })
  void what_does_not_think_or_always_does_is_refused_whatever_is_asked(String reference) {
    for (String level : LEVELS) {
      CliRunner.Result ran = run(reference, "--effort", level);
      assertEquals(2, ran.exitCode(), ran.out());
      assertTrue(ran.err().contains("omit --effort"), ran.err());
    }
  }

  @ParameterizedTest(name = "{0} takes {1}")
  @CsvSource({
    "anthropic/claude-opus-5-5, low medium high xhigh max",
    "anthropic/claude-sonnet-5-5, low medium high xhigh max",
    "anthropic/claude-fable-5-1, low medium high xhigh max",
    "anthropic/claude-opus-5, none low medium high xhigh max",
    "anthropic/claude-haiku-5-5, none low medium high xhigh max",
    "anthropic/claude-sonnet-5, none low medium high xhigh max",
    "anthropic/claude-opus-4-7, none low medium high xhigh max",
    "anthropic/claude-opus-4-6, none low medium high max"
  })
  void claude(String reference, String taken) throws Exception {
    for (String level : LEVELS) {
      if (sent(taken, level) == null) {
        assertRefused(reference, level, taken);
        continue;
      }
      JsonObject body = body(reference, "--effort", level);
      boolean none = level.equals("none");
      assertEquals(none ? "disabled" : "adaptive", body.at("thinking").text("type"));
      assertEquals(none ? null : level, body.at("output_config").text("effort"));
      assertEquals(null, body.at("thinking").text("display"));
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      textBlock =
          """
          claude-opus-5-5   | -    | {"type":"adaptive","display":"summarized"}
          claude-sonnet-5   | -    | {"type":"adaptive","display":"summarized"}
          claude-haiku-5-5  | low  | {"type":"adaptive","display":"summarized"}
          claude-haiku-5-5  | none | {"type":"disabled"}
          claude-opus-4-6   | high | {"type":"adaptive","display":"summarized"}
          claude-opus-4-6   | -    | -
          claude-haiku-4-5  | low  | {"type":"enabled","budget_tokens":1024}
          claude-haiku-4-5  | -    | -
          """)
  void claude_summarizes_its_thinking_where_it_is_to_be_shown(
      String model, @Nullable String effort, @Nullable String thinking) throws Exception {
    for (String reference : List.of("anthropic/" + model, "bedrock/us.anthropic." + model)) {
      List<String> options = new ArrayList<>(List.of("--show-reasoning"));
      if (effort != null) {
        options.addAll(List.of("--effort", effort));
      }
      JsonObject body = body(reference, options.toArray(new String[0]));
      JsonObject fields =
          reference.startsWith("bedrock") ? body.at("additionalModelRequestFields") : body;
      JsonObject wanted = thinking == null ? null : Json.parseObject(thinking);
      assertEquals(wanted, fields.object("thinking"), reference);
    }
  }

  @ParameterizedTest(name = "{0} takes {1}")
  @CsvSource({
    "google/gemini-3.1-pro-preview, low medium high max=high",
    "google/gemini-3.5-flash, low medium high max=high",
    "google/gemini-3.8-flash, low medium high max=high"
  })
  void gemini_3(String reference, String taken) throws Exception {
    for (String level : LEVELS) {
      String sent = sent(taken, level);
      if (sent == null) {
        assertRefused(reference, level, taken);
        continue;
      }
      JsonObject thinking =
          body(reference, "--effort", level).at("generationConfig").at("thinkingConfig");
      assertEquals(sent.toUpperCase(Locale.ROOT), thinking.text("thinkingLevel"));
    }
    JsonObject shown = body(reference, "--show-reasoning");
    assertEquals(
        "{\"includeThoughts\":true}",
        Json.write(shown.at("generationConfig").at("thinkingConfig")));
  }

  @Test
  void deepseek_flash_thinks_unless_it_is_told_not_to() throws Exception {
    String model = "deepseek/deepseek-flash";
    assertEquals("disabled", body(model, "--effort", "none").at("thinking").text("type"));
    assertEquals("low", body(model, "--effort", "low").text("reasoning_effort"));
    assertEquals("max", body(model, "--effort", "max").text("reasoning_effort"));
    assertRefused(model, "xhigh", "none low medium high max");
  }

  @Test
  void grok_gets_one_name_for_one_session() {
    CliRunner.Result ran =
        byok.run("run", "-m", "xai/grok-4.7", "--session", "s", "--dry-run", "hi");
    assertTrue(ran.out().contains("\nx-grok-conv-id: "), ran.out());
    CliRunner.Result single = run("xai/grok-4.7");
    assertEquals(0, single.exitCode(), single.err());
    assertTrue(!single.out().contains("x-grok-conv-id"), single.out());
  }

  private void assertRefused(String reference, String level, String taken) {
    CliRunner.Result ran = run(reference, "--effort", level);
    assertEquals(2, ran.exitCode(), reference + " " + level + ran.out());
    List<String> words = new ArrayList<>();
    for (String one : taken.split(" ", -1)) {
      words.add(one.split("=", -1)[0]);
    }
    assertTrue(ran.err().contains("it takes " + String.join(", ", words)), ran.err());
  }

  /** Returns the word that goes out for a level; null where it is refused. */
  private static @Nullable String sent(String taken, String level) {
    for (String one : taken.split(" ", -1)) {
      String[] parts = one.split("=", -1);
      if (parts[0].equals(level)) {
        return parts[parts.length - 1];
      }
    }
    return null;
  }

  private JsonObject body(String reference, String... options) throws Exception {
    CliRunner.Result ran = run(reference, options);
    assertEquals(0, ran.exitCode(), ran.err());
    return Json.parseObject(ran.out()).at("body");
  }

  private CliRunner.Result run(String reference, String... options) {
    List<String> args = new ArrayList<>(List.of("run", "-m", reference, "--dry-run", "--json"));
    args.addAll(List.of(options));
    args.add("hi");
    return byok.run(args.toArray(new String[0]));
  }
}
