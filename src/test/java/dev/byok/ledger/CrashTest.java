package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
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

/**
 * Ends the process or the power at a fault point of {@link Faults}. After the next append, every
 * entry that was reported must be in the ledger once, in valid JSON.
 */
final class CrashTest {
  /** The threshold at which every file counts as large, and is repaired in place. */
  private static final long ALL = 0;

  private static final long NONE = Long.MAX_VALUE;

  @TempDir private Path folder;

  /** The short form tries every seventh byte; 7 divides no length that is written. */
  private static final int STEP = LongForm.of(7, 1);

  private final Faults faults = new Faults();
  private final FaultyDisk disk = new FaultyDisk(faults);
  private Path file = Path.of("unset");

  @BeforeEach
  void name() {
    file = folder.resolve("usage.json");
  }

  /** Crashes at each byte of a repair: the file of the damage, the new end, the new file. */
  @ParameterizedTest
  @ValueSource(longs = {ALL, NONE})
  void a_repair_that_ends_at_any_byte_is_mended_by_the_next(long large) throws Exception {
    Fixtures.ledger(file, 3);
    byte[] whole = Files.readAllBytes(file);
    byte[] torn = Arrays.copyOf(whole, whole.length - 250);
    int crashes = 0;
    boolean done = false;
    // The full repair writes the whole file, so every third byte is enough there.
    for (int cost = 0; !done; cost += large == ALL ? STEP : 3 * STEP, crashes++) {
      clear();
      Files.write(file, torn);
      done = append(large, "crashed", cost);
      faults.forget();
      assertMended(large, done ? List.of("e0", "e1", "crashed") : List.of("e0", "e1"), cost);
    }
    assertTrue(crashes > 500 / STEP, "crashes: " + crashes);
  }

  /**
   * A torn line is longer than the new one, is closed at its end, and has a hole at its start. As
   * soon as the hole is overwritten, the rest of the torn line must not close the array.
   */
  @Test
  void a_repair_over_a_longer_line_that_ends_at_any_byte_is_mended_by_the_next() throws Exception {
    Ledger before = Fixtures.ledger(file, 2);
    int hole = (int) Files.size(file);
    before.append(Fixtures.entry("torn", "x".repeat(1_500)));
    byte[] torn = Files.readAllBytes(file);
    Arrays.fill(torn, hole, hole + 40, (byte) 0);
    boolean done = false;
    for (int cost = 1_900; !done; cost += STEP) {
      clear();
      Files.write(file, torn);
      done = append(ALL, "crashed", cost);
      faults.forget();
      assertMended(ALL, done ? List.of("e0", "e1", "crashed") : List.of("e0", "e1"), cost);
    }
  }

  /** Crashes follow one another: in the append, in its repair, and in the repair of that. */
  @ParameterizedTest
  @ValueSource(longs = {ALL, NONE})
  void whatever_was_reported_outlives_any_order_of_ends(long large) throws Exception {
    int crashes = 0;
    for (long seed = 0; seed < 200 / STEP; seed++) {
      Random random = new Random(seed);
      clear();
      List<String> reported = new ArrayList<>();
      for (int step = 0; step < 8; step++) {
        String id = seed + "-" + step;
        // Up to the cost of an append, which may include a repair. Some do not crash.
        if (append(large, id, random.nextInt(step % 2 == 0 ? 900 : 2_000))) {
          reported.add(id);
        } else {
          crashes++;
        }
        if (random.nextInt(3) == 0) {
          faults.losePower(random);
        }
        faults.forget();
        assertTrue(Fixtures.ids(ledger(large)).containsAll(reported), "seed " + seed);
        if (random.nextBoolean()) {
          reported.add(id + "-next");
          assertMended(large, reported, id + "-next", seed);
        }
      }
    }
    assertTrue(crashes > 500 / STEP, "crashes: " + crashes);
  }

  /** On a full disk, the append fails and the file stays as it was. */
  @ParameterizedTest
  @ValueSource(longs = {ALL, NONE})
  void a_step_that_fails_leaves_the_file_as_it_was(long large) throws Exception {
    Fixtures.ledger(file, 3);
    byte[] whole = Files.readAllBytes(file);
    for (int cut : List.of(0, 2, 250)) {
      byte[] before = Arrays.copyOf(whole, whole.length - cut);
      boolean failed = true;
      for (int cost = 0; failed; cost += 7 * STEP) {
        clear();
        Files.write(file, before);
        faults.failAfter(cost);
        failed = fails(large);
        faults.forget();
        if (failed && Fixtures.ids(ledger(large)).contains("refused")) {
          // The new file was in place, and only forcing its name failed.
          assertEquals(NONE, large);
          assertEquals("refused", Fixtures.strictIds(file).getLast());
        } else if (failed) {
          assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(file)), "cost " + cost);
          assertEquals(List.of(), Fixtures.filesBeside(file), "cut " + cut + " cost " + cost);
        }
      }
      assertTrue(Fixtures.strictIds(file).contains("refused"), "in the end it fits");
    }
  }

  @Test
  void a_first_entry_that_ends_at_any_byte_is_there_or_not() throws Exception {
    int crashes = 0;
    boolean done = false;
    for (int cost = 0; !done; cost += STEP, crashes++) {
      clear();
      done = append(NONE, "first", cost);
      faults.losePower(new Random(cost));
      faults.forget();
      assertMended(NONE, done ? List.of("first") : List.of(), cost);
    }
    assertTrue(crashes > 400 / STEP, "crashes: " + crashes);
  }

  private Ledger ledger(long large) {
    return new Ledger(disk.path(file), Duration.ofSeconds(10), large);
  }

  /** Returns whether the append returned, and so was reported, before the crash. */
  private boolean append(long large, String id, long cost) {
    faults.crashAfter(cost);
    try {
      ledger(large).append(Fixtures.entry(id));
      return true;
    } catch (Faults.Crash crash) {
      return false;
    }
  }

  private boolean fails(long large) {
    try {
      ledger(large).append(Fixtures.entry("refused"));
      return false;
    } catch (Failure failure) {
      return true;
    }
  }

  private void assertMended(long large, List<String> reported, long seed) throws Exception {
    List<String> all = new ArrayList<>(reported);
    all.add("next");
    assertMended(large, all, "next", seed);
  }

  /** Checks that each entry is there once. The crashed one may be there, too. */
  private void assertMended(long large, List<String> expected, String next, long seed)
      throws Exception {
    ledger(large).append(Fixtures.entry(next));
    List<String> ids = Fixtures.strictIds(file);
    String seen = "seed " + seed + ": " + ids;
    for (String id : ids) {
      assertEquals(1, Collections.frequency(ids, id), seen);
    }
    List<String> reported = new ArrayList<>(ids);
    reported.retainAll(expected);
    assertEquals(expected, reported, seen);
    assertEquals(ids, Fixtures.ids(ledger(large)), seen);
  }

  private void clear() throws Exception {
    for (Path left : Fixtures.filesBeside(file)) {
      Files.delete(left);
    }
    Files.deleteIfExists(file);
    faults.forget();
  }
}
