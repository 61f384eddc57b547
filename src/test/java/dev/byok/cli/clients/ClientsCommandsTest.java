package dev.byok.cli.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyName;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientFile;
import dev.byok.serve.clients.Clients;
import dev.byok.testing.CliRunner.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks {@code byok clients add|list|set|rotate|rm}. */
final class ClientsCommandsTest {
  private static final String TOKEN = "byok_[A-Za-z0-9_-]{43}";

  @TempDir Path home;
  private ClientsRunner byok;
  private Clients gateway;

  @BeforeEach
  void setUp() throws IOException {
    byok = new ClientsRunner(home);
    gateway = new Clients(new ClientFile(home.resolve("clients.json"), true), Clock.systemUTC());
    Files.writeString(
        home.resolve("config.json"),
        """
        {"default":"openai/gpt-5.6-luna",
         "keys":{"openai":{"stored_in":"keychain"},"openai:work":{"stored_in":"keychain"},
           "openai:admin":{"stored_in":"keychain"},"anthropic":{"stored_in":"keychain"}}}
        """);
  }

  @Test
  void add_prints_the_token_alone_on_standard_output() {
    Result result = added("zed -k openai:work -k anthropic");
    assertTrue(result.out().matches(TOKEN + "\n"), result.out());
    assertEquals(
        """
        byok: the token of "zed" is not shown again; its address is http://127.0.0.1:7878/KEY, while byok serve runs
        byok: added the client "zed": keys openai:work, anthropic; models all; no budget; no expiry
        """,
        result.err());
    Client client = client(result.out().strip());
    assertEquals("zed", client.name());
    assertTrue(client.mayUse(KeyName.parse("openai:work"), "gpt-5"));
    assertFalse(client.mayUse(KeyName.parse("openai"), "gpt-5"));
  }

  @Test
  void add_prints_json_with_exactly_these_fields() throws Exception {
    JsonObject json = Json.parseObject(added("zed --expires 30d --json").out());
    assertEquals(List.of("name", "token", "url", "expires"), List.copyOf(json.fields().keySet()));
    assertEquals("zed", json.text("name"));
    assertTrue(String.valueOf(json.text("token")).matches(TOKEN));
    assertEquals("http://127.0.0.1:7878", json.text("url"));
    Duration lasts =
        Duration.between(Instant.now(), Instant.parse(String.valueOf(json.text("expires"))));
    assertTrue(lasts.toDays() >= 29 && lasts.toDays() <= 30, lasts.toString());
    assertEquals(null, Json.parseObject(added("other --json").out()).fields().get("expires"));
  }

  @Test
  void the_address_is_that_of_the_server_that_runs() throws Exception {
    long pid = ProcessHandle.current().pid();
    Files.writeString(home.resolve("serve.json"), "{\"port\":40123,\"pid\":" + pid + "}");
    JsonObject json = Json.parseObject(added("zed --json").out());
    assertEquals("http://127.0.0.1:40123", json.text("url"));
  }

  @Test
  void without_a_key_the_default_one_is_lent() throws Exception {
    assertEquals(List.of("openai"), row("zed", added("zed")).texts("keys"));
    assertEquals(List.of("*"), row("all", added("all -k * -k openai")).texts("keys"));
    Files.writeString(home.resolve("config.json"), "{}");
    List<String> said = refused(3, "add none");
    assertEquals("byok: no key was given, and there is no default", said.getFirst());
  }

