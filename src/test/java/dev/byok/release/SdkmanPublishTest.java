package dev.byok.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.release.SdkmanPublish.Result;
import dev.byok.testing.ClosedPort;
import dev.byok.testing.CommandLines;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SdkmanPublishTest {
  private static final String TOKEN = "head.token-CANARY-77aa.tail";
  private static final RawServer.Script LOGIN =
      RawServer.answer(200, "{\"token\":\"" + TOKEN + "\"}");
  private static final RawServer.Script STORED = RawServer.bytes("HTTP/1.1 204 No Content\r\n\r\n");

  @TempDir Path folder;
  private SdkmanPublish publish;

  @BeforeEach
  void releaseThatNeverWas() throws IOException {
    publish = new SdkmanPublish(folder);
  }

  @Test
  void logs_in_once_and_tells_each_platform() throws Exception {
    try (RawServer sdkman = RawServer.start(LOGIN, STORED)) {
      Result result = publish.run("--host", sdkman.url(), "1.2.3");
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("", result.err());
      assertEquals(4, result.out().lines().filter(line -> line.endsWith(" is published")).count());

      List<String> requests = sdkman.requests();
      assertEquals(5, requests.size());
      assertTrue(requests.getFirst().startsWith("POST /login "), requests.getFirst());
      assertEquals("-", MockProvider.header(requests.getFirst(), "Authorization"));
      assertEquals(
          "{\"email\":\"vendor@byok.invalid\",\"password\":\"pass-CANARY-5f1c\"}",
          withoutSpace(MockProvider.body(requests.getFirst())));
      List<String> platforms = List.of("LINUX_X64", "LINUX_ARM64", "MAC_X64", "MAC_ARM64");
      List<String> archives =
          List.of("linux-x86_64", "linux-aarch_64", "osx-x86_64", "osx-aarch_64");
      for (int i = 0; i < 4; i++) {
        String request = requests.get(i + 1);
        assertTrue(request.startsWith("POST /versions "), request);
        assertEquals("Bearer " + TOKEN, MockProvider.header(request, "Authorization"));
        assertEquals("application/json", MockProvider.header(request, "Content-Type"));
        assertEquals(
            "{\"candidate\":\"byok\",\"version\":\"1.2.3\",\"platform\":\""
                + platforms.get(i)
                + "\",\"url\":\"https://github.com/byok-dev/byok/releases/download/v1.2.3/byok-1.2.3-"
                + archives.get(i)
                + ".zip\",\"sha256sum\":\""
                + SdkmanPublish.sum(i)
                + "\",\"tags\":[\"lts\"]}",
            withoutSpace(MockProvider.body(request)));
      }
    }
  }

  @Test
  void no_secret_is_an_argument_or_printed() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "command lines are seen on Linux");
    RawServer.Script slowly =
        socket -> {
          Thread.sleep(100);
          STORED.play(socket);
        };
    CommandLines lines = CommandLines.watch();
    try (RawServer sdkman = RawServer.start(LOGIN, slowly)) {
      Result result = publish.run("--host", sdkman.url(), "1.2.3");
      assertEquals(0, result.exitCode(), result.err());
      assertFalse((result.out() + result.err()).contains(TOKEN));
      assertFalse(lines.with(sdkman.url() + "/versions").isEmpty(), "curl was not seen");
    }
    assertEquals(List.of(), lines.with("CANARY"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | the login was refused with status 401: Unauthorized: Invalid | check SDKMAN_EMAIL and SDKMAN_PASSWORD
          429 | the login was refused with status 429: Unauthorized: Invalid | wait a few minutes
          500 | the login was refused with status 500: Unauthorized: Invalid | run it again later
          307 | the login was refused with status 307: Unauthorized: Invalid | SDKMAN's address
          """)
  void a_refused_login_ends_it(int status, String said, String hint) throws Exception {
    String words = "{\"error\":\"Unauthorized\",\"message\":\"Invalid\"}";
    try (RawServer sdkman = RawServer.start(RawServer.answer(status, words))) {
      Result result = publish.run("--host", sdkman.url(), "1.2.3");
      assertRefused(result, said, hint);
      assertEquals(1, sdkman.connections());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | with status 400: Validation failed: tags: no such tag | vendors' guide
          401 | with status 401: Validation failed: tags: no such tag | the login may have run out
          403 | with status 403: Validation failed: tags: no such tag | let this account publish
          409 | with status 409: Validation failed: tags: no such tag | sdk list byok
          503 | with status 503: Validation failed: tags: no such tag | SDKMAN has a fault
          """)
  void a_refused_version_ends_it(int status, String said, String hint) throws Exception {
    String words =
        "{\"error\":\"Validation failed\",\"failures\":[{\"field\":\"tags\",\"message\":\"no such tag\"}]}";
    try (RawServer sdkman = RawServer.start(LOGIN, STORED, RawServer.answer(status, words))) {
      Result result = publish.run("--host", sdkman.url(), "1.2.3");
      assertRefused(result, "byok 1.2.3 for LINUX_ARM64 was refused " + said, hint);
      assertEquals("sdkman-publish: byok 1.2.3 for LINUX_X64 is published\n", result.out());
      assertTrue(
          result
              .err()
              .contains("  published before that: LINUX_X64; to publish all of it again is safe\n"),
          result.err());
      assertEquals(3, sdkman.connections());
    }
  }

  @Test
  void what_was_published_is_named_when_the_host_is_gone_in_between() throws Exception {
    RawServer.Script hangsUp = socket -> {};
    try (RawServer sdkman = RawServer.start(LOGIN, STORED, STORED, hangsUp)) {
      Result result = publish.run("--host", sdkman.url(), "1.2.3");
      assertRefused(result, "cannot be reached", "network");
      assertTrue(result.err().contains("before that: LINUX_X64 LINUX_ARM64;"), result.err());
    }
  }

  @Test
  void the_password_is_in_no_file() throws Exception {
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    List<String> seen = new CopyOnWriteArrayList<>();
    RawServer.Script looks =
        socket -> {
          try (Stream<Path> files = Files.walk(scratch)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
              seen.add(Files.readString(file));
            }
          }
          LOGIN.play(socket);
        };
    try (RawServer sdkman = RawServer.start(looks, STORED)) {
      Result result = publish.set("TMPDIR", scratch).run("--host", sdkman.url(), "1.2.3");
      assertEquals(0, result.exitCode(), result.err());
    }
    assertTrue(seen.stream().anyMatch(file -> file.contains("LINUX_X64")), seen.toString());
    assertFalse(seen.toString().contains(SdkmanPublish.PASSWORD));
    try (Stream<Path> left = Files.list(scratch)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void a_secret_that_the_service_repeats_is_not_shown() throws Exception {
    RawServer.Script repeats =
        RawServer.answer(
            400,
            "{\"error\":\"no\",\"message\":\""
                + SdkmanPublish.PASSWORD
                + " "
                + TOKEN
                + "\\u001b[2J\"}");
    try (RawServer sdkman = RawServer.start(LOGIN, repeats)) {
      Result result = publish.run("--host", sdkman.url(), "1.2.3");
      assertRefused(result, "with status 400: no: … … [2J", "vendors' guide");
      assertFalse(result.err().contains(TOKEN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "{}", "{\"token\":\"\"}", "{\"token\":\"a\\nheader = x\"}"})
  void a_login_without_a_token_ends_it(String answer) throws Exception {
    try (RawServer sdkman = RawServer.start(RawServer.answer(200, answer))) {
      Result result = publish.run("--host", sdkman.url(), "1.2.3");
      assertRefused(result, "the login brought no token", "SDKMAN's address");
      assertEquals(1, sdkman.connections());
    }
  }

  @Test
  void a_host_that_is_not_there_is_named() throws Exception {
    try (ClosedPort gone = new ClosedPort()) {
      String url = gone.url();
      assertRefused(publish.run("--host", url, "1.2.3"), url + " cannot be reached", "network");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://state.sdkman.io",
        "http://127.0.0.1:1@evil.example",
        "ftp://127.0.0.1",
        "https://a/b\nc"
      })
  void no_password_goes_to_an_open_address(String host) throws Exception {
    Result result = publish.run("--host", host, "1.2.3");
    assertEquals(2, result.exitCode());
    assertTrue(result.err().contains("is no address that a password may be sent to"), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SDKMAN_EMAIL", "SDKMAN_PASSWORD"})
  void an_account_is_needed(String name) throws Exception {
    assertRefused(publish.unset(name).run("1.2.3"), name + " is not set", "--dry-run needs none");
  }

  @Test
  void a_dry_run_needs_no_account_and_sends_nothing() throws Exception {
    try (RawServer sdkman = RawServer.start(LOGIN)) {
      publish.unset("SDKMAN_EMAIL").unset("SDKMAN_PASSWORD");
      Result result = publish.run("--dry-run", "--no-default", "--host", sdkman.url(), "1.2.3");
      assertEquals(0, result.exitCode(), result.err());
      assertEquals(1, count(result.out(), "POST " + sdkman.url() + "/login"));
      assertEquals(4, count(result.out(), "POST " + sdkman.url() + "/versions"));
      assertEquals(4, count(result.out(), "\"tags\":[]"));
      assertEquals(0, sdkman.connections());
    }
  }

  @Test
  void an_archive_that_is_not_the_released_one_is_refused() throws Exception {
    Files.writeString(folder.resolve("byok-1.2.3-osx-x86_64.zip"), "another");
    assertRefused(
        publish.run("--dry-run", "1.2.3"),
        "byok-1.2.3-osx-x86_64.zip is not the archive",
        "remove");
  }

  @Test
  void a_release_that_is_not_here_is_refused() throws Exception {
    assertRefused(
        publish.run("--dry-run", "1.2.4"), "byok-1.2.4-linux-x86_64.zip", "bring the archives");
  }

  private static void assertRefused(Result result, String said, String hint) {
    assertEquals(1, result.exitCode(), result.err());
    assertTrue(result.err().startsWith("sdkman-publish: "), result.err());
    assertTrue(result.err().contains(said), result.err());
    assertTrue(
        result.err().lines().anyMatch(line -> line.startsWith("  hint: ") && line.contains(hint)),
        result.err());
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static String withoutSpace(String json) {
    return json.replaceAll("\\s", "");
  }
}
