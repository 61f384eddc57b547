package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.failure.Failure;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.ReadSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LastEntriesTest {
  @TempDir Path folder;

  @Test
  void the_end_of_a_ledger_is_the_end_of_its_entries() {
    Ledger ledger = Fixtures.ledger(file(), 9);
    for (int count = 1; count < 12; count++) {
      List<String> all = Fixtures.ids(ledger);
      assertEquals(
          all.subList(Math.max(0, all.size() - count), all.size()), last(ledger, count, 0));
    }
  }

  @Test
  void an_absent_or_empty_ledger_has_no_end() throws Exception {
    assertEquals(List.of(), last(new Ledger(file()), 5, 0));
    Files.writeString(file(), "[\n]\n");
    assertEquals(List.of(), last(new Ledger(file()), 5, 0));
  }

  /** Entries longer than a block are found, even with braces and brackets in their texts. */
  @Test
  void long_entries_are_found_across_blocks() {
    Ledger ledger = new Ledger(file());
    for (int i = 0; i < 6; i++) {
      ledger.append(withTag("e" + i, ",\n{\"time\":\"[".repeat(9_000 + i)));
    }
    assertEquals(List.of("e2", "e3", "e4", "e5"), last(ledger, 4, 0));
  }

  /** If it were read, the damage would be reported. */
  @Test
  void what_stands_before_is_not_read() throws Exception {
    Ledger ledger = Fixtures.ledger(file(), 50);
    byte[] content = Files.readAllBytes(file());
    content[30] = 0;
    Files.write(file(), content);
    assertEquals(List.of("e48", "e49"), last(ledger, 2, 0));
    assertEquals(49, last(ledger, 50, 1).size());
  }

  @Test
  void another_layout_is_read_from_the_start() throws Exception {
    Ledger ledger = Fixtures.ledger(file(), 8);
    String lines = Files.readString(file());
    Files.writeString(file(), Fixtures.pretty(lines));
    assertEquals(List.of("e5", "e6", "e7"), last(ledger, 3, 0));
    Files.writeString(file(), lines.replace("\n", "\r\n"));
    assertEquals(List.of("e5", "e6", "e7"), last(ledger, 3, 0));
    Files.writeString(file(), lines.replace(",\n", ", ").replace("[\n", "["));
    assertEquals(List.of("e5", "e6", "e7"), last(ledger, 3, 0));
  }

  /** An object inside an entry may also begin a line, and even look like an entry. */
  @Test
  void a_part_of_an_entry_is_not_taken_for_one() throws Exception {
    Ledger ledger = Fixtures.ledger(file(), 3);
    String lines = Files.readString(file());
    String nested = "\"other\":[\n{\"id\":\"no\",\"time\":\"2026-11-21T08:15:30Z\"}],\"tags\":";
    Files.writeString(file(), lines.replace("\"tags\":", nested));
    assertEquals(List.of("e2"), last(ledger, 1, 0));
    assertEquals(List.of("e1", "e2"), last(ledger, 2, 0));
  }

  @Test
  void a_torn_end_is_told_and_the_entries_before_it_are_shown() throws Exception {
    Ledger ledger = Fixtures.ledger(file(), 5);
    Files.write(
        file(), "{\"id\":\"half".getBytes(StandardCharsets.UTF_8), StandardOpenOption.APPEND);
    assertEquals(List.of("e3", "e4"), last(ledger, 2, 1));
  }

  @Test
  void a_damaged_entry_near_the_end_is_told_and_the_others_are_shown() throws Exception {
    Ledger ledger = Fixtures.ledger(file(), 5);
    Files.writeString(file(), Files.readString(file()).replace("{\"id\":\"e3\"", "{\"id\":\"e3"));
    assertEquals(List.of("e1", "e2", "e4"), last(ledger, 3, 1));
  }

  /** Whatever is broken, the end is as in a full reading, or both are refused. */
  @Test
  void broken_ledgers_have_the_end_that_a_whole_reading_has() throws Exception {
    Ledger ledger = Fixtures.ledger(file(), 6);
    byte[] whole = Files.readAllBytes(file());
    byte[] special = "[]{},:\"\\\n\r \0".getBytes(StandardCharsets.US_ASCII);
    for (long seed = 0; seed < 600; seed++) {
      Random random = new Random(seed);
      byte[] content = Arrays.copyOf(whole, whole.length - (int) (seed % 3) * random.nextInt(9));
      for (int change = random.nextInt(4); change > 0; change--) {
        content[random.nextInt(content.length)] = special[random.nextInt(special.length)];
      }
      Files.write(file(), content);
      int count = 1 + random.nextInt(6);
      assertEquals(wholeReading(ledger, count), lastOrRefused(ledger, count), "seed " + seed);
    }
  }

  private static List<String> wholeReading(Ledger ledger, int count) {
    try {
      List<String> all = Fixtures.ids(ledger);
      return all.subList(Math.max(0, all.size() - count), all.size());
    } catch (Failure refused) {
      return List.of(refused.text());
    }
  }

  private static List<String> lastOrRefused(Ledger ledger, int count) {
    List<String> ids = new ArrayList<>();
    try {
      ledger.last(count, entry -> ids.add(entry.id()));
      return ids;
    } catch (Failure refused) {
      return List.of(refused.text());
    }
  }

  private Path file() {
    return folder.resolve("usage.json");
  }

  private static List<String> last(Ledger ledger, int count, long damagedPlaces) {
    List<String> ids = new ArrayList<>();
    ReadSummary summary = ledger.last(count, entry -> ids.add(entry.id()));
    assertEquals(damagedPlaces, summary.skippedPlaces());
    return ids;
  }

  private static Entry withTag(String id, String text) {
    Entry entry = Fixtures.entry(id);
    return new Entry(
        entry.id(),
        entry.time(),
        entry.command(),
        entry.client(),
        entry.provider(),
        entry.key(),
        entry.via(),
        entry.model(),
        entry.servedModel(),
        entry.status(),
        entry.usage(),
        entry.costUsd(),
        entry.costSource(),
        entry.billedBy(),
        entry.requestId(),
        entry.durationMs(),
        entry.firstTokenMs(),
        entry.session(),
        Map.of("text", text),
        entry.attempts());
  }
}