  @Test
  void a_key_of_the_environment_or_of_a_server_without_keys_may_be_lent() throws Exception {
    byok.env("GROQ_API_KEY", "canary-0123456789").env("BYOK_XAI__LAB_API_KEY", "canary-01234567");
    Result result = added("zed -k groq -k xai:lab -k ollama -k DEMO");
    assertEquals(List.of("groq", "xai:lab", "ollama", "demo"), row("zed", result).texts("keys"));
    refused(3, "add other -k xai");
    refused(3, "add other -k ollama:x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          add Zed                                | 2 | "Zed" is not a valid name
          add zed/x                              | 2 | "zed/x" is not a valid name
          add zed -k opnai                       | 3 | unknown provider "opnai"
          add zed -k groq                        | 3 | no key is stored as "groq"
          add zed -k openai:other                | 3 | no key is stored as "openai:other"
          add zed -k openai:admin                | 2 | "openai:admin" is never given to programs
          add zed -k sk-CANARYk3y9Qw2ZxV7bN4     | 2 | "***" looks like a key
          add sk-CANARYk3y9Qw2ZxV7bN4            | 2 | "***" looks like a key
          add zed --allow-model sk-CANARYk3y9Qw2 | 2 | "***" looks like a key
          add zed --allow-model gpt-5?           | 2 | --allow-model does not take "gpt-5?"
          add zed --allow-model {a,b}            | 2 | --allow-model does not take "{a,b}"
          add zed --budget 5/year                | 2 | --budget does not take "5/year"
          add zed --budget -5                    | 2 | --budget does not take "-5"
          add zed --budget 5/day --budget 6/day  | 2 | --budget was given twice for the same period: 6 USD a day
          add zed --budget 5 --budget none       | 2 | --budget does not take "none"
          add zed --expires 30                   | 2 | --expires does not take "30"
          add zed --expires 30y                  | 2 | --expires does not take "30y"
          add zed --expires 99999m               | 2 | --expires does not take "99999m"
          add zed --expires 2026-02-30           | 2 | --expires does not take "2026-02-30"
          add zed --expires 0d                   | 2 | --expires "0d" is not in the future
          add zed --expires 2020-01-31           | 2 | --expires "2020-01-31" is not in the future
          add zed --for emacs                    | 2 | --for does not take "emacs"
          add zed --for zed --json               | 2 | --for and --json cannot be used together
          set zed -k openai                      | 3 | there is no client "zed"
          rotate zed                             | 3 | there is no client "zed"
          rm --yes zed                           | 3 | there is no client "zed"
          """)
  void what_does_not_fit_is_named_and_changes_nothing(String line, int exitCode, String said)
      throws IOException {
    assertEquals("byok: " + said, refused(exitCode, line).getFirst());
    assertFalse(Files.exists(home.resolve("clients.json")));
    assertEquals("", found("CANARY"));
  }

  @Test
  void a_taken_name_is_refused_and_its_client_stays() {
    String token = added("zed").out().strip();
    List<String> said = refused(2, "add zed -k anthropic");
    assertEquals("byok: there is already a client \"zed\"", said.getFirst());
    assertFalse(client(token).mayUse(KeyName.parse("anthropic"), "m"));
  }

  @Test
  void list_says_what_each_may_do_and_has_spent() throws Exception {
    assertEquals("[\n]\n", byok.run("list --json").out());
    assertEquals("byok: no clients yet; byok clients add NAME makes one\n", byok.run("list").err());
    added("zed --allow-model gpt-5* --budget 5/day --budget 20 --expires 2w");
    added("a-1 -k *");
    Files.writeString(
        home.resolve("usage.json"),
        """
        [
        {"id":"a","time":"%1$s","command":"serve","client":"zed","cost_usd":1.25},
        {"id":"b","time":"%1$s","command":"serve","client":"a-1","cost_usd":9},
        {"id":"c","time":"%1$s","command":"exec","client":"zed","cost_usd":9}
        ]
        """
            .formatted(Instant.now().plusSeconds(1)));
    List<String> lines = byok.run("list --json").out().lines().toList();
    assertEquals(4, lines.size());
    assertTrue(
        lines
            .get(1)
            .matches(
                "\\{\"name\":\"a-1\",\"keys\":\\[\"\\*\"],\"models\":\\[],\"budgets\":\\[],"
                    + "\"added\":\"20[^\"]*Z\",\"expires\":null,\"last_seen\":\"20[^\"]*Z\"},"),
        lines.get(1));
    assertTrue(
        lines
            .get(2)
            .matches(
                "\\{\"name\":\"zed\",\"keys\":\\[\"openai\"],\"models\":\\[\"gpt-5\\*\"],\"budgets\":\\["
                    + "\\{\"limit_usd\":5,\"per\":\"day\",\"spent_usd\":1.25,\"left_usd\":3.75},"
                    + "\\{\"limit_usd\":20,\"per\":null,\"spent_usd\":1.25,\"left_usd\":18.75}],"
                    + "\"added\":\"20[^\"]*Z\",\"expires\":\"20[^\"]*Z\",\"last_seen\":\"20[^\"]*Z\"}"),
        lines.get(2));
    List<String> table = byok.run("list").out().lines().toList();
    assertTrue(table.getFirst().matches("NAME +KEYS +MODELS +BUDGETS +ADDED +EXPIRES +LAST SEEN"));
    assertTrue(
        table
            .get(2)
            .matches("zed +openai +gpt-5\\* +1.25 of 5 USD a day, 1.25 of 20 USD in all .*"),
        table.get(2));
  }

  @Test
  void a_budget_that_was_passed_has_nothing_left() throws Exception {
    added("zed --budget 1");
    Files.writeString(
        home.resolve("usage.json"),
        "[\n{\"time\":\"%s\",\"command\":\"serve\",\"client\":\"zed\",\"cost_usd\":2}\n]\n"
            .formatted(Instant.now().plusSeconds(1)));
    JsonObject budget = row("zed").objects("budgets").getFirst();
    assertEquals("2", String.valueOf(budget.get("spent_usd")));
    assertEquals("0", String.valueOf(budget.get("left_usd")));
  }

  @Test
  void a_ledger_that_cannot_be_read_does_not_hide_the_clients() throws Exception {
    added("zed --budget 1");
    Files.createDirectory(home.resolve("usage.json"));
    Result result = byok.run("list --json");
    assertEquals(0, result.exitCode());
    assertTrue(
        result.out().contains("\"spent_usd\":null,\"left_usd\":null}],\"added\":"), result.out());
    assertTrue(result.err().contains("is a folder"), result.err());
  }

  @Test
  void set_replaces_what_is_given_and_keeps_the_rest() throws Exception {
    String token =
        added("zed --allow-model gpt-* --budget 5/day --budget 20/month --expires 1h")
            .out()
            .strip();
    assertEquals(
        "byok: changed the client \"zed\": keys anthropic; models gpt-*; 5 USD a day, 20 USD a month;",
        byok.run("set zed -k anthropic").err().replaceFirst("; until.*\n", ";"));
    assertTrue(client(token).mayUse(KeyName.parse("anthropic"), "gpt-x"));
    assertFalse(client(token).mayUse(KeyName.parse("openai"), "gpt-x"));
    JsonObject row =
        Json.parseObject(
            byok.run("set zed --allow-model claude-* --allow-model x --budget 7/week --json")
                .out());
    assertEquals(List.of("claude-*", "x"), row.texts("models"));
    assertEquals(1, row.objects("budgets").size());
    assertEquals("week", row.objects("budgets").getFirst().text("per"));
    assertEquals(List.of("anthropic"), row.texts("keys"));
    assertEquals(0, byok.run("set zed --budget none --allow-model * --expires never").exitCode());
    row = row("zed");
    assertEquals(List.of(), row.texts("models"));
    assertEquals(List.of(), row.list("budgets"));
    assertEquals(null, row.get("expires"));
    assertEquals("byok: there is nothing to change", refused(2, "set zed").getFirst());
  }

  @Test
  void rotate_gives_a_new_token_and_refuses_the_old_one() throws Exception {
    String old = added("zed --allow-model gpt-* --expires 1h").out().strip();
    assertEquals("zed", client(old).name());
    Result rotated = byok.run("rotate zed");
    assertEquals(0, rotated.exitCode(), rotated.err());
    String fresh = rotated.out().strip();
    assertNotEquals(old, fresh);
    assertEquals(null, gateway.byToken(old));
    assertEquals(List.of("gpt-*"), client(fresh).models());
    JsonObject json = Json.parseObject(byok.run("rotate zed --json").out());
    assertEquals(List.of("name", "token", "url", "expires"), List.copyOf(json.fields().keySet()));
    assertEquals(null, gateway.byToken(fresh));
  }

  @Test
  void rotate_tells_that_an_expired_client_stays_so() throws Exception {
    added("zed");
    Path file = home.resolve("clients.json");
    Files.writeString(
        file,
        Files.readString(file)
            .replace("\"added\"", "\"expires\": \"2020-01-01T00:00:00.000Z\",\n\"added\""));
    assertTrue(byok.run("list").out().contains("2020-01-01 "), byok.run("list").out());
    assertTrue(byok.run("list").out().contains("(expired)"));
    Result rotated = byok.run("rotate zed");
    assertTrue(rotated.err().contains("byok clients set zed --expires 30d"), rotated.err());
    assertEquals(null, gateway.byToken(rotated.out().strip()));
    assertEquals(0, byok.run("set zed --expires 30d").exitCode());
    assertEquals("zed", client(rotated.out().strip()).name());
  }

  @Test
  void rm_needs_a_yes_and_then_holds_at_once() {
    String token = added("zed").out().strip();
    added("other");
    List<String> said = refused(2, "rm zed other");
    assertEquals(
        "byok: removing zed, other needs a yes, but there is no terminal to ask on",
        said.getFirst());
    assertEquals("zed", client(token).name());
    refused(3, "rm --yes zed nosuch");
    assertEquals("zed", client(token).name());
    Result removed = byok.run("rm --yes zed other zed");
    assertEquals("byok: removed \"zed\"\nbyok: removed \"other\"\n", removed.err());
    assertEquals(null, gateway.byToken(token));
    assertEquals("[\n]\n", byok.run("list --json").out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2w", "30d", "12h", "3m", "2099-01-31"})
  void an_expiry_is_a_time_or_a_last_day(String when) throws Exception {
    Instant expires =
        Instant.parse(String.valueOf(row("zed", added("zed --expires " + when)).text("expires")));
    assertTrue(expires.isAfter(Instant.now()), expires.toString());
    if (when.startsWith("2099")) {
      Instant end =
          LocalDate.of(2099, 2, 1).atStartOfDay(java.time.ZoneId.systemDefault()).toInstant();
      assertEquals(end, expires);
    }
  }

  @Test
  void a_token_that_could_not_be_printed_is_taken_back() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    Result added = byok.run(full, "add", "zed");
    assertEquals(12, added.exitCode());
    assertEquals("  the client was not added", added.err().lines().toList().get(1));
    assertEquals("[\n]\n", byok.run("list --json").out());
    String token = added("zed --allow-model gpt-*").out().strip();
    for (String more : List.of("-q", "--json", "--for=zed")) {
      Result rotated = byok.run(full, "rotate", "zed", more);
      assertEquals(12, rotated.exitCode());
      assertTrue(rotated.err().contains("  the client keeps its former token\n"), rotated.err());
    }
    assertEquals("zed", client(token).name());
  }

  @Test
  void what_kept_a_token_from_being_printed_is_told_although_it_cannot_be_taken_back()
      throws IOException {
    Path file = home.resolve("clients.json");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            Files.writeString(file, "[]");
            throw new IOException("No space left on device");
          }
        };
    Result result = byok.run(full, "add", "zed");
    assertEquals(12, result.exitCode());
    assertTrue(result.err().startsWith("byok: standard output cannot be written"), result.err());
  }

  @Test
  void the_token_is_in_no_file_and_never_on_standard_error() throws Exception {
    for (String line :
        List.of("add a", "add b --json", "add c --for claude -k anthropic", "rotate a")) {
      Result result = byok.run(line);
      assertEquals(0, result.exitCode(), result.err());
      String token = result.out().replaceFirst("(?s).*?(" + TOKEN + ").*", "$1");
      assertTrue(token.matches(TOKEN), result.out());
      assertFalse(result.err().contains(token.substring(5, 20)), result.err());
      assertEquals("", found(token.substring(5, 20)));
      assertEquals(result.out().indexOf(token), result.out().lastIndexOf(token));
    }
    assertFalse(byok.run("list").out().contains("byok_"));
    assertFalse(byok.run("list --json").out().contains("byok_"));
  }

  private Result added(String line) {
    Result result = byok.run("add " + line);
    assertEquals(0, result.exitCode(), result.err());
    return result;
  }

  private List<String> refused(int exitCode, String line) {
    Result result = byok.run(line);
    assertEquals("", result.out());
    return Scenario.assertFailure(result, exitCode);
  }

  private Client client(String token) {
    @Nullable Client client = gateway.byToken(token);
    if (client == null) {
      throw new AssertionError("the token belongs to no client");
    }
    return client;
  }

  private JsonObject row(String name, Result added) throws Exception {
    assertEquals(0, added.exitCode(), added.err());
    return row(name);
  }

  private JsonObject row(String name) throws Exception {
    String out = byok.run("list --json").out();
    return Json.parseObject("{\"rows\":" + out + "}").objects("rows").stream()
        .filter(row -> name.equals(row.text("name")))
        .findFirst()
        .orElseThrow(() -> new AssertionError(out));
  }

  /** Returns the names of the files that contain the text. */
  private String found(String text) throws IOException {
    StringBuilder found = new StringBuilder();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        found.append(Files.readString(file).contains(text) ? file : "");
      }
    }
    return found.toString();
  }
}
