package dev.byok.serve.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.budget.Per;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.Ledger;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks which of the ledger's entries count as a client's spending. */
final class LedgerSpendingTest {
  /** A Wednesday, in a zone whose days begin five hours after those of UTC. */
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-18T12:00:00Z"), ZoneId.of("UTC-5"));

  private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir Path home;
  private final List<String> lines = new ArrayList<>();
  private Ledger ledger;

  @BeforeEach
  void setUp() {
    ledger = new Ledger(home.resolve("usage.json"));
  }

  @Test
  void no_ledger_is_nothing_spent() {
    Spending spending = LedgerSpending.of(ledger, List.of(client("zed", LONG_AGO)), CLOCK);
    assertEquals(BigDecimal.ZERO, spending.usd("zed", null));
    assertNull(spending.lastSeen("zed"));
    assertEquals(BigDecimal.ZERO, spending.usd("unknown", Per.DAY));
  }

  @Test
  void each_period_has_its_own_sum() throws Exception {
    entry("2026-11-18T05:00:00.000Z", "serve", "zed", "1");
    entry("2026-11-18T04:59:59.999Z", "serve", "zed", "2");
    entry("2026-11-16T05:00:00.000Z", "serve", "zed", "4");
    entry("2026-11-16T04:59:59.999Z", "serve", "zed", "8");
    entry("2026-11-01T05:00:00.000Z", "serve", "zed", "16");
    entry("2026-11-01T04:59:59.999Z", "serve", "zed", "32.5");
    Spending spending = spending(LONG_AGO);
    assertUsd("1", spending, Per.DAY);
    assertUsd("7", spending, Per.WEEK);
    assertUsd("31", spending, Per.MONTH);
    assertUsd("63.5", spending, null);
    assertEquals(Instant.parse("2026-11-18T05:00:00Z"), spending.lastSeen("zed"));
  }

  @Test
  void only_the_requests_of_this_client_count() throws Exception {
    entry("2026-11-18T10:00:00.000Z", "serve", "zed", "1");
    entry("2026-11-18T11:00:00.000Z", "serve", "zed-2", "2");
    entry("2026-11-18T11:00:00.000Z", "exec", "zed", "4");
    entry("2026-11-18T11:00:00.000Z", "run", null, "8");
    entry("2026-11-18T09:00:00.000Z", "serve", "zed", null);
    // of a former client of that name
    entry("2026-11-17T11:00:00.000Z", "serve", "zed", "16");
    Spending spending = spending(Instant.parse("2026-11-18T06:00:00Z"));
    assertUsd("1", spending, Per.DAY);
    assertUsd("1", spending, Per.MONTH);
    assertUsd("1", spending, null);
    assertEquals(Instant.parse("2026-11-18T10:00:00Z"), spending.lastSeen("zed"));
  }

  @Test
  void damage_is_skipped_and_odd_values_do_not_count() throws Exception {
    entry("2026-11-18T10:00:00.000Z", "serve", "zed", "1");
    lines.add("{\"time\":\"2026-11-18T10:00:00.000Z\",\"client\":\"zed\",\"cost_usd\":2");
    lines.add("{\"time\":\"2026-11-18T10:00:00.000Z\",\"client\":7,\"command\":\"serve\"}");
    lines.add("{\"client\":\"zed\",\"command\":\"serve\",\"cost_usd\":4}");
    entry("2026-11-18T10:00:00.000Z", "serve", "zed", "-8");
    entry("2026-11-18T10:00:00.000Z", "serve", "zed", "1e999999");
    entry("2026-11-18T10:00:00.000Z", "serve", "zed", "\"16\"");
    lines.add(
        "{\"tags\":{\"client\":\"zed\"},\"time\":\"2026-11-18T10:00:00.000Z\",\"command\":\"serve\",\"cost_usd\":32}");
    assertUsd("1", spending(LONG_AGO), null);
  }

  @Test
  void a_ledger_that_cannot_be_read_is_a_failure() throws Exception {
    Files.createDirectory(ledger.file());
    List<Client> clients = List.of(client("zed", LONG_AGO));
    Failure failure = assertThrows(Failure.class, () -> LedgerSpending.of(ledger, clients, CLOCK));
    assertEquals(Kind.FILE, failure.kind());
  }

  private Spending spending(Instant added) throws IOException {
    Files.writeString(ledger.file(), "[\n" + String.join(",\n", lines) + "\n]\n");
    return LedgerSpending.of(ledger, List.of(client("zed", added)), CLOCK);
  }

  private void entry(String time, String command, @Nullable String client, @Nullable String cost) {
    lines.add(
        ("{\"id\":\"1\",\"time\":\"%s\",\"command\":\"%s\",\"provider\":\"openai\",\"client\":%s,"
                + "\"status\":\"ok\",\"usage\":{\"input\":1,\"output\":2},\"cost_usd\":%s}")
            .formatted(time, command, client == null ? "null" : '"' + client + '"', cost));
  }

  private static void assertUsd(String usd, Spending spending, @Nullable Per per) {
    assertEquals(0, new BigDecimal(usd).compareTo(spending.usd("zed", per)), per + "");
  }

  private static Client client(String name, Instant added) {
    return new Client(name, LentKeys.every(), List.of(), List.of(), added, null, "0".repeat(64));
  }
}
