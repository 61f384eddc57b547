package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.json.Json;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.file.Tail;
import dev.byok.ledger.repair.Repair;
import dev.byok.testing.LongForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TornEndTest {
  @TempDir private Path folder;

  /** After the shortest ends, the long form tries each length, the short one every seventh. */
  private static final int STEP = LongForm.of(7, 1);

  private final FaultyDisk disk = new FaultyDisk(new Faults());
  private Path file = Path.of("unset");

  @BeforeEach
  void name() {
    file = folder.resolve("usage.json");
  }

  /** Repairs in place, as for a large file, and by writing the whole file again. */
  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void a_file_cut_at_any_of_its_last500_bytes_keeps_every_whole_entry(long large) throws Exception {
    Fixtures.ledger(file, 5);
    byte[] whole = Files.readAllBytes(file);
    int fourthEnds = new String(whole, StandardCharsets.ISO_8859_1).indexOf(",\n{\"id\":\"e4\"");
    for (int cut = 1; cut <= 500; cut = next(cut)) {
      byte[] torn = Arrays.copyOf(whole, whole.length - cut);
      int entries = cut <= Tail.END.length ? 5 : torn.length >= fourthEnds ? 4 : 3;
      List<String> expected = names(entries);
      Files.write(file, torn);

      List<String> read = new ArrayList<>();
      ReadSummary summary = ledger(large).read(entry -> read.add(entry.id()));
      assertEquals(expected, read, "read, cut " + cut);

      Repair repair = ledger(large).append(Fixtures.entry("new"));
      expected.add("new");
      assertEquals(expected, Fixtures.strictIds(file), "cut " + cut);
      assertNotNull(repair);
      assertEquals(large == 0 ? null : (Long) (long) entries, repair.kept());
      assertEquals(summary.skippedBytes(), repair.damagedBytes());
      byte[] lost = afterEntries(torn, entries);
      Path side = repair.side();
      if (lost.length == 0) {
        assertNull(side);
        assertEquals(List.of(), Fixtures.filesBeside(file));
      } else {
        assertNotNull(side);
        Path kept = Path.of(side.toString());
        assertArrayEquals(lost, withoutLastByte(Files.readAllBytes(kept)), "cut " + cut);
        assertEquals(List.of(kept), Fixtures.filesBeside(file));
        Files.delete(kept);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void a_file_whose_last500_bytes_are_zero_from_any_byte_on_keeps_every_whole_entry(long large)
      throws Exception {
    Fixtures.ledger(file, 3);
    byte[] whole = Files.readAllBytes(file);
    int secondEnds = new String(whole, StandardCharsets.ISO_8859_1).indexOf(",\n{\"id\":\"e2\"");
    for (int zeros = 1; zeros <= 500; zeros = next(zeros)) {
      byte[] torn = whole.clone();
      Arrays.fill(torn, torn.length - zeros, torn.length, (byte) 0);
      Files.write(file, torn);
      int entries = zeros <= Tail.END.length ? 3 : torn.length - zeros >= secondEnds ? 2 : 1;
      List<String> expected = names(entries);
      assertEquals(expected, Fixtures.ids(ledger(large)), "zeros " + zeros);
      Repair repair = ledger(large).append(Fixtures.entry("new"));
      expected.add("new");
      assertEquals(expected, Fixtures.strictIds(file), "zeros " + zeros);
      assertNotNull(repair);
      Path side = repair.side();
      assertNotNull(side);
      Path kept = Path.of(side.toString());
      assertEquals(repair.damagedBytes() + 1, Files.size(kept));
      Files.delete(kept);
    }
  }

  @Test
  void an_interrupted_write_over_the_old_end_is_repaired_at_every_byte() throws Exception {
    Fixtures.ledger(file, 2);
    byte[] two = Files.readAllBytes(file);
    new Ledger(file).append(Fixtures.entry("e2"));
    byte[] three = Files.readAllBytes(file);
    for (int written = two.length - 3; written < three.length; written++) {
      byte[] torn = Arrays.copyOf(three, Math.max(two.length, written));
      if (written < two.length) {
        System.arraycopy(two, written, torn, written, two.length - written);
      }
      Files.write(file, torn);
      ledger(0).append(Fixtures.entry("new"));
      List<String> ids = Fixtures.strictIds(file);
      boolean third = written >= three.length - Tail.END.length;
      assertEquals(
          third ? List.of("e0", "e1", "e2", "new") : List.of("e0", "e1", "new"),
          ids,
          "written " + written);
    }
  }

  @Test
  void zeros_of_a_lost_block_are_seen_under_a_good_end() throws Exception {
    Fixtures.ledger(file, 3);
    byte[] bytes = Files.readAllBytes(file);
    int last = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("{\"id\":\"e2\"");
    Arrays.fill(bytes, last - 2, last + 100, (byte) 0);
    Files.write(file, bytes);
    Repair repair = new Ledger(file).append(Fixtures.entry("new"));
    assertNotNull(repair);
    assertEquals(List.of("e0", "e1", "new"), Fixtures.strictIds(file));
  }

  /** The write began at {@code end}, and only its blocks from some byte on reached the disk. */
  @ParameterizedTest
  @ValueSource(ints = {10, 9_000, 200_000})
  void a_first_block_that_never_came_is_seen_under_a_good_end(int length) throws Exception {
    Fixtures.ledger(file, 2);
    byte[] old = Files.readAllBytes(file);
    int end = old.length - Tail.END.length;
    new Ledger(file).append(Fixtures.entry("e2", "x".repeat(length)));
    byte[] whole = Files.readAllBytes(file);
    for (int came = end + 1; came < whole.length - 2; came += came < end + 100 ? 1 : length / 9) {
      byte[] torn = Arrays.copyOf(whole, whole.length);
      Arrays.fill(torn, end, came, (byte) 0);
      System.arraycopy(old, end, torn, end, Math.min(came - end, Tail.END.length));
      for (long large : List.of(0L, Long.MAX_VALUE)) {
        Files.write(file, torn);
        ledger(large).append(Fixtures.entry("new"));
        List<String> ids = Fixtures.strictIds(file);
        // If only its comma is missing, the entry is whole, and the full repair finds it.
        ids.remove(came == end + 1 || came == end + 2 ? "e2" : "");
        assertEquals(List.of("e0", "e1", "new"), ids, "came " + (came - end));
      }
    }
  }

  @Test
  void zeros_at_the_end_are_damage() throws Exception {
    Fixtures.ledger(file, 2);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length + 4096));
    Repair repair = new Ledger(file).append(Fixtures.entry("new"));
    assertNotNull(repair);
    assertEquals(4096, repair.damagedBytes());
    assertEquals(List.of("e0", "e1", "new"), Fixtures.strictIds(file));
  }

  /** After any appends and cuts, what was reported is there unless a cut took it. */
  @Test
  void any_order_of_appends_and_cuts_keeps_what_the_cuts_left() throws Exception {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Files.deleteIfExists(file);
      List<String> expected = new ArrayList<>();
      for (int step = 0; step < 25; step++) {
        if (random.nextInt(3) > 0 || expected.isEmpty()) {
          String id = seed + "-" + step;
          ledger(random.nextInt(2) * Long.MAX_VALUE).append(Fixtures.entry(id));
          expected.add(id);
          assertEquals(expected, Fixtures.strictIds(file), "seed " + seed);
        } else {
          byte[] bytes = Files.readAllBytes(file);
          int cut = random.nextInt(Math.min(600, bytes.length - 1));
          byte[] torn = Arrays.copyOf(bytes, bytes.length - cut);
          Files.write(file, torn);
          String left = new String(torn, StandardCharsets.UTF_8);
          expected.removeIf(id -> !wholeIn(left, id));
          assertEquals(expected, Fixtures.ids(new Ledger(file)), "seed " + seed);
        }
      }
    }
  }

  private Ledger ledger(long large) {
    return new Ledger(disk.path(file), Duration.ofSeconds(10), large);
  }

  private static boolean wholeIn(String text, String id) {
    return text.contains(Json.write(Fixtures.entry(id).toJson()));
  }

  private static int next(int length) {
    return length + (length < 20 ? 1 : STEP);
  }

  /** Returns what follows the whole entries, without commas, brackets and blanks at its end. */
  private static byte[] afterEntries(byte[] torn, int entries) {
    String text = new String(torn, StandardCharsets.ISO_8859_1);
    int next = text.indexOf("\n{", text.indexOf("\n{\"id\":\"e" + (entries - 1) + "\"") + 1);
    String lost = next < 0 ? "" : text.substring(next + 1).replaceAll("[,\\[\\]\\s]+$", "");
    return lost.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] withoutLastByte(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("e" + i);
    }
    return names;
  }
}
