package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.budget.Fixtures.PutClock;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.ledger.Ledger;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks when the running totals are trusted, and when they are computed again. */
final class BudgetTotalsTest {
  private static final Budget ANY = Fixtures.usd("1000", Per.MONTH, null, null);
  private static final Budget WORK = Fixtures.usd("1000", Per.MONTH, null, "work");

  private final PutClock clock = new PutClock("2026-11-21T12:00:00Z", "Europe/Berlin");

  @TempDir private Path folder;
  private Path file;
  private Path totals;
  private Ledger ledger;

  @BeforeEach
  void ledgerOfThree() {
    file = folder.resolve("usage.json");
    totals = folder.resolve("usage-totals.json");
    ledger = new Ledger(file);
    spend("a", "1");
    spend("b", "2");
    spend("c", "4");
    prepare(ANY);
  }

  private void spend(String id, String cost) {
    ledger.append(Fixtures.entry(id, clock.instant(), id.equals("b") ? "work" : "k", cost));
  }

  private void prepare(Budget... budgets) {
    new Account(ledger, List.of(budgets), clock).prepare();
  }

  private void assertSpent(String wanted, Budget... budgets) {
    Account account = new Account(ledger, List.of(budgets), clock);
    // Twice: as it was read, and after it was written again.
    for (int look = 0; look < 2; look++) {
      BigDecimal spent = account.standings().getLast().spent();
      assertEquals(0, new BigDecimal(wanted).compareTo(spent), spent::toString);
      account.prepare();
    }
  }

  private JsonObject content() throws Exception {
    return Json.parseObject(Files.readAllBytes(totals)).at("content");
  }

