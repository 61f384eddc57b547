package dev.byok.serve.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.GatewayToken;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks which client a token belongs to, whatever is sent and whatever becomes of the file. */
final class ClientsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @TempDir Path home;
  private Path path;
  private ClientFile file;
  private Clients clients;

  @BeforeEach
  void setUp() {
    path = home.resolve("clients.json");
    file = new ClientFile(path, true);
    clients = new Clients(file, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @Test
  void a_token_belongs_to_the_client_that_it_was_made_for() {
    String first = added("first", null);
    String second = added("second", null);
    assertEquals("first", nameOf(first));
    assertEquals("second", nameOf(second));
    assertNull(clients.byToken(ClientToken.make().open()));
  }

  @Test
  void what_byok_changes_holds_from_the_next_look_on() {
    assertNull(clients.byToken(ClientToken.make().open()));
    String old = added("zed", null);
    assertEquals("zed", nameOf(old));
    Secret next = ClientToken.make();
    file.change("zed", client -> client.withToken(GatewayToken.sha256(next.open())));
    assertNull(clients.byToken(old));
    assertEquals("zed", nameOf(next.open()));
    file.change("zed", client -> client.withModels(List.of("gpt-*")));
    assertEquals(List.of("gpt-*"), client(next.open()).models());
    file.remove("zed");
    assertNull(clients.byToken(next.open()));
  }

  @Test
  void a_change_within_the_same_tick_of_the_same_length_is_seen() throws Exception {
    String first = added("zed", null);
    FileTime time = FileTime.from(Instant.now());
    Files.setLastModifiedTime(path, time);
    Clients here = new Clients(file, Clock.systemUTC());
    assertNotNull(here.byToken(first));
    String second = ClientToken.make().open();
    String content = Files.readString(path);
    // Written in place, so that only the content differs.
    Files.writeString(
        path, content.replace(GatewayToken.sha256(first), GatewayToken.sha256(second)));
    Files.setLastModifiedTime(path, time);
    assertNull(here.byToken(first));
    assertNotNull(here.byToken(second));
  }

  @Test
  void a_file_that_stays_the_same_is_not_read_again() throws Exception {
    String token = added("zed", null);
    Files.setLastModifiedTime(path, FileTime.from(NOW.minusSeconds(60)));
    assertEquals("zed", nameOf(token));
    // What nobody can see from outside is not looked at.
    String content = Files.readString(path);
    Files.writeString(path, "x".repeat(content.length()));
    Files.setLastModifiedTime(path, FileTime.from(NOW.minusSeconds(60)));
    assertEquals("zed", nameOf(token));
    Files.setLastModifiedTime(path, FileTime.from(NOW.minusSeconds(59)));
    assertEquals(Kind.FILE, assertThrows(Failure.class, () -> nameOf(token)).kind());
  }

  @Test
  void a_file_that_cannot_be_trusted_any_more_lets_nobody_in() throws Exception {
    String token = added("zed", null);
    assertEquals("zed", nameOf(token));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setLastModifiedTime(path, FileTime.from(NOW.plusSeconds(1)));
    Failure failure = assertThrows(Failure.class, () -> clients.byToken(token));
    assertEquals(Kind.FILE, failure.kind());
    assertTrue(failure.text().contains("can be written by others"), failure.text());
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    assertEquals("zed", nameOf(token));
    Files.delete(path);
    assertNull(clients.byToken(token));
  }

  @Test
  void an_expired_token_counts_no_more_but_is_known() {
    String ended = added("ended", NOW);
    String ends = added("ends", NOW.plusMillis(1));
    assertNull(clients.byToken(ended));
    assertEquals("ends", nameOf(ends));
    Client expired = clients.expiredWith(ended);
    assertEquals("ended", expired == null ? null : expired.name());
    assertNull(clients.expiredWith(ends));
    assertNull(clients.expiredWith("byok_"));
  }

  @Test
  void what_only_resembles_a_token_is_none() {
    String token = added("zed", null);
    assertEquals(48, token.length());
    List<String> others = new ArrayList<>();
    for (int length = 0; length < token.length(); length++) {
      others.add(token.substring(0, length));
    }
    // The last character carries four of its six bits.
    char last = token.charAt(47);
    others.add(token.substring(0, 47) + (char) (last == '_' ? '-' : last + 1));
    others.addAll(
        List.of(
            token + "A",
            token + "=",
            " " + token,
            token + "\n",
            token.toUpperCase(java.util.Locale.ROOT),
            "BYOK_" + token.substring(5),
            token.substring(5),
            token.substring(0, 40) + "AAAAAAAA",
            GatewayToken.sha256(token),
            token.substring(0, 20) + "\u0000" + token.substring(21),
            token.substring(0, 20) + "\u212a" + token.substring(21),
            token.substring(0, 20) + "\ud800" + token.substring(21),
            "' OR 1=1 --",
            "byok_" + "*".repeat(43),
            "byok_" + "A".repeat(1_000_000),
            "\u001b".repeat(1_000_000)));
    for (String other : others) {
      assertNull(clients.byToken(other), other.length() > 60 ? "long" : other);
    }
    assertEquals("zed", nameOf(token));
  }

  @Test
  void many_threads_see_the_same() throws Exception {
    String token = added("zed", null);
    AtomicInteger seen = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int look = 0; look < 20; look++) {
                  seen.addAndGet(clients.byToken(token) == null ? 0 : 1);
                }
              }));
    }
    for (int i = 0; i < 10; i++) {
      added("other-" + i, null);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1000, seen.get());
  }

  @Test
  void the_token_is_in_no_file_and_in_no_text() throws IOException {
    String token = added("zed", null);
    for (Path each : List.of(path, home.resolve("clients.lock"))) {
      assertTrue(!Files.readString(each).contains(token.substring(5)), each.toString());
    }
    assertEquals("***", ClientToken.make().toString());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  private String added(String name, @Nullable Instant expires) {
    String token = ClientToken.make().open();
    file.add(
        new Client(
            name,
            LentKeys.every(),
            List.of(),
            List.of(),
            NOW,
            expires,
            GatewayToken.sha256(token)));
    return token;
  }

  private @Nullable String nameOf(String token) {
    Client client = clients.byToken(token);
    return client == null ? null : client.name();
  }

  private Client client(String token) {
    Client client = clients.byToken(token);
    if (client == null) {
      throw new AssertionError("no client");
    }
    return client;
  }
}
