package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a prompt never goes to a provider that was not named, such as the default key's. */
final class WrongReferenceTest {
  @TempDir Path home;
  private MockProvider provider;
  private CliRunner byok;

  @BeforeEach
  void store_a_default_key() throws IOException {
    provider = MockProvider.start();
    byok = new CliRunner(home).env("PATH", System.getenv("PATH"));
    byok.run("config", "set", "prices.fetch", "false");
    add("openai:work", "of-the-default-key");
    byok.run("default", "openai:work/m");
    byok.run("alias", "set", "claude", "anthropic/claude-sonnet-5");
  }

  /** Stores a key that a helper command prints, which is fast. */
  private void add(String name, String key, String... more) {
    List<String> words = new ArrayList<>(List.of("keys", "add", name, "--no-verify"));
    words.addAll(List.of("--host", provider.base(), "--from-command", "printf %s " + key));
    words.addAll(List.of(more));
    assertEquals(0, byok.run(words.toArray(new String[0])).exitCode());
  }

  @AfterEach
  void stop() throws IOException {
    provider.close();
  }

  static Stream<String> providers() {
    List<String> names = new ArrayList<>();
    for (Provider each : Catalog.load().providers()) {
      names.add(each.id());
      names.add(each.id() + ":home");
      names.add(each.id() + ":gpt-4o.mini");
      names.add(each.id() + ":");
      names.add(each.id().toUpperCase(Locale.ROOT));
      names.addAll(each.aliases());
    }
    return names.stream();
  }

  private void refused(CliRunner.Result result, String name) {
    assertEquals(3, result.exitCode(), result.err());
    assertEquals("", result.out());
    assertTrue(result.err().contains("\n  hint: "), result.err());
    assertEquals(List.of(), provider.summary(), name);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("providers")
  void a_providers_name_is_no_model_of_the_default_key(String name) {
    refused(byok.run("run", "-m", name, "secret"), name);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"llama3:8b", "opnai:work", "x:y", ":work", "https:", "cluade", "claud", "Claude"})
  void neither_is_a_word_with_a_colon_or_a_slip_of_the_finger(String word) {
    refused(byok.run("run", "-m", word, "secret"), word);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"olama", "opneai", "antropic", "gemnii", "gpt\u200b4o", "gpt 4o", "g\uff1am"})
  void neither_is_what_was_most_likely_not_meant_as_one(String word) {
    refused(byok.run("run", "-m", word, "secret"), word);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "openai:gpt-4o, did you mean openai/gpt-4o?",
    "openai:wrok, did you mean openai:work?",
    "anthropic:claude.3, did you mean anthropic/claude.3?",
    "anthropic, name a model of it: anthropic/MODEL",
    "ollama, name a model of it: ollama/MODEL",
    "llama3:8b, for a model of your default key use openai:work/llama3:8b",
    "cluade, did you mean the alias claude?",
    "openai:work, use openai:work/MODEL; byok models openai:work lists the models"
  })
  void the_hint_names_what_was_probably_meant(String word, String hint) {
    CliRunner.Result result = byok.run("run", "-m", word, "secret");
    refused(result, word);
    assertTrue(result.err().contains("  hint: " + hint), result.err());
  }

  @Test
  void a_key_of_the_environment_counts_as_a_key_of_its_name() {
    byok.env("BYOK_OPENAI_API_KEY", "sk-env").env("BYOK_GROQ__HOME_API_KEY", "gsk-env");
    byok.env("MISTRAL_API_KEY", "m-env");
    for (String name : List.of("openai", "groq:home", "mistral")) {
      CliRunner.Result result = byok.run("run", "-m", name, "secret");
      refused(result, name);
      assertTrue(result.err().contains("the key \"" + name + "\" has no default model"), name);
    }
  }

  @Test
  void a_stored_key_stands_for_its_own_model_in_any_case() {
    add("OpenAI", "of-the-other-key", "--model", "m");
    for (String name : List.of("openai", "OpenAI", "OPENAI", " openai ", "OpenAI/m")) {
      assertEquals(0, byok.run("run", "-m", name, "hi").exitCode(), name);
    }
    assertTrue(
        provider.summary().stream().allMatch(line -> line.contains("other-key")),
        provider.summary().toString());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "compare -m openai:work/m -m ollama secret",
        "compare -m ollama -m anthropic:work secret",
        "fim -m codestral --prefix FILE --suffix FILE",
        "chat -m ollama",
        "default ollama",
        "alias set mine ollama",
        "config set default openai:gpt-4o"
      })
  void every_command_decides_so(String line) {
    List<String> words = new ArrayList<>(List.of(line.split(" ")));
    words.replaceAll(word -> word.equals("FILE") ? home.resolve("config.json").toString() : word);
    CliRunner.Result result = byok.stdin("secret\n").run(words.toArray(new String[0]));
    assertEquals(3, result.exitCode(), result.err());
    for (String request : provider.requests()) {
      assertTrue(!request.contains("\"ollama\""), request);
    }
    assertEquals("openai:work/m\n", byok.run("default").out());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "/model ollama",
        "/model openai:gpt-4o",
        "/model cluade",
        "/compare openai:work/m ollama\nsecret",
        "/compare openai:work/m openai:work/n ollama secret",
        "/compare openai:work/m openai:work/n anthropic:work secret",
        "/retry ollama"
      })
  void a_conversation_decides_so(String typed) {
    CliRunner.Result result = byok.stdin(typed + "\nsecret\n").run("chat");
    assertTrue(result.exitCode() != 0, result.out());
    for (String request : provider.requests()) {
      assertTrue(!request.contains("\"model\":\"ollama"), request);
      assertTrue(!request.contains("\"model\":\"openai:"), request);
      assertTrue(!request.contains("\"model\":\"cluade"), request);
      assertTrue(!request.contains("ollama secret"), request);
    }
  }

  @Test
  void a_word_that_the_cached_list_has_nearly_is_not_sent() {
    assertEquals(0, byok.run("models", "openai:work", "--refresh").exitCode());
    int asked = provider.requests().size();
    CliRunner.Result result = byok.run("run", "-m", "m2", "secret");
    assertEquals(3, result.exitCode(), result.err());
    assertTrue(result.err().contains("\"openai:work\" lists no model \"m2\""), result.err());
    assertTrue(result.err().contains("did you mean openai:work/m?"), result.err());
    assertEquals(asked, provider.requests().size());
    assertEquals(0, byok.run("run", "-m", "m", "hi").exitCode());
    assertEquals(0, byok.run("run", "-m", "something-else-altogether", "hi").exitCode());
  }

  @Test
  void the_environments_model_stands_before_the_default_and_behind_the_option() {
    byok.env("BYOK_MODEL", "demo/echo");
    assertEquals("hi\n", byok.run("run", "hi").out());
    assertEquals("Hello from the mock\n", byok.run("run", "-m", "openai:work/m", "hi").out());
    byok.env("BYOK_MODEL", "ollama");
    assertEquals(3, byok.run("run", "hi").exitCode());
    byok.env("BYOK_MODEL", " ");
    assertEquals("Hello from the mock\n", byok.run("run", "hi").out());
  }

  @Test
  void a_saved_session_stays_with_the_provider_it_began_with() {
    byok.stdin("hi\n").run("chat", "-m", "bare-model", "--session", "s");
    byok.run("default", "demo/echo");
    byok.stdin("again\n").run("chat", "--session", "s");
    assertEquals(2, provider.requests().size());
  }
}
