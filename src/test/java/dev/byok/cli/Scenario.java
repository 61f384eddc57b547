package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs byok with an environment key and a scripted server, and checks the form of failures. */
public final class Scenario implements AutoCloseable {
  public static final String KEY = "canary-0123456789abcdef-canary";
  public static final String FINISH = chunk("{}", "\"stop\"");
  public static final String DONE = "data: [DONE]\n\n";
  private static final List<String> ERROR_FIELDS =
      List.of("code", "message", "provider", "status", "hint", "retry_after_s");

  private final Path home;
  private final RawServer server;
  private final CliRunner byok;

  private Scenario(Path home, RawServer server) {
    this.home = home;
    this.server = server;
    byok = byok(home, server.url() + "/v1");
  }

  /** Starts a server whose n-th connection plays the n-th script. The ledger starts empty. */
  public static Scenario of(Path home, RawServer.Script... scripts) throws IOException {
    Files.deleteIfExists(home.resolve("usage.json"));
    return new Scenario(home, RawServer.start(scripts));
  }

  public static CliRunner byok(Path home, String host) {
    return new CliRunner(home)
        .env("BYOK_OPENAI_COMPATIBLE_API_KEY", KEY)
        .env("BYOK_OPENAI_COMPATIBLE_HOST", host);
  }

  /** Returns a whole answer with more headers, each ended by CR LF. */
  public static RawServer.Script answer(int status, String headers, String body) {
    return RawServer.bytes(
        "HTTP/1.1 %d Told\r\nContent-Type: application/json\r\n%sContent-Length: %d\r\n\r\n%s"
            .formatted(status, headers, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  public static String text(String content) {
    return chunk("{\"content\":\"" + content + "\"}", "null");
  }

  public static String chunk(String delta, String finish) {
    return "data: {\"id\":\"c-1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]}\n\n";
  }

  public static String usage(int input, int output) {
    return "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}\n\n"
        .formatted(input, output);
  }

  /** Runs {@code byok run -m openai-compatible/m OPTIONS hi}, which must never print the key. */
  public CliRunner.Result run(String... options) {
    return run(byok, options);
  }

  public static CliRunner.Result run(CliRunner byok, String... options) {
    List<String> args = new ArrayList<>(List.of("run", "-m", "openai-compatible/m"));
    args.addAll(List.of(options));
    args.add("hi");
    CliRunner.Result result = byok.run(args.toArray(new String[0]));
    assertFalse(result.out().contains(KEY), result.out());
    assertFalse(result.err().contains(KEY), result.err());
    return result;
  }

  public int requests() {
    assertEquals(server.connections(), server.requests().size());
    return server.connections();
  }

  public List<JsonObject> ledger() throws IOException, JsonSyntaxException {
    return ledger(home);
  }

  public static List<JsonObject> ledger(Path home) throws IOException, JsonSyntaxException {
    Path file = home.resolve("usage.json");
    if (!Files.exists(file)) {
      return List.of();
    }
    return Json.parseObject("{\"entries\":" + Files.readString(file) + "}").objects("entries");
  }

  /** Checks that the ledger has one entry, with this status and number of attempts. */
  public JsonObject assertRecorded(String status, int attempts)
      throws IOException, JsonSyntaxException {
    List<JsonObject> entries = ledger();
    assertEquals(1, entries.size(), entries.toString());
    JsonObject entry = entries.get(0);
    assertEquals(status, entry.text("status"));
    assertEquals((long) attempts, entry.count("attempts"));
    assertEquals("openai-compatible", entry.text("provider"));
    assertEquals("run", entry.text("command"));
    return entry;
  }

  /** Checks that the last message on stderr has the form of a failure, and returns its lines. */
  public static List<String> assertFailure(CliRunner.Result result, int exitCode) {
    assertEquals(exitCode, result.exitCode(), result.err());
    List<String> lines = result.err().lines().toList();
    int first = lines.size() - 1;
    while (first > 0 && !lines.get(first).startsWith("byok: ")) {
      first--;
    }
    List<String> failure = lines.subList(Math.max(first, 0), lines.size());
    assertTrue(failure.get(0).matches("byok: .*[^.\\s]"), failure.get(0));
    for (String notice : lines.subList(0, first)) {
      assertTrue(notice.startsWith("byok: "), notice);
    }
    for (String detail : failure.subList(1, failure.size())) {
      assertTrue(detail.matches(" {2}\\S.*"), detail);
    }
    assertTrue(failure.getLast().startsWith("  hint: "), result.err());
    assertEquals(1, failure.stream().filter(line -> line.startsWith("  hint: ")).count());
    return failure;
  }

  /** Checks that {@code --json} printed one object with exactly the documented fields. */
  public static JsonObject assertErrorJson(CliRunner.Result result, String code)
      throws JsonSyntaxException {
    assertEquals(1, result.out().lines().count(), result.out());
    JsonObject all = Json.parseObject(result.out());
    List<String> fields = new ArrayList<>(List.of("error", "text", "usage"));
    if (all.get("request_id") != null) {
      fields.add("request_id");
    }
    assertEquals(fields, List.copyOf(all.fields().keySet()));
    assertError(all.at("error"), code);
    assertEquals(
        List.of("input", "cache_read", "cache_write", "output", "reasoning"),
        List.copyOf(all.at("usage").fields().keySet()));
    return all;
  }

  /** Checks and returns the last line of {@code --stream-json}. */
  public static JsonObject assertLastEventIsError(CliRunner.Result result, String code)
      throws JsonSyntaxException {
    List<String> lines = result.out().lines().toList();
    JsonObject last = Json.parseObject(lines.getLast());
    assertEquals("error", last.text("type"), result.out());
    assertError(last.at("error"), code);
    return last;
  }

  private static void assertError(JsonObject error, String code) {
    assertEquals(ERROR_FIELDS, List.copyOf(error.fields().keySet()));
    assertEquals(code, error.text("code"));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
