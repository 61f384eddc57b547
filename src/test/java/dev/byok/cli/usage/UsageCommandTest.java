package dev.byok.cli.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.CliRunner;
import dev.byok.testing.CliRunner.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks a ledger that someone else has written, and options that do not go together. */
final class UsageCommandTest {
  private static final String HOSTILE = "\\u001b]0;x\\u0007\\u001b[2J\\u009b31m\\u202e";

  @TempDir Path home;
  private CliRunner byok;

  @BeforeEach
  void setUp() {
    byok = new CliRunner(home).env("TERM", "dumb").env("COLUMNS", "60");
  }

  /** Covers every text of an entry, on every page. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "usage --by day,provider,model,key,command,client,session,tag:job",
        "usage --by tag:job --csv",
        "usage --by session,key --csv",
        "usage --chart",
        "usage tail",
        "usage show 0199",
        "usage show zzzz",
        "usage show same"
      })
  void names_in_the_ledger_steer_no_terminal(String line) throws Exception {
    write(entry("0199" + HOSTILE), entry("same1" + HOSTILE), entry("same2" + HOSTILE));
    Result result = byok.run(line.split(" "));
    String shown = result.out() + result.err();
    assertTrue(shown.length() > 50, shown);
    for (char control : new char[] {'\u001b', '\u0007', '\u009b', '\u202e', '\r'}) {
      assertFalse(shown.indexOf(control) >= 0, shown);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "usage --json --csv, --json and --csv cannot be used together",
    "usage --json --chart, --json and --chart cannot be used together",
    "usage --csv --chart=cost, --csv and --chart cannot be used together",
    "usage --json --csv --chart, --json and --csv and --chart cannot be used together",
    "usage --by day tail, byok usage tail takes no --by",
    "usage --since 7d show 0199, byok usage show takes no --since",
    "usage --csv path, byok usage path takes no --csv",
    "usage --chart=, --chart does not take \"\"",
    "usage --by=, --by does not take \"\"",
    "'usage --by day,', '--by does not take \"day,\"'",
    "usage --by tag:, --by does not take \"tag:\"",
    "usage --by Day, --by does not take \"Day\"",
    "usage --client=, --client does not take \"\"",
    "usage --status=, --status does not take \"\"",
    "'usage --status ok,OK', '--status does not take \"ok,OK\"'",
    "usage tail -n many, --lines does not take \"many\"",
    "usage tail -n 10001, --lines does not take \"10001\"",
    "usage tail -n -1, --lines does not take \"-1\"",
    "usage show, ID is missing",
    "usage show a b, too many arguments for byok usage show"
  })
  void what_does_not_fit_is_exit2(String line, String message) {
    Result result = byok.run(line.split(" "));
    assertEquals(2, result.exitCode(), result.toString());
    assertTrue(result.err().startsWith("byok: " + message + "\n"), result.err());
    boolean json = line.contains("--json");
    assertEquals(json, result.out().contains("\"code\":\"usage\""), result.out());
    assertTrue(json || result.out().isEmpty(), result.out());
  }

  @Test
  void damage_is_told_once_by_every_reading() throws Exception {
    write(entry("0199a"), "{\"id\":\"broken", entry("0199b"));
    for (List<String> line :
        List.of(
            List.of("usage"),
            List.of("usage", "--json"),
            List.of("usage", "--csv"),
            List.of("usage", "--chart"),
            List.of("usage", "tail"),
            List.of("usage", "tail", "--json"),
            List.of("usage", "show", "0199a"))) {
      Result result = byok.run(line.toArray(new String[0]));
      assertEquals(0, result.exitCode());
      assertEquals(
          1,
          result
              .err()
              .lines()
              .filter(each -> each.contains("ledger is damaged in 1 place"))
              .count(),
          line + result.err());
    }
  }

  @Test
  void an_empty_ledger_and_one_with_nothing_that_fits_are_told_apart() throws Exception {
    for (String line : List.of("usage", "usage --chart", "usage tail", "usage --status failed")) {
      Result result = byok.run(line.split(" "));
      assertEquals("byok: the ledger is empty: " + home.resolve("usage.json") + "\n", result.err());
      assertEquals("", result.out());
    }
    write(entry("0199a"), entry("0199b"));
    for (String line :
        List.of("--status failed", "--until 2020", "--model x", "--key openai:nobody")) {
      Result result = byok.run(("usage " + line.replace("2020", "2020-01")).split(" "));
      assertEquals("byok: none of the 2 requests in the ledger matches\n", result.err());
      assertEquals("", result.out());
    }
  }

  @Test
  void clients_are_groups_filters_and_fields_and_their_absence_is_unknown() throws Exception {
    write(of("claude"), of("zed"), of("claude"), plain("null"), plain(null));
    assertEquals(
        """
        CLIENT  REQUESTS  FAILED  INPUT  CACHED  OUTPUT  REASONING  COST USD
        claude         2       0      2       -       4          -         2
        zed            1       0      1       -       2          -         1
        -              2       0      2       -       4          -         2
        total          5       0      5       -      10          -         5
        """,
        byok.run("usage", "--by", "client").out());
    String json = byok.run("usage", "--by", "client", "--json").out();
    assertTrue(json.contains("{\"by\":{\"client\":\"claude\"},\"requests\":2,"), json);
    assertTrue(json.contains("{\"by\":{\"client\":null},\"requests\":2,"), json);
    assertEquals(
        List.of("command,client,requests", "serve,claude,2", "serve,zed,1", "run,,2"),
        byok.run("usage", "--by", "command,client", "--csv")
            .out()
            .lines()
            .map(line -> String.join(",", List.of(line.split(",", -1)).subList(0, 3)))
            .toList());
    for (String[] filter :
        new String[][] {{"--client", "zed"}, {"--client=zed", "--client=none"}}) {
      Result total = byok.run(concat("usage", "--json", filter));
      assertTrue(total.out().contains("\"total\":{\"requests\":1,"), total.out());
    }
    String last = byok.run("usage", "tail", "--json").out();
    assertEquals(2, last.split("\"client\":\"claude\"", -1).length - 1, last);
    assertEquals(2, last.split("\"client\":null", -1).length - 1, last);
    assertTrue(byok.run("usage", "tail").out().startsWith("TIME "), last);
    assertTrue(byok.run("usage", "tail").out().contains("  CLIENT  ID\n"), last);
    assertTrue(byok.run("usage", "show", "of-zed").out().contains("\nclient         zed\n"));
    assertTrue(byok.run("usage", "show", "plain-null").out().contains("\nclient         -\n"));
  }

  @Test
  void no_client_no_column() throws Exception {
    write(plain("null"));
    String tail = byok.run("usage", "tail").out();
    assertFalse(tail.contains("CLIENT"), tail);
  }

  private static String[] concat(String command, String option, String... more) {
    List<String> all = new ArrayList<>(List.of(command, option));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }

  private static String of(String client) {
    return line("of-" + client, "serve", ",\"client\":\"" + client + "\"");
  }

  /** Returns an entry without a client: as it is written now, or by a version without clients. */
  private static String plain(@Nullable String client) {
    return line("plain-" + client, "run", client == null ? "" : ",\"client\":" + client);
  }

