package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.Elements;
import dev.byok.testing.LongForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Appends several entries in one write, and lets the process, the power or the disk fail. */
final class EntryGroupTest {
  /** The thresholds at which every file counts as large, and none. */
  private static final long ALL = 0;

  private static final long NONE = Long.MAX_VALUE;

  @TempDir private Path folder;
  private final Faults faults = new Faults();
  private final FaultyDisk disk = new FaultyDisk(faults);
  private Path file = Path.of("unset");

  @BeforeEach
  void name() {
    file = folder.resolve("usage.json");
  }

  @Test
  void a_group_is_one_write_and_looks_as_if_its_entries_came_one_by_one() throws Exception {
    Ledger ledger = ledger(NONE);
    ledger.append(Fixtures.entry("a0"));
    long size = Files.size(file);
    faults.spent();
    Appended done = ledger.write(group("b", 50));
    ledger.force();
    long group = faults.spent();
    assertEquals(50, done.entries());
    // Each byte costs 1, and so does each force. The rest is the note for the next writer.
    long bytes = Files.size(file) - size + 3;
    assertTrue(group <= bytes + 200, "spent " + group + " on " + bytes + " bytes");
    List<String> ids = Fixtures.strictIds(file);
    assertEquals(51, ids.size());
    assertEquals(ids, Fixtures.ids(ledger));

    Path other = folder.resolve("other").resolve("usage.json");
    Ledger one = new Ledger(other);
    one.append(Fixtures.entry("a0"));
    group("b", 50).forEach(one::append);
    assertEquals(Files.readString(other), Files.readString(file));
  }

  @Test
  void a_first_group_makes_the_file() throws Exception {
    assertEquals(3, new Ledger(file).write(group("a", 3)).entries());
    assertEquals(List.of("a0", "a1", "a2"), Fixtures.strictIds(file));
  }