  /** Overwrites what must never be read again, since a look costs the same at any size. */
  private void poisonLedgerUpTo(long offset) throws Exception {
    byte[] zeros = new byte[(int) offset - 2];
    FileTime time = Files.getLastModifiedTime(file);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(2);
      raw.write(zeros);
    }
    // Otherwise the next entry would repair the file.
    Files.setLastModifiedTime(file, time);
  }

  @Test
  void a_look_reads_nothing_but_what_was_added() throws Exception {
    for (int i = 0; i < 100; i++) {
      spend("more" + i, "0.01");
    }
    prepare(ANY);
    long size = Files.size(file);
    poisonLedgerUpTo(size - 8 * 1024);
    assertSpent("8", ANY);
    spend("d", "16");
    assertSpent("24", ANY);
    spend("e", "0.5");
    assertSpent("24.5", ANY);
    // The poison works: whoever reads the whole file gets another sum.
    Files.delete(totals);
    BigDecimal all = new Account(ledger, List.of(ANY), clock).standings().getFirst().spent();
    assertTrue(all.compareTo(new BigDecimal("24.5")) < 0, all.toString());
  }

  @Test
  void the_mark_moves_with_every_look() throws Exception {
    assertEquals(Files.size(file) - 3, content().count("offset"));
    spend("d", "8");
    prepare(ANY);
    assertEquals(Files.size(file) - 3, content().count("offset"));
  }

  @Test
  void absent_totals_are_made_anew() throws Exception {
    Files.delete(totals);
    assertSpent("7", ANY);
  }

  @Test
  void totals_of_another_version_are_made_anew() throws Exception {
    rewrite(content().with("version", 4L));
    assertSpent("7", ANY);
  }

  /** The checksum is right, but a field is not. */
  @Test
  void totals_without_sense_are_made_anew() throws Exception {
    JsonObject good = content();
    for (String field : List.copyOf(good.fields().keySet())) {
      rewrite(good.with(field, "nonsense"));
      assertSpent("7", ANY);
      rewrite(good.without(field));
      assertSpent("7", ANY);
      rewrite(good.with(field, Long.MAX_VALUE));
      assertSpent("7", ANY);
    }
  }

  private void rewrite(JsonObject content) throws Exception {
    java.util.zip.CRC32C sum = new java.util.zip.CRC32C();
    sum.update(Json.writeBytes(content));
    JsonObject whole =
        JsonObject.builder()
            .put("checksum", Long.toHexString(sum.getValue()))
            .put("content", content)
            .build();
    Files.write(totals, Json.writeBytes(whole));
  }

  @Test
  void a_new_scope_is_summed_up_from_the_start() {
    assertSpent("2", ANY, WORK);
    assertSpent("7", WORK, ANY);
    assertSpent("2", WORK);
  }

  @Test
  void a_change_of_zone_changes_the_days() {
    Ledger other = new Ledger(folder.resolve("other").resolve("usage.json"));
    other.append(Fixtures.entry("x", Instant.parse("2026-11-20T23:30:00Z"), "k", "1"));
    Budget day = Fixtures.usd("10", Per.DAY, null, null);
    for (String zone : List.of("Europe/Berlin", "UTC", "Europe/Berlin")) {
      PutClock there = new PutClock("2026-11-21T12:00:00Z", zone);
      Account account = new Account(other, List.of(day), there);
      account.prepare();
      String wanted = zone.equals("UTC") ? "0" : "1";
      assertEquals(new BigDecimal(wanted), account.standings().getFirst().spent(), zone);
    }
  }

  @Test
  void a_ledger_that_was_written_anew_is_read_anew() throws Exception {
    Path copy = folder.resolve("copy");
    String text = Files.readString(file).replace("\"cost_usd\":4", "\"cost_usd\":5");
    Files.writeString(copy, text);
    Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
    assertSpent("8", ANY);
    Files.delete(file);
    assertSpent("0", ANY);
    spend("d", "8");
    assertSpent("8", ANY);
  }

  @Test
  void a_clock_that_goes_back_finds_the_days_of_then() {
    ledger.append(Fixtures.entry("o", Instant.parse("2026-10-10T12:00:00Z"), "k", "3"));
    assertSpent("7", ANY);
    clock.put("2026-10-21T12:00:00Z");
    assertSpent("3", ANY);
    clock.put("2026-11-21T12:00:00Z");
    assertSpent("7", ANY);
    clock.put("2029-11-21T12:00:00Z");
    assertSpent("0", ANY);
    clock.put("2026-11-21T12:00:00Z");
    assertSpent("7", ANY);
  }

  @Test
  void entries_of_a_wrong_clock_do_not_pile_up() throws Exception {
    for (int year = 2030; year < 2090; year++) {
      ledger.append(Fixtures.entry("y" + year, Instant.parse(year + "-01-01T12:00:00Z"), "k", "1"));
    }
    assertSpent("7", ANY);
    assertEquals(1, content().objects("scopes").getFirst().objects("days").size());
    clock.put("2050-01-15T12:00:00Z");
    assertSpent("1", ANY);
  }

  /** A torn end is counted once, because the mark stays before it. */
  @Test
  void a_torn_end_is_counted_once() throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 2));
    assertSpent("7", ANY);
    spend("d", "8");
    assertSpent("15", ANY);
    byte[] more = Files.readAllBytes(file);
    byte[] torn =
        (new String(more, 0, more.length - 3, StandardCharsets.UTF_8) + ",\n{\"id\":\"tor")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(file, torn);
    assertSpent("15", ANY);
    spend("e", "16");
    assertSpent("31", ANY);
  }

  @Test
  void a_long_ledger_is_summed_up_without_keeping_others_waiting() throws Exception {
    List<String> lines = new ArrayList<>();
    String time = clock.instant().toString();
    for (int i = 0; i < 30_000; i++) {
      lines.add(
          "{\"id\":\"l%d\",\"time\":\"%s\",\"provider\":\"p\",\"key\":\"k\",\"cost_usd\":0.001}"
              .formatted(i, time));
    }
    Files.writeString(file, "[\n" + String.join(",\n", lines) + "\n]\n");
    assertSpent("30", ANY);
    spend("d", "1");
    assertSpent("31", ANY);
    // Reservations outlive the totals, and an entry in the long part settles its own reservation.
    Account account = new Account(ledger, List.of(ANY, WORK), clock);
    account.reserve(Fixtures.claim("held", "k", "5"), false);
    account.reserve(Fixtures.claim("l29999", "k", "5"), false);
    rewrite(content().with("zone", "UTC"));
    account.prepare();
    assertEquals(1, account.standings().getFirst().running());
  }

  @Test
  void what_cannot_be_written_stops_and_says_what() throws Exception {
    Files.delete(totals);
    Files.createDirectory(totals);
    Files.writeString(totals.resolve("in-the-way"), "");
    Account account = new Account(ledger, List.of(ANY), clock);
    Failure failure =
        assertThrows(Failure.class, () -> account.reserve(Fixtures.claim("a", "k", "1"), false));
    assertEquals(Kind.FILE, failure.kind());
    assertTrue(failure.text().contains("usage-totals.json"), failure.text());
    Files.writeString(file, "my diary");
    assertEquals(Kind.FILE, assertThrows(Failure.class, account::standings).kind());
  }

  @Test
  void a_link_in_its_place_is_replaced_and_what_it_leads_to_is_not() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "mine");
    Files.delete(totals);
    Files.createSymbolicLink(totals, victim);
    Files.createSymbolicLink(folder.resolve(".usage-totals.json.tmp"), victim);
    assertSpent("7", ANY);
    assertEquals("mine", Files.readString(victim));
    assertTrue(!Files.isSymbolicLink(totals));
  }
}