  private static String line(String id, String command, String client) {
    return """
    {"id":"ID","time":"2026-11-21T08:15:30.123Z","command":"COMMAND"CLIENT,"provider":"p",\
    "key":"k","via":"direct","model":"m","served_model":null,"status":"ok",\
    "usage":{"input":1,"cache_read":null,"cache_write":null,"output":2,"reasoning":null},\
    "cost_usd":1,"cost_source":"provider","billed_by":"p","request_id":null,"duration_ms":1,\
    "first_token_ms":null,"session":null,"tags":{},"attempts":1}\
    """
        .replace("ID", id)
        .replace("COMMAND", command)
        .replace("CLIENT", client);
  }

  private void write(String... lines) throws Exception {
    Path ledger = home.resolve("usage.json");
    Files.writeString(ledger, "[\n" + String.join(",\n", lines) + "\n]\n");
    Files.setPosixFilePermissions(ledger, PosixFilePermissions.fromString("rw-------"));
  }

  private static String entry(String id) {
    String now = Instant.now().toString();
    return """
    {"id":"ID","time":"NOW","command":"run~","client":"c~","provider":"p~",\
    "key":"k~","via":"v~","model":"m~","served_model":"s~","status":"ok","usage":{"input":1,"output":2},\
    "cost_usd":1,"cost_source":"c~","billed_by":"b~","request_id":"r~","session":"s~",\
    "tags":{"job":"t~","n~":"x"}}\
    """
        .replace("~", id.contains("\\") ? HOSTILE : "")
        .replace("ID", id)
        .replace("NOW", now);
  }
}
