package dev.byok.prices.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.tls.Tls;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.PriceList;
import dev.byok.prices.PriceListFile;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PriceListSourceTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path temp;
  private final List<String> notices = new ArrayList<>();

  @Test
  void it_is_asked_for_once_a_day_and_by_its_tag() throws IOException {
    try (RawServer server =
        RawServer.start(list(1), RawServer.bytes("HTTP/1.1 304 Same\r\n\r\n"), list(2))) {
      assertPrice(1, at(server, Duration.ZERO).get(false, notices::add));
      assertPrice(1, at(server, Duration.ofHours(23)).get(false, notices::add));
      assertEquals(1, server.connections());
      assertPrice(1, at(server, Duration.ofHours(25)).get(false, notices::add));
      assertEquals(2, server.connections());
      assertPrice(1, at(server, Duration.ofDays(2)).get(false, notices::add));
      assertEquals(2, server.connections());
      assertPrice(2, at(server, Duration.ofDays(2)).get(true, notices::add));
      assertPrice(2, at(server, Duration.ofDays(2)).stored());
      assertEquals(
          List.of("-", "W/\"tag1\"", "W/\"tag1\""),
          server.requests().stream()
              .map(request -> MockProvider.header(request, "If-None-Match"))
              .toList());
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void nothing_but_the_program_and_what_is_wanted_is_told() throws IOException {
    try (RawServer server = RawServer.start(list(1))) {
      at(server, Duration.ZERO).get(false, notices::add);
      String request = server.requests().get(0);
      assertTrue(request.startsWith("GET /api.json HTTP/1.1\r\n"), request);
      List<String> names = new ArrayList<>();
      for (String line : request.strip().split("\r\n", -1)) {
        names.add(line.split(":", 2)[0]);
      }
      names.remove(0);
      names.removeAll(List.of("Host", "Connection", "User-Agent", "Accept", "Accept-Encoding"));
      assertEquals(List.of(), names);
    }
  }

  static List<RawServer.Script> failures() {
    return List.of(
        RawServer.answer(500, "{}"),
        RawServer.answer(200, "{}"),
        RawServer.answer(200, "{\"openai\":"),
        RawServer.answer(200, "[]"),
        RawServer.bytes("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"),
        RawServer.bytes(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\n{}"),
        RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"),
        RawServer.bytes("HTTP/1.1 304 Same\r\n\r\n"),
        RawServer.closeAfterHeaders(),
        RawServer.closeBeforeAnswer(),
        socket -> {
          String start = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{\"a\":\"";
          socket.getOutputStream().write(start.getBytes(StandardCharsets.UTF_8));
          byte[] more = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
          for (int i = 0; i < 20; i++) {
            socket.getOutputStream().write(more);
          }
        });
  }

  @ParameterizedTest
  @MethodSource("failures")
  void without_a_copy_a_failure_leaves_prices_unknown(RawServer.Script failure) throws IOException {
    try (RawServer server = RawServer.start(failure)) {
      assertTrue(at(server, Duration.ZERO).get(false, notices::add).isEmpty());
    }
    assertEquals(1, notices.size(), notices.toString());
    assertTrue(notices.get(0).endsWith("; prices are left out"), notices.get(0));
    assertFalse(Files.exists(file()));
  }

  @Test
  void with_a_copy_a_failure_leaves_that() throws IOException {
    try (RawServer server = RawServer.start(list(1), RawServer.answer(500, "{}"))) {
      at(server, Duration.ZERO).get(false, notices::add);
      assertPrice(1, at(server, Duration.ofDays(3)).get(false, notices::add));
    }
    assertEquals(1, notices.size(), notices.toString());
    assertTrue(notices.get(0).endsWith("; that of 2026-11-21 is used"), notices.get(0));
  }

  @Test
  void a_damaged_copy_is_fetched_anew_without_its_tag() throws IOException {
    try (RawServer server = RawServer.start(list(1), list(2))) {
      at(server, Duration.ZERO).get(false, notices::add);
      String whole = Files.readString(file());
      Files.writeString(file(), whole.substring(0, whole.length() - 5));
      assertTrue(at(server, Duration.ZERO).stored().isEmpty());
      assertPrice(2, at(server, Duration.ZERO).get(false, notices::add));
      assertEquals("-", MockProvider.header(server.requests().get(1), "If-None-Match"));
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void the_copy_of_another_address_is_none_and_the_file_is_private() throws IOException {
    try (RawServer first = RawServer.start(list(1));
        RawServer second = RawServer.start(list(2))) {
      at(first, Duration.ZERO).get(false, notices::add);
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
      assertPrice(2, at(second, Duration.ZERO).get(false, notices::add));
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://prices.example/p.json",
        "http://10.0.0.1/p.json",
        "ftp://prices.example",
        "https://user:pw@prices.example",
        "nothing"
      })
  void an_address_that_may_not_be_asked_is_told_without_a_word_of_keys(String address) {
    Failure refused = assertThrows(Failure.class, () -> PriceListSource.address(address));
    assertEquals(Kind.USAGE, refused.kind());
    assertEquals(address.startsWith("http:"), refused.text().contains("not encrypted"));
    String said = refused.text() + refused.details() + refused.hint();
    assertTrue(said.contains("BYOK_PRICES_URL"), said);
    assertFalse(said.contains("pw"), said);
    assertFalse(said.contains("key"), said);
  }

  @Test
  void the_address_is_the_users_own_or_the_usual_one() {
    assertEquals(URI.create(PriceListSource.ADDRESS), PriceListSource.address(""));
    assertEquals(
        URI.create("http://localhost:1/p"), PriceListSource.address("http://localhost:1/p"));
  }

  private PriceListSource at(RawServer server, Duration later) {
    return new PriceListSource(
        new SocketTransport(Proxies.of(Map.of()), Tls.of(Map.of(), Optional.empty())),
        "byok/test",
        URI.create(server.url() + "/api.json"),
        new PriceListFile(file()),
        Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
  }

  private Path file() {
    return temp.resolve("prices.json");
  }

  private static RawServer.Script list(int price) {
    String body = "{\"openai\":{\"models\":{\"m\":{\"cost\":{\"input\":" + price + "}}}}}";
    return RawServer.bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nETag: W/\"tag"
            + price
            + "\"\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static void assertPrice(int wanted, PriceList list) {
    ModelFacts facts = list.find(Catalog.load().get("openai"), "m");
    assertNotNull(facts);
    @Nullable BigDecimal input = facts.price().rates().input();
    assertEquals(BigDecimal.valueOf(wanted), input);
    assertNull(facts.price().rates().output());
  }
}
