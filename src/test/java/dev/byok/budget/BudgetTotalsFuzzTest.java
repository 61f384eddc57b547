package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.budget.Fixtures.PutClock;
import dev.byok.ledger.Ledger;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the sums are those of the ledger, whatever happened to the file of totals. */
final class BudgetTotalsFuzzTest {
  private static final PutClock CLOCK = new PutClock("2026-11-21T12:00:00Z", "Europe/Berlin");
  private static final List<Budget> BUDGETS = List.of(Fixtures.usd("9", Per.WEEK, null, null));

  @TempDir private static Path folder;

  @BeforeAll
  static void spendThree() {
    Ledger ledger = new Ledger(folder.resolve("usage.json"));
    ledger.append(Fixtures.entry("a", CLOCK.instant(), "k", "1"));
    ledger.append(Fixtures.entry("b", CLOCK.instant(), "k", "2"));
  }

  private static Account account() {
    return new Account(new Ledger(folder.resolve("usage.json")), BUDGETS, CLOCK);
  }

  @FuzzTest(maxDuration = "20s")
  void any_file_is_relied_on_or_made_anew(byte[] content) throws Exception {
    check(content);
  }

  @Test
  void every_byte_may_be_another_and_every_end_be_missing() throws Exception {
    Path totals = folder.resolve("usage-totals.json");
    Files.deleteIfExists(totals);
    account().prepare();
    byte[] whole = Files.readAllBytes(totals);
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= (byte) (1 << (at % 8));
      check(changed);
      check(Arrays.copyOf(whole, at));
      byte[] zeroed = whole.clone();
      Arrays.fill(zeroed, at, whole.length, (byte) 0);
      check(zeroed);
    }
  }

  private static void check(byte[] content) throws Exception {
    Files.write(folder.resolve("usage-totals.json"), content);
    assertEquals(0, new BigDecimal(3).compareTo(account().standings().getFirst().spent()));
    account().prepare();
    assertEquals(0, new BigDecimal(3).compareTo(account().standings().getFirst().spent()));
  }
}
