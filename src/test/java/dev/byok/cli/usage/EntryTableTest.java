package dev.byok.cli.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.conversation.Usage;
import dev.byok.ledger.Fixtures;
import dev.byok.ledger.entry.Entry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class EntryTableTest {
  @Test
  void what_no_entry_has_takes_no_column() {
    assertEquals(
        """
        TIME                 STATUS  MODEL     KEY  INPUT  OUTPUT  COST USD  ID
        2026-10-25 02:30:00  ok      openai/m  -    1,234       -         -  0199aaaa-bbbb
        """,
        shown(entry("0199aaaa-bbbb-7000", "openai", null, null, Map.of())));
  }

  @Test
  void costs_meet_at_their_points_and_long_tags_are_cut() {
    assertEquals(
        """
        TIME                 STATUS  MODEL     KEY  INPUT  OUTPUT  COST USD  SESSION  TAGS                                       ID
        2026-10-25 02:30:00  ok      openai/m  -    1,234       -   12.5     -        k=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…  a
        2026-10-25 02:30:00  ok      m         -    1,234       -    0.0025  s        -                                          b
        2026-10-25 02:30:00  ok      openai/m  -    1,234       -    0       -        k=€                                        -
        """,
        shown(
            entry("a", "openai", "12.50", null, Map.of("k", "x".repeat(50))),
            entry("b", "", "0.0025", "s", Map.of()),
            entry("", "openai", "0.000", null, Map.of("k", "€"))));
  }

  @Test
  void a_client_has_a_column_before_the_session() {
    assertEquals(
        """
        TIME                 STATUS  MODEL                KEY          INPUT  OUTPUT  COST USD  CLIENT  TAGS         ID
        2026-11-21 09:15:30  ok      openai/gpt-5.6-luna  openai:work     12      30  0.000038  zed     job=nightly  of-zed
        """,
        shown(Fixtures.of("zed")));
  }

  private static String shown(Entry... entries) {
    return EntryTable.of(List.of(entries), ZoneId.of("Europe/Berlin"));
  }

  private static Entry entry(
      String id,
      String provider,
      @Nullable String cost,
      @Nullable String session,
      Map<String, String> tags) {
    return new Entry(
        id,
        Instant.parse("2026-10-25T01:30:00Z"),
        "run",
        null,
        provider,
        null,
        "direct",
        "m",
        null,
        "ok",
        new Usage(1234L, null, null, null, null),
        cost == null ? null : new BigDecimal(cost),
        "none",
        null,
        null,
        null,
        null,
        session,
        tags,
        1L);
  }
}
