package dev.byok.ledger.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Usage;
import dev.byok.json.Json;
import dev.byok.ledger.Fixtures;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryTest {
  @Test
  void is_written_in_the_order_of_the_contract() {
    Entry entry =
        new Entry(
            "i",
            Instant.parse("2026-01-02T03:04:05Z"),
            "run",
            null,
            "openai",
            null,
            "direct",
            "m",
            null,
            "ok",
            new Usage(12L, 0L, null, 30L, 8L),
            new BigDecimal("3.8E-7"),
            "price-list",
            null,
            null,
            812L,
            null,
            null,
            Map.of("job", "nightly"),
            2L);
    assertEquals(
        "{\"id\":\"i\",\"time\":\"2026-01-02T03:04:05.000Z\",\"command\":\"run\","
            + "\"client\":null,\"provider\":\"openai\",\"key\":null,\"via\":\"direct\",\"model\":\"m\","
            + "\"served_model\":null,\"status\":\"ok\",\"usage\":{\"input\":12,\"cache_read\":0,"
            + "\"cache_write\":null,\"output\":30,\"reasoning\":8},\"cost_usd\":0.00000038,"
            + "\"cost_source\":\"price-list\",\"billed_by\":null,\"request_id\":null,"
            + "\"duration_ms\":812,\"first_token_ms\":null,\"session\":null,"
            + "\"tags\":{\"job\":\"nightly\"},\"attempts\":2}",
        Json.write(entry.toJson()));
  }

  @Test
  void reads_back_equal() throws Exception {
    for (Entry entry : List.of(Fixtures.entry("x"), Fixtures.of("claude"))) {
      assertEquals(entry, Entry.of(Json.parseObject(Json.writeBytes(entry.toJson()))));
    }
  }

  @Test
  void the_client_comes_after_the_command() {
    assertTrue(
        Json.write(Fixtures.of("claude").toJson())
            .contains("\"command\":\"serve\",\"client\":\"claude\",\"provider\":"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "[\"zed\"]", "{}", "null"})
  void a_client_that_is_not_a_text_is_none(String odd) throws Exception {
    assertNull(read("{\"time\":\"2026-01-02T03:04:05Z\",\"client\":" + odd + "}").client());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1e309",
        "\"12\"",
        "null",
        "true",
        "[1]",
        "1.5",
        "9223372036854775808",
        "1e2147483647",
        "1e-2147483647",
        "99999999999999999999999999999999"
      })
  void odd_counts_are_not_stated(String odd) throws Exception {
    Entry entry =
        read("{\"time\":\"2026-01-02T03:04:05Z\",\"usage\":{\"input\":" + odd + ",\"output\":7}}");
    assertNull(entry.usage().input());
    assertEquals(7L, entry.usage().output());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-0.01", "1e999", "1e-999", "1e2147483647", "\"0.1\"", "null", "{}", "1e-31"})
  void odd_costs_are_not_stated(String odd) throws Exception {
    assertNull(read("{\"time\":\"2026-01-02T03:04:05Z\",\"cost_usd\":" + odd + "}").costUsd());
  }

  @Test
  void what_a_line_does_not_say_stays_unsaid() throws Exception {
    Entry entry = read("{\"time\":\"2026-01-02T03:04:05+01:00\",\"new\":[1],\"tags\":{\"a\":1}}");
    assertEquals(Instant.parse("2026-01-02T02:04:05Z"), entry.time());
    assertEquals("", entry.model());
    assertEquals(Map.of(), entry.tags());
    assertNull(entry.toJson().get("model"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"time\":1}", "{\"time\":\"yesterday\"}", "{\"time\":null}"})
  void without_a_time_it_is_no_entry(String line) throws Exception {
    assertNull(Entry.of(Json.parseObject(line)));
  }

  @Test
  void times_far_from_ours_are_written_the_way_they_are_read() {
    for (Instant time : List.of(Instant.MIN, Instant.EPOCH.minusSeconds(1), Instant.MAX)) {
      assertEquals(
          time.truncatedTo(ChronoUnit.MILLIS),
          Timestamp.read(Timestamp.write(time.truncatedTo(ChronoUnit.MILLIS))),
          time.toString());
    }
    assertEquals("2038-01-19T03:14:08.000Z", Timestamp.write(Instant.ofEpochSecond(1L << 31)));
    assertEquals("1969-12-31T23:59:59.007Z", Timestamp.write(Instant.ofEpochMilli(-993)));
  }

  @Test
  void ids_are_unique_and_sort_by_time() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(EntryId.at(Fixtures.TIME));
    }
    assertEquals(10_000, ids.size());
    String early = EntryId.at(Fixtures.TIME);
    String later = EntryId.at(Fixtures.TIME.plusNanos(1_000));
    assertNotEquals(early, later);
    assertTrue(early.compareTo(EntryId.at(Fixtures.TIME.plusMillis(1))) < 0);
    assertTrue(early.substring(0, 18).compareTo(later.substring(0, 18)) < 0);
    assertEquals(7, UUID.fromString(early).version());
    assertEquals(2, UUID.fromString(early).variant());
  }

  private static Entry read(String line) throws Exception {
    Entry entry = Entry.of(Json.parseObject(line));
    assertNotNull(entry);
    return entry;
  }
}
