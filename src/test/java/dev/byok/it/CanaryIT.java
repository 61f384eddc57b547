package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.CommandLines;
import dev.byok.testing.Launcher;
import dev.byok.testing.Launcher.Result;
import dev.byok.testing.Launcher.Running;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import dev.byok.testing.RawServer.Script;
import dev.byok.testing.RealKeyring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Looks for a key that is unique in the world in all that byok prints, writes, starts and shows to
 * other users. It may only be in the Authorization header and where it was stored.
 */
@Execution(ExecutionMode.CONCURRENT)
final class CanaryIT {
  private static final String UNIQUE = UUID.randomUUID().toString();
  private static final String CANARY = "sk-CANARY-" + UNIQUE;
  private static final String NAME = "openai-compatible:c";
  private static final String REFERENCE = NAME + "/m";
  private static final String KEY_VARIABLE = "BYOK_OPENAI_COMPATIBLE__C_API_KEY";
  private static final String HOST_VARIABLE = "BYOK_OPENAI_COMPATIBLE__C_HOST";

  @TempDir Path temp;
  private Launcher byok;
  private CommandLines commandLines;

  @BeforeEach
  void setUp() throws IOException {
    byok = new Launcher(temp);
    commandLines = CommandLines.watch();
  }

  /** Checks after each test that no file contains the key, and that no command line ever did. */
  @AfterEach
  void itIsNowhere() throws Exception {
    assertEquals(List.of(), commandLines.with(UNIQUE));
    assertEquals(List.of(), byok.filesWith(UNIQUE));
  }

