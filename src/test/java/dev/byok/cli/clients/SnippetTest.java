package dev.byok.cli.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.testing.CliRunner.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks what {@code --for} prints, by the rules of the programs that it is pasted into. */
final class SnippetTest {
  private static final String TOKEN = "byok_[A-Za-z0-9_-]{43}";
  private static final String KEYS =
      """
      {"default":"openai/gpt-5.6-luna",
       "keys":{"openai":{"stored_in":"keychain"},
         "openai:work":{"stored_in":"keychain","model":"gpt-5-mini"},
         "anthropic":{"stored_in":"keychain","model":"claude-sonnet-5"},
         "google":{"stored_in":"keychain"},
         "openrouter":{"stored_in":"keychain","model":"bad \\"model\\"\\n$(x)"}}}
      """;

  @TempDir Path home;
  private ClientsRunner byok;

  @BeforeEach
  void setUp() throws IOException {
    byok = new ClientsRunner(home);
    Files.writeString(home.resolve("config.json"), KEYS);
  }

  @ParameterizedTest
  @EnumSource(Program.class)
  void every_program_gets_a_whole_snippet_with_the_token_once(Program program) {
    Result result = snippet(program.label(), "-k", "*");
    assertEquals(2, result.out().split(TOKEN, -1).length, result.out());
    for (String left : List.of("{base}", "{model}", "{token}", "{context}", "{provider")) {
      assertFalse(result.out().contains(left), result.out());
    }
    assertTrue(result.out().contains("http://127.0.0.1:7878/"), result.out());
    assertTrue(result.out().endsWith("\n"), result.out());
    assertTrue(result.err().contains("byok: added the client"), result.err());
    assertFalse(result.err().contains("byok_"), result.err());
  }