  @Test
  void what_is_too_much_for_one_write_is_left_for_the_next() throws Exception {
    Ledger ledger = new Ledger(file);
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      entries.add(Fixtures.entry("l" + i, "x".repeat(50_000)));
    }
    int writes = 0;
    for (int done = 0; done < entries.size(); writes++) {
      Appended some = ledger.write(entries.subList(done, entries.size()));
      assertTrue(some.entries() > 0);
      done += some.entries();
    }
    assertEquals(4, writes);
    assertEquals(20, Fixtures.strictIds(file).size());
    Entry large = Fixtures.entry("large", "x".repeat(EntryGroup.MOST));
    assertEquals(1, ledger.write(List.of(large, Fixtures.entry("next"))).entries());
    assertEquals("large", Fixtures.strictIds(file).getLast());
  }

  @Test
  void an_entry_that_is_too_long_stops_only_itself() throws Exception {
    Ledger ledger = new Ledger(file);
    Entry small = Fixtures.entry("small");
    Entry huge = Fixtures.entry("huge", "x".repeat(Elements.CEILING));
    assertEquals(1, ledger.write(List.of(small, huge, small)).entries());
    Failure failure = assertThrows(Failure.class, () -> ledger.write(List.of(huge, small)));
    assertTrue(Ledger.isTooLong(failure), failure.text());
    assertEquals(List.of("small"), Fixtures.strictIds(file));
  }

  @ParameterizedTest
  @ValueSource(longs = {ALL, NONE})
  void a_group_over_a_torn_end_repairs_it(long large) throws Exception {
    Fixtures.ledger(file, 3);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));
    Appended done = ledger(large).write(group("n", 3));
    assertEquals(3, done.entries());
    assertTrue(done.repair() != null);
    assertEquals(List.of("e0", "e1", "n0", "n1", "n2"), Fixtures.strictIds(file));
    assertNull(ledger(large).write(group("m", 2)).repair());
  }

  /** Of a write, any block may be missing after a loss of power: also one in its middle. */
  @ParameterizedTest
  @ValueSource(longs = {ALL, NONE})
  void a_block_that_never_came_is_seen_whichever_it_is(long large) throws Exception {
    Fixtures.ledger(file, 2);
    byte[] old = Files.readAllBytes(file);
    // Longer than what every look at the end of a file reads.
    new Ledger(file).write(group("g", 60));
    byte[] whole = Files.readAllBytes(file);
    int begin = old.length - 3;
    int block = 512;
    for (int hole = begin / block * block; hole < whole.length; hole += block) {
      byte[] torn = whole.clone();
      int end = Math.min(hole + block, whole.length);
      Arrays.fill(torn, hole, end, (byte) 0);
      if (hole < old.length) {
        System.arraycopy(old, hole, torn, hole, Math.min(end, old.length) - hole);
      }
      Files.write(file, torn);
      Files.deleteIfExists(file.resolveSibling("usage.lock"));
      ledger(large).append(Fixtures.entry("new"));
      List<String> ids = Fixtures.strictIds(file);
      assertEquals(List.of("e0", "e1"), ids.subList(0, 2), "hole " + hole);
      assertEquals("new", ids.getLast(), "hole " + hole);
      assertTrue(ids.size() >= 3 && ids.size() < 63, "hole " + hole + ": " + ids);
    }
  }

  /**
   * A killed process loses nothing that was written, and a loss of power nothing that was forced.
   */
  @ParameterizedTest
  @ValueSource(longs = {ALL, NONE})
  void whatever_was_written_or_forced_outlives_any_order_of_ends(long large) throws Exception {
    int crashes = 0;
    for (long seed = 0; seed < LongForm.of(60, 600); seed++) {
      Random random = new Random(seed);
      clear();
      List<String> forced = new ArrayList<>();
      List<String> written = new ArrayList<>();
      for (int step = 0; step < 8; step++) {
        List<Entry> group = group(seed + "-" + step + "-", 1 + random.nextInt(40));
        faults.crashAfter(random.nextInt(group.size() * 500 + 400));
        try {
          ledger(large).write(group);
          group.forEach(entry -> written.add(entry.id()));
          if (random.nextBoolean()) {
            ledger(large).force();
            forced.addAll(written);
            written.clear();
          }
        } catch (Faults.Crash crash) {
          crashes++;
        }
        faults.crashAfter(Long.MAX_VALUE);
        if (random.nextInt(4) == 0) {
          faults.losePower(random);
          written.clear();
        }
        List<String> left = new ArrayList<>(forced);
        left.addAll(written);
        assertTrue(Fixtures.ids(ledger(large)).containsAll(left), "seed " + seed);
        if (random.nextBoolean()) {
          String next = seed + "-" + step + "-next";
          left.add(next);
          ledger(large).append(Fixtures.entry(next));
          assertReported(left, seed);
          forced.clear();
          forced.addAll(left);
          written.clear();
        }
      }
    }
    assertTrue(crashes > 100, "crashes: " + crashes);
  }

  @ParameterizedTest
  @ValueSource(longs = {ALL, NONE})
  void a_step_that_fails_leaves_the_file_as_it_was(long large) throws Exception {
    Fixtures.ledger(file, 2);
    byte[] before = Files.readAllBytes(file);
    boolean failed = true;
    for (int cost = 0; failed; cost += 97) {
      Files.write(file, before);
      faults.forget();
      faults.failAfter(cost);
      try {
        ledger(large).write(group("g", 6));
        failed = false;
      } catch (Failure failure) {
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(file)), "at " + cost);
      }
    }
    assertEquals(8, Fixtures.strictIds(file).size());
  }

  private void assertReported(List<String> reported, long seed) throws Exception {
    List<String> ids = Fixtures.strictIds(file);
    for (String id : ids) {
      assertEquals(1, Collections.frequency(ids, id), "seed " + seed + ": " + id);
    }
    List<String> kept = new ArrayList<>(ids);
    kept.retainAll(reported);
    assertEquals(reported, kept, "seed " + seed);
  }

  private Ledger ledger(long large) {
    return new Ledger(disk.path(file), Duration.ofSeconds(10), large);
  }

  private static List<Entry> group(String name, int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(Fixtures.entry(name + i));
    }
    return entries;
  }

  private void clear() throws Exception {
    for (Path left : Fixtures.filesBeside(file)) {
      Files.delete(left);
    }
    Files.deleteIfExists(file);
    faults.forget();
  }
}
