package dev.byok.ledger.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.conversation.Usage;
import dev.byok.json.Json;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class UsageReportTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final String NOTHING =
      "{\"input\":null,\"cache_read\":null,\"cache_write\":null,\"output\":null,\"reasoning\":null}";

  @Test
  void of_nothing_states_nothing() {
    UsageReport report = new UsageReport.Collector(List.of(By.MODEL), null, null).report();
    assertEquals(
        "{\"since\":null,\"until\":null,\"groups\":[],\"total\":{\"requests\":0,\"failed\":0,"
            + "\"usage\":"
            + NOTHING
            + ",\"cost_usd\":null,\"unpriced\":0}}",
        Json.write(report.toJson()));
  }

  private static final Totals NO_TOTALS = new Totals(0, 0, null, null, null, null, null, null, 0);

  @Test
  void the_reference_of_a_group_has_its_key_and_its_model() {
    assertEquals("openai:work/a", reference("openai:work", "openai/a"));
    assertEquals("kilo/anthropic/a", reference("kilo", "kilo/anthropic/a"));
    assertEquals("openai:work/a", reference("openai:work", "a"), "of an entry without a provider");
    assertEquals("openai/a", reference(null, "openai/a"));
    assertNull(reference("openai", null));
  }

  private static @Nullable String reference(@Nullable String key, @Nullable String model) {
    Map<String, @Nullable String> by = new HashMap<>();
    by.put("key", key);
    by.put("model", model);
    return new UsageReport.Group(by, NO_TOTALS).toJson().text("ref");
  }

  @Test
  void sums_by_requested_model_with_its_provider() {
    UsageReport.Collector collector = new UsageReport.Collector(List.of(By.MODEL), null, null);
    collector.add(entry("a", "ok", new Usage(10L, 4L, null, 20L, null), "0.1", NOON));
    collector.add(entry("a", "rate-limit", Usage.unknown(), null, NOON));
    collector.add(entry("b", "ok", new Usage(0L, null, null, 0L, null), null, NOON));
    collector.add(entry("c", "incomplete", new Usage(1L, null, null, null, null), null, NOON));
    collector.add(entry("a", "ok", new Usage(1L, null, 2L, 3L, 0L), "0.2000000001", NOON));
    assertEquals(
        "{\"since\":null,\"until\":null,\"groups\":["
            + "{\"by\":{\"model\":\"openai/a\"},\"ref\":\"openai/a\",\"requests\":3,\"failed\":1,\"usage\":{\"input\":11,"
            + "\"cache_read\":4,\"cache_write\":2,\"output\":23,\"reasoning\":0},"
            + "\"cost_usd\":0.3000000001,\"unpriced\":0},"
            + "{\"by\":{\"model\":\"openai/c\"},\"ref\":\"openai/c\",\"requests\":1,\"failed\":1,\"usage\":{\"input\":1,"
            + "\"cache_read\":null,\"cache_write\":null,\"output\":null,\"reasoning\":null},"
            + "\"cost_usd\":null,\"unpriced\":1},"
            + "{\"by\":{\"model\":\"openai/b\"},\"ref\":\"openai/b\",\"requests\":1,\"failed\":0,\"usage\":{\"input\":0,"
            + "\"cache_read\":null,\"cache_write\":null,\"output\":0,\"reasoning\":null},"
            + "\"cost_usd\":null,\"unpriced\":0}],"
            + "\"total\":{\"requests\":5,\"failed\":2,\"usage\":{\"input\":12,\"cache_read\":4,"
            + "\"cache_write\":2,\"output\":23,\"reasoning\":0},\"cost_usd\":0.3000000001,"
            + "\"unpriced\":1}}",
        Json.write(collector.report().toJson()));
  }

  @Test
  void an_answer_without_word_of_its_tokens_has_a_cost_that_nobody_knows() {
    UsageReport.Collector collector = new UsageReport.Collector(List.of(By.MODEL), null, null);
    for (String status : List.of("ok", "incomplete", "interrupted", "mismatch", "closed-pipe")) {
      collector.add(entry("a", status, Usage.unknown(), null, NOON));
    }
    assertEquals(5, collector.report().total().unpriced());
    for (String status : List.of("key-rejected", "rate-limit", "unavailable", "refused")) {
      collector.add(entry("a", status, Usage.unknown(), null, NOON));
    }
    assertEquals(5, collector.report().total().unpriced(), "these are not billed");
  }

  @Test
  void sums_stay_exact_past_a_long() {
    UsageReport.Collector collector = new UsageReport.Collector(List.of(By.MODEL), null, null);
    for (int i = 0; i < 3; i++) {
      Usage most = new Usage(Long.MAX_VALUE, null, null, 1L, null);
      collector.add(entry("a", "ok", most, "999999999999999.000000000000000001", NOON));
    }
    Totals total = collector.report().total();
    assertEquals("27670116110564327421", String.valueOf(total.input()));
    assertEquals("2999999999999997.000000000000000003", String.valueOf(total.costUsd()));
  }

  @Test
  void since_is_within_and_until_is_not() {
    Instant end = NOON.plusSeconds(60);
    UsageReport.Collector collector = new UsageReport.Collector(List.of(By.MODEL), NOON, end);
    collector.add(entry("early", "ok", Usage.unknown(), null, NOON.minusNanos(1)));
    collector.add(entry("first", "ok", Usage.unknown(), null, NOON));
    collector.add(entry("last", "ok", Usage.unknown(), null, end.minusNanos(1)));
    collector.add(entry("late", "ok", Usage.unknown(), null, end));
    UsageReport report = collector.report();
    assertEquals(
        List.of(Map.of("model", "openai/first"), Map.of("model", "openai/last")),
        report.groups().stream().map(UsageReport.Group::by).toList());
    assertEquals("2026-11-21T12:00:00.000Z", report.toJson().text("since"));
    assertEquals("2026-11-21T12:01:00.000Z", report.toJson().text("until"));
  }

  @Test
  void several_keys_nest_and_may_be_absent() {
    List<By> by = List.of(By.MODEL, By.SESSION);
    UsageReport.Collector collector = new UsageReport.Collector(by, null, null);
    collector.add(entry("a", "ok", Usage.unknown(), null, NOON));
    collector.add(entry("a", "ok", Usage.unknown(), null, NOON));
    assertEquals(
        "{\"model\":\"openai/a\",\"session\":null}",
        Json.write(collector.report().groups().getFirst().toJson().object("by")));
  }

  private static EntryView entry(
      String model, String status, Usage usage, @Nullable String cost, Instant time) {
    return new Entry(
        "id",
        time,
        "run",
        null,
        "openai",
        "openai",
        "direct",
        model,
        null,
        status,
        usage,
        cost == null ? null : new BigDecimal(cost),
        cost == null ? "none" : "price-list",
        "openai",
        null,
        null,
        null,
        null,
        Map.of(),
        1L);
  }
}