  static Stream<Arguments> failures() {
    String key = CANARY;
    String page =
        "<html><body><h1>Bad</h1><pre>Authorization: Bearer " + key + "</pre></body></html>";
    return Stream.of(
        kind(
            "401 in JSON",
            4,
            RawServer.answer(401, error("Incorrect API key provided: " + key, "invalid_api_key"))),
        kind("401 in plain text", 4, text(401, "text/plain", "bad key " + key)),
        kind("a page in the place of a 401", 8, text(401, "text/html", page)),
        kind("401 as a JSON string", 4, RawServer.answer(401, "\"" + key + "\"")),
        kind("401 with the key as a code", 4, RawServer.answer(401, error("no", key))),
        kind(
            "401 with the key in headers",
            4,
            RawServer.bytes(
                "HTTP/1.1 401 "
                    + key
                    + "\r\nX-Echo: "
                    + key
                    + "\r\nx-request-id: "
                    + key
                    + "\r\nWWW-Authenticate: Bearer "
                    + key
                    + "\r\nContent-Length: 0\r\n\r\n")),
        kind(
            "a redirect",
            8,
            RawServer.bytes(
                "HTTP/1.1 307 Moved\r\nLocation: https://evil.example/"
                    + key
                    + "?k="
                    + key
                    + "\r\nContent-Length: 0\r\n\r\n")),
        kind("400 in HTML", 9, text(400, "text/html", page)),
        kind("400 in JSON", 9, RawServer.answer(400, error(key, "invalid_request"))),
        kind("402", 6, RawServer.answer(402, error(key, "insufficient_quota"))),
        kind("404", 5, RawServer.answer(404, error(key, "model_not_found"))),
        kind("429", 7, RawServer.answer(429, error(key, "rate_limit_exceeded"))),
        kind(
            "429 for ever",
            7,
            RawServer.bytes(
                "HTTP/1.1 429 "
                    + key
                    + "\r\nRetry-After: "
                    + key
                    + "\r\nContent-Length: 0\r\n\r\n")),
        kind("500", 8, RawServer.answer(500, error(key, "server_error"))),
        kind("no HTTP", 8, RawServer.bytes(key + " " + key + "\r\n\r\n")),
        kind("a malformed header", 8, RawServer.bytes("HTTP/1.1 200 OK\r\n" + key + "\r\n\r\n")),
        kind(
            "a malformed length",
            8,
            RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: " + key + "\r\n\r\n")),
        kind("no answer", 8, RawServer.closeBeforeAnswer()),
        kind("silence", 8, RawServer.stallBeforeHeaders()),
        kind("silence after the headers", 8, RawServer.stallAfterHeaders()),
        kind("no JSON in the stream", -1, RawServer.events("data: " + key + "\n\n")),
        kind(
            "an error in the stream",
            -1,
            RawServer.events("data: " + error("bad " + key, key) + "\n\n")),
        kind(
            "an error after a token",
            -1,
            RawServer.events(
                "data: {\"choices\":[{\"delta\":{\"content\":\"so\"}}]}\n\n",
                "data: " + error(key, "server_error") + "\n\n")),
        kind(
            "a cut",
            10,
            RawServer.events("data: {\"choices\":[{\"delta\":{\"content\":\"so\"}}]}\n\n")),
        kind(
            "a stall",
            10,
            RawServer.stallAfter(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: {\"choices\":[{\"delta\":{\"content\":\"so\"}}]}\n\n")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void no_failure_tells_the_key(String name, int exitCode, Script answer) throws Exception {
    for (String form : List.of("-v", "--json", "--stream-json")) {
      try (RawServer server = RawServer.start(answer)) {
        useVariables(server.url() + "/v1");
        Result result =
            byok.run(
                "run",
                "-m",
                REFERENCE,
                "--retries",
                "0",
                "--timeout",
                "500ms",
                form,
                "-v".equals(form) ? "--no-input" : "-v",
                "hi");
        assertNothingTold(result);
        assertTrue(result.exitCode() != 0 && result.exitCode() != 1, name + ": " + result);
        assertTrue(exitCode < 0 || exitCode == result.exitCode(), name + ": " + result);
        assertTrue(result.err().contains("byok: "), result.toString());
        assertEquals(List.of("Bearer " + CANARY), authorizations(server));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hi",
        "-v hi",
        "-q hi",
        "--json hi",
        "-v --json hi",
        "--stream-json hi",
        "--no-stream -v hi",
        "--dry-run hi",
        "--dry-run -v hi",
        "--dry-run --json hi"
      })
  void no_form_of_output_tells_the_key(String options) throws Exception {
    try (MockProvider mock = MockProvider.start()) {
      useVariables(mock.base());
      // None of these may reach the Java runtime, where each would print headers or arguments.
      byok.env(
          "JAVA_TOOL_OPTIONS",
          "-Djdk.httpclient.HttpClient.log=all -Dpicocli.trace=DEBUG -Djavax.net.debug=all");
      byok.env("JDK_JAVA_OPTIONS", "-Djdk.httpclient.HttpClient.log=all -Dpicocli.trace=DEBUG");
      Result result = byok.sh("byok run -m " + REFERENCE + " " + options);
      assertNothingTold(result);
      assertFalse(result.err().contains("picocli"), result.err());
      assertFalse(result.err().contains("Picked up"), result.err());
    }
  }

  @Test
  void properties_that_make_libraries_talk_are_taken_back_in_the_process() throws Exception {
    try (MockProvider mock = MockProvider.start()) {
      useVariables(mock.base());
      String java =
          Launcher.IMAGE.resolve("runtime/bin/java")
              + " -Djdk.httpclient.HttpClient.log=all -Dpicocli.trace=DEBUG -Djavax.net.debug=all"
              + " -m byok/dev.byok.Main";
      Result result = byok.sh(java + " run -v -m " + REFERENCE + " hi");
      assertEquals("Hello from the mock\n", result.out(), result.toString());
      assertNothingTold(result);
      assertFalse(result.err().contains("DEBUG"), result.err());
    }
  }

  @Test
  void a_stored_key_is_in_the_encrypted_file_and_the_header_alone() throws Exception {
    byok.withKeyFile();
    try (MockProvider mock = MockProvider.start()) {
      flow(mock);
    }
    assertTrue(Files.exists(byok.byokHome().resolve("keys.enc")));
  }

  @Test
  void a_stored_key_is_in_the_keychain_and_the_header_alone() throws Exception {
    try (RealKeyring keyring = RealKeyring.start();
        MockProvider mock = MockProvider.start()) {
      byok.env(keyring.env());
      flow(mock);
    }
  }

  @Test
  void a_key_that_the_provider_refuses_is_not_told_by_keys_add() throws Exception {
    byok.withKeyFile();
    Script refusal =
        RawServer.answer(401, error("Incorrect API key provided: " + CANARY, "invalid_api_key"));
    try (RawServer server = RawServer.start(refusal)) {
      for (String form : List.of("-v", "--json", "-q")) {
        Result result =
            byok.stdin(CANARY).run("keys", "add", NAME, "--host", server.url() + "/v1", form);
        assertEquals(4, result.exitCode(), result.toString());
        assertTrue(result.err().contains("byok: Invalid key. Validation failed.\n"), result.err());
        assertNothingTold(result);
      }
    }
  }

  @Test
  void a_helper_gets_no_key_of_ours_and_its_own_is_not_told() throws Exception {
    Path helper =
        byok.file(
            "helper",
            "#!/bin/sh\nenv > \"$HOME/helper-env\"\necho \"$HELPER_SEED\" | tr a-z A-Z >&2\necho sk-from-the-helper\n");
    Files.setPosixFilePermissions(
        helper, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
    for (String variable :
        List.of(
            "OPENAI_API_KEY",
            "OPENROUTER_API_KEY",
            "DEEPSEEK_API_KEY",
            "KILO_API_KEY",
            "BYOK_OPENAI_API_KEY",
            "BYOK_OPENAI__WORK_API_KEY")) {
      byok.env(variable, CANARY);
    }
    byok.env("BYOK_PASSPHRASE_FILE", "/secret/" + UNIQUE);
    try (MockProvider mock = MockProvider.start()) {
      Result added =
          byok.run("keys", "add", NAME, "--host", mock.base(), "--from-command", helper.toString());
      assertEquals(0, added.exitCode(), added.toString());
      Result answer = byok.run("run", "-v", "-m", REFERENCE, "hi");
      assertEquals(0, answer.exitCode(), answer.toString());
      assertNothingTold(answer);
      assertFalse(answer.err().contains("sk-from-the-helper"), answer.err());
      assertEquals("POST /v1/chat/completions Bearer sk-from-the-helper", mock.summary().getLast());
    }
    String environment = Files.readString(byok.home().resolve("helper-env"));
    assertTrue(environment.contains("HOME="), environment);
    assertFalse(environment.contains(UNIQUE), environment);
    assertEquals(
        List.of(),
        byok.filesWith("sk-from-the-helper").stream()
            .filter(file -> !file.equals(helper))
            .toList());
  }

  @Test
  void the_look_outs_see_what_they_are_for_when_it_is_there() throws Exception {
    String marker = "marker-" + UUID.randomUUID();
    CommandLines watch = CommandLines.watch();
    assertEquals(0, byok.run("run", "-m", "demo/slow", "one two", marker).exitCode());
    assertFalse(watch.with(marker).isEmpty(), "an argument is seen by everybody");
    Path planted = byok.file("planted", "x" + marker);
    assertEquals(List.of(planted), byok.filesWith(marker));
  }

  @Test
  void a_passphrase_is_nowhere_either() throws Exception {
    byok.withKeyFile();
    assertEquals(
        0,
        byok.stdin("sk-0123456789abcdef0123")
            .run("keys", "add", "openai", "--no-verify")
            .exitCode());
    List<Path> holders = byok.filesWith("correct horse");
    assertEquals(List.of(byok.root().resolve("passphrase")), holders);
  }

  static Stream<Arguments> oddKeys() {
    return Stream.of(
        Arguments.of("a newline inside", CANARY + "\nX-More: 1"),
        Arguments.of("a carriage return inside", CANARY + "\r\nX-More: 1"),
        Arguments.of("a NUL", CANARY + "\0x"),
        Arguments.of("a zero width space", CANARY + "\u200bx"),
        Arguments.of("a byte order mark", "\ufeff" + CANARY),
        Arguments.of("an accent", CANARY + "é"),
        Arguments.of("an escape", CANARY + "\u001b[2J"),
        Arguments.of("a blank", CANARY + " " + CANARY),
        Arguments.of("far too many characters", CANARY.repeat(2000)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddKeys")
  void a_key_that_no_header_can_carry_is_refused_unquoted(String name, String key)
      throws Exception {
    byok.withKeyFile();
    try (MockProvider mock = MockProvider.start()) {
      Result result =
          byok.stdin(key.getBytes(StandardCharsets.UTF_8))
              .run("keys", "add", NAME, "--host", mock.base(), "-v");
      assertEquals(2, result.exitCode(), name + ": " + result);
      assertTrue(result.err().contains("byok: "), result.err());
      assertNothingTold(result);
      assertEquals(List.of(), mock.requests());
      if (key.indexOf('\0') < 0 && key.length() < 1000) {
        useVariables(mock.base());
        byok.env(KEY_VARIABLE, key).env("LC_ALL", "C.UTF-8");
        Result used = byok.run("run", "-v", "-m", REFERENCE, "hi");
        assertEquals(2, used.exitCode(), name + ": " + used);
        assertNothingTold(used);
        assertEquals(List.of(), mock.requests());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_crash_leaves_no_key_behind(boolean withFolder) throws Exception {
    if (withFolder) {
      Files.createDirectories(byok.byokHome().resolve("cache"));
    }
    try (RawServer server = RawServer.start(RawServer.stallAfterHeaders())) {
      useVariables(server.url() + "/v1");
      try (Running running = byok.start("run", "-m", REFERENCE, "hi")) {
        for (int i = 0; i < 500 && server.requests().isEmpty(); i++) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
        assertEquals(1, server.requests().size());
        running.signal("SEGV");
        Result result = running.finish();
        assertEquals(1, result.exitCode(), result.toString());
        assertNothingTold(result);
      }
    }
    try (Stream<Path> left = Files.list(byok.work())) {
      assertEquals(List.of(), left.toList(), "no core and no report in the working folder");
    }
    for (Path file : byok.files()) {
      assertFalse(file.getFileName().toString().startsWith("core"), file.toString());
      assertFalse(file.getFileName().toString().startsWith("hs_err"), file.toString());
    }
  }

  private void flow(MockProvider mock) throws Exception {
    Result added =
        byok.stdin(CANARY)
            .run("keys", "add", NAME, "--host", mock.base(), "--model", "m", "--default", "-v");
    assertEquals(0, added.exitCode(), added.toString());
    assertNothingTold(added);
    for (String command :
        List.of(
            "run -v hi",
            "run --json hi",
            "run --dry-run hi",
            "run --session canary hi",
            "run -c again",
            "sessions show canary --json",
            "sessions export canary",
            "keys list",
            "keys list --json",
            "keys test -v",
            "keys test --json",
            "doctor",
            "config list",
            "usage")) {
      assertNothingTold(byok.sh("byok " + command));
    }
    assertEquals(
        "POST /v1/chat/completions Bearer " + CANARY,
        mock.summary().stream().filter(line -> line.startsWith("POST")).toList().getLast());
    String saved = byok.run("sessions", "show", "canary").out();
    assertTrue(saved.contains("\nagain\n") && saved.contains("\nHello from the mock\n"), saved);
    assertEquals(List.of(), byok.filesWith(UNIQUE));
    Result removed = byok.run("keys", "rm", NAME, "--yes", "-v");
    assertEquals(0, removed.exitCode(), removed.toString());
    assertNothingTold(removed);
  }

  private void useVariables(String host) {
    byok.env(Map.of(KEY_VARIABLE, CANARY, HOST_VARIABLE, host));
  }

  private static void assertNothingTold(Result result) {
    assertFalse(result.out().contains(UNIQUE), result.out());
    assertFalse(result.err().contains(UNIQUE), result.err());
  }

  private static List<String> authorizations(RawServer server) {
    return server.requests().stream()
        .map(request -> MockProvider.header(request, "Authorization"))
        .toList();
  }

  private static Arguments kind(String name, int exitCode, Script answer) {
    return Arguments.of(name, exitCode, answer);
  }

  private static String error(String message, String code) {
    return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"x\",\"code\":\"" + code + "\"}}";
  }

  private static Script text(int status, String type, String body) {
    return RawServer.bytes(
        "HTTP/1.1 "
            + status
            + " Told\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }
}