  @Test
  void zed_gets_a_provider_with_its_models() throws Exception {
    String text = snippet("zed").out();
    JsonObject byok = json(text).at("language_models").at("openai_compatible").at("byok");
    assertEquals("http://127.0.0.1:7878/openai/v1", byok.text("api_url"));
    JsonObject model = byok.objects("available_models").getFirst();
    assertEquals("gpt-5.6-luna", model.text("name"));
    Long tokens = model.count("max_tokens");
    assertTrue(tokens != null && tokens > 0);
    assertFalse(Json.write(json(text)).contains("byok_"), "Zed keeps keys elsewhere");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          claude   | anthropic   | ANTHROPIC_BASE_URL      | http://127.0.0.1:7878/anthropic
          claude   | anthropic   | ANTHROPIC_AUTH_TOKEN    | TOKEN
          claude   | anthropic   | ANTHROPIC_API_KEY       | -
          claude   | anthropic   | CLAUDE_CODE_USE_BEDROCK | -
          claude   | anthropic   | CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST | 1
          codex    | openai:work | BYOK_TOKEN              | TOKEN
          gemini   | google      | GOOGLE_GEMINI_BASE_URL  | http://127.0.0.1:7878/google
          gemini   | google      | GEMINI_API_KEY          | TOKEN
          gemini   | google      | GOOGLE_API_KEY          | -
          opencode | openai      | BYOK_TOKEN              | TOKEN
          opencode | openai      | OPENCODE_AUTH_CONTENT   | {}
          aider    | openai      | OPENAI_API_BASE         | http://127.0.0.1:7878/openai/v1
          aider    | openai      | OPENAI_API_KEY          | TOKEN
          aider    | anthropic   | ANTHROPIC_API_BASE      | http://127.0.0.1:7878/anthropic
          aider    | anthropic   | ANTHROPIC_API_KEY       | TOKEN
          """)
  void a_shell_sets_what_the_program_reads(
      String program, String key, String variable, String value) throws Exception {
    String text = snippet(program, "-k", key).out();
    String token = text.replaceFirst("(?s).*?(" + TOKEN + ").*", "$1");
    String shown = shell(text, "printf %s \"${" + variable + "--}\"");
    assertEquals(value.equals("TOKEN") ? token : value, shown);
  }

  @Test
  void codex_gets_flags_for_a_provider_of_its_own() throws Exception {
    String text = snippet("codex", "-k", "openai:work").out();
    // What the shell makes of the alias.
    String words =
        shell(text, "eval \"printf '%s\\n' $(alias codex | sed \"s/^.*='//; s/'$//\")\"");
    assertEquals(
        List.of(
            "codex",
            "-c",
            "model_provider=byok-serve",
            "-c",
            "model_providers.byok-serve.name=byok",
            "-c",
            "model_providers.byok-serve.base_url=http://127.0.0.1:7878/openai:work/v1",
            "-c",
            "model_providers.byok-serve.env_key=BYOK_TOKEN"),
        words.lines().toList());
  }

  @Test
  void opencode_gets_every_provider_that_it_knows() throws Exception {
    String text = snippet("opencode", "-k", "*").out();
    JsonObject config = Json.parseObject(shell(text, "printf %s \"$OPENCODE_CONFIG_CONTENT\""));
    assertEquals(List.of(), config.get("disabled_providers"));
    JsonObject providers = config.at("provider");
    assertEquals(
        List.of("anthropic", "google", "openai"), List.copyOf(providers.fields().keySet()));
    for (String each : List.of("openai /v1", "anthropic /v1", "google /v1beta")) {
      String id = each.split(" ", -1)[0];
      JsonObject options = providers.at(id).at("options");
      assertEquals("http://127.0.0.1:7878/" + each.replace(" ", ""), options.text("baseURL"));
      assertEquals("{env:BYOK_TOKEN}", options.text("apiKey"));
    }
  }

  @Test
  void the_model_is_the_default_the_keys_own_or_an_allowed_one() {
    assertTrue(snippet("cline").out().contains("gpt-5.6-luna"));
    assertTrue(snippet("cline", "-k", "openai:work").out().contains("gpt-5-mini"));
    Result limited = snippet("cline", "-k", "openai:work", "--allow-model", "openai:work/o9");
    assertTrue(limited.out().contains("Model ID      o9\n"), limited.out());
    Result open = snippet("cline", "-k", "openai", "--allow-model", "gpt-6*");
    assertTrue(open.out().contains("Model ID      MODEL\n"), open.out());
    assertTrue(open.err().contains("in place of MODEL; byok models openai lists them"), open.err());
  }

  @Test
  void a_model_that_another_file_would_misread_is_left_to_the_user() {
    for (String program : List.of("zed", "continue", "llm", "aider")) {
      String text = snippet(program, "-k", "openrouter").out();
      assertFalse(text.contains("$(x)"), text);
      assertTrue(text.contains("MODEL"), text);
    }
  }

  @Test
  void the_first_key_that_fits_is_taken_and_the_others_are_told() {
    Result result = snippet("zed", "-k", "anthropic", "-k", "openai:work", "-k", "openai");
    assertTrue(result.out().contains("7878/openai:work/v1\""), result.out());
    assertTrue(result.err().contains("this is for the key openai:work;"), result.err());
    Result all = snippet("zed", "-k", "*");
    assertTrue(all.out().contains("7878/openai/v1\""), all.out());
  }

  @ParameterizedTest
  @CsvSource({"zed, anthropic", "claude, openai", "gemini, openai", "opencode, openrouter"})
  void a_program_that_can_use_none_of_the_keys_makes_no_client(String program, String key) {
    Result result = byok.run("add", "c", "-k", key, "--for", program);
    List<String> said = Scenario.assertFailure(result, 2);
    assertEquals("byok: " + program + " cannot use any key of this client", said.getFirst());
    assertFalse(Files.exists(home.resolve("clients.json")));
  }

  @Test
  void rotate_prints_the_snippet_with_the_new_token() {
    assertEquals(0, byok.run("add", "c").exitCode());
    Result result = byok.run("rotate", "c", "--for", "codex");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals(2, result.out().split(TOKEN, -1).length, result.out());
  }

  private int clients;

  private Result snippet(String program, String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "add";
    args[1] = "c-" + clients++;
    args[2] = "--for";
    args[3] = program;
    System.arraycopy(options, 0, args, 4, options.length);
    Result result = byok.run(args);
    assertEquals(0, result.exitCode(), result.err());
    return result;
  }

  /** Returns the settings of a file in which they are pasted; such files may have comments. */
  private static JsonObject json(String text) throws JsonSyntaxException {
    return Json.parseObject("{" + text.replaceAll("(?m)^//.*$", "") + "}");
  }

  /** Runs the lines and then one more in a shell where the program itself does nothing. */
  private static String shell(String lines, String more) throws Exception {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", "aider() { :; }\n" + lines + more)
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }
}
