package dev.byok.serve.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.keys.names.KeyVariables;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.secrets.Secret;
import dev.byok.serve.child.recipes.Loan;
import dev.byok.serve.child.recipes.Loans;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlanTest {
  private static final String CANARY = "sk-canary-0123456789abcdef";

  @TempDir Path home;
  private final Catalog catalog = Catalog.load();
  private final Map<String, String> env = new HashMap<>();
  private final ChildEnvironment callers =
      new ChildEnvironment(env, () -> KeyVariables.of(catalog.keyNames()));

  @BeforeEach
  void setUp() {
    env.put("HOME", home.toString());
    env.put("PATH", "/bin");
  }

  private Plan plan(Loan loan, String... command) {
    return Plan.of(loan, List.of(command), catalog, callers, env);
  }

  private Map<String, String> environment(Plan plan) {
    Map<String, String> environment = new TreeMap<>(env);
    plan.applyTo(environment);
    return environment;
  }

  @Test
  void the_environment_is_the_callers_without_keys_and_with_the_gateway() {
    env.put("OPENAI_API_KEY", CANARY);
    env.put("MISTRAL_API_KEY", CANARY + "1");
    env.put("BYOK_OPENAI__WORK_API_KEY", CANARY + "2");
    env.put("COPY", CANARY);
    env.put("GITHUB_TOKEN", "gh-of-the-user");
    env.put("AWS_ACCESS_KEY_ID", "AKIA0123456789ABCDEF");
    env.put("BYOK_LAUNCH", "1");
    env.put("LC_ALL", "C.UTF-8");
    env.put("OPENAI_BASE_URL", "https://elsewhere.example/v1");
    Map<String, String> environment = environment(plan(Loans.of("openai"), "python", "x.py"));
    assertFalse(environment.toString().contains(CANARY), "a key");
    assertEquals(Loans.ORIGIN + "/openai/v1", environment.get("OPENAI_BASE_URL"));
    assertEquals(Loans.TOKEN, environment.get("OPENAI_API_KEY"));
    assertEquals("gh-of-the-user", environment.get("GITHUB_TOKEN"));
    assertEquals("AKIA0123456789ABCDEF", environment.get("AWS_ACCESS_KEY_ID"));
    assertEquals("/bin", environment.get("PATH"));
    assertFalse(environment.containsKey("BYOK_LAUNCH"));
    assertFalse(environment.containsKey("LC_ALL"), "the launcher's own");
  }

  @Test
  void a_shared_variable_goes_where_it_is_the_lent_key() {
    env.put("GITHUB_TOKEN", CANARY);
    env.put("GH_TOKEN", CANARY);
    callers.holdVariable("GITHUB_TOKEN");
    Map<String, String> environment = environment(plan(Loans.of("github-models"), "python"));
    assertFalse(environment.toString().contains(CANARY), environment.toString());
  }

  @Test
  void what_is_planned_can_be_shown_without_the_token() throws Exception {
    env.put("OPENAI_ADMIN_KEY", CANARY);
    env.put("ANTHROPIC_API_KEY", CANARY);
    Plan plan = plan(Loans.of("openai"), "codex", "exec", "it's $x " + Loans.TOKEN);
    String json = Json.write(plan.json());
    assertFalse(json.contains(Loans.TOKEN), json);
    assertFalse(json.contains(CANARY), json);
    assertEquals(
        "{\"command\":[\"codex\",\"-c\",\"model_provider=\\\"byok-exec\\\"\",\"-c\","
            + "\"model_providers.byok-exec.name=\\\"byok\\\"\",\"-c\","
            + "\"model_providers.byok-exec.base_url=\\\"http://127.0.0.1:4711/openai/v1\\\"\",\"-c\","
            + "\"model_providers.byok-exec.env_key=\\\"BYOK_TOKEN\\\"\",\"exec\","
            + "\"it's $x byok_***\"],"
            + "\"set\":{\"BYOK_EXEC\":\"http://127.0.0.1:4711\","
            + "\"BYOK_EXEC_TOKEN_SHA256\":\""
            + Loans.of().tokenHash()
            + "\",\"BYOK_TOKEN\":\"byok_***\","
            + "\"OPENAI_API_BASE\":\"http://127.0.0.1:4711/openai/v1\","
            + "\"OPENAI_API_KEY\":\"byok_***\","
            + "\"OPENAI_BASE_URL\":\"http://127.0.0.1:4711/openai/v1\"},"
            + "\"removed\":[\"ANTHROPIC_API_KEY\",\"OPENAI_ADMIN_KEY\"]}",
        json);
    String lines = String.join("\n", plan.lines());
    assertFalse(lines.contains(Loans.TOKEN) || lines.contains(CANARY), lines);
    assertTrue(lines.startsWith("unset ANTHROPIC_API_KEY\nunset OPENAI_ADMIN_KEY\n"), lines);
    assertTrue(lines.contains("\nexport OPENAI_API_KEY='byok_***'\n"), lines);
    assertTrue(lines.endsWith(" exec 'it'\\''s $x byok_***'"), lines);
    assertFalse(plan.toString().contains(Loans.TOKEN), plan.toString());
    assertFalse(Loans.of("openai").toString().contains(Loans.TOKEN));
  }

  @Test
  void a_private_folder_is_shown_and_not_made() {
    Plan plan = plan(Loan.example(Loans.of("google").keys()), "gemini");
    assertEquals("(a private folder)", plan.json().at("set").text("GEMINI_CLI_HOME"));
    assertEquals("byok_***", plan.json().at("set").text("GEMINI_API_KEY"));
    assertEquals(
        "http://127.0.0.1:PORT/google", plan.json().at("set").text("GOOGLE_GEMINI_BASE_URL"));
  }

  @Test
  void an_argument_that_java_could_not_read_is_refused() {
    Failure failure =
        assertThrows(Failure.class, () -> plan(Loans.of("openai"), "cat", "a", "caf\ufffd"));
    assertEquals(Kind.USAGE, failure.kind());
    assertTrue(failure.text().contains("argument 2"), failure.text());
  }

  @Test
  void a_key_that_was_fetched_is_taken_out_of_every_variable() {
    env.put("MY_OWN", "Bearer " + CANARY);
    callers.hold(Secret.of(CANARY));
    Plan plan = plan(Loans.of("openai"), "env");
    assertFalse(environment(plan).containsKey("MY_OWN"));
    assertTrue(Json.write(plan.json().get("removed")).contains("MY_OWN"));
  }
}
