package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.ReadSummary;
import dev.byok.ledger.file.Tail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
  @TempDir private Path folder;
  private Path file = Path.of("unset");

  @BeforeEach
  void name() {
    file = folder.resolve("data").resolve("usage.json");
  }

  @Test
  void an_absent_ledger_is_empty_and_stays_absent() {
    assertEquals(new ReadSummary(0, 0, 0, List.of()), new Ledger(file).read(_ -> {}));
    assertTrue(Files.notExists(file.getParent()));
  }

  @Test
  void the_file_is_an_array_with_one_entry_a_line_after_every_append() throws Exception {
    Ledger ledger = new Ledger(file);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      assertNull(ledger.append(Fixtures.entry("e" + i)));
      expected.add("e" + i);
      assertEquals(expected, Fixtures.strictIds(file));
      assertEquals(expected, Fixtures.ids(ledger));
    }
    List<String> lines = Files.readAllLines(file);
    assertEquals(22, lines.size());
    assertEquals("[", lines.getFirst());
    assertTrue(lines.get(1).endsWith("},"));
    assertTrue(lines.get(20).endsWith("}"));
    assertEquals("]", lines.getLast());
    assertTrue(Files.readString(file).endsWith("}\n]\n"));
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  @Test
  void what_is_read_equals_what_was_written() {
    Entry entry = Fixtures.entry("e0");
    List<Entry> read = new ArrayList<>();
    Ledger ledger = Fixtures.ledger(file, 1);
    assertEquals(new ReadSummary(1, 0, 0, List.of()), ledger.read(read::add));
    assertEquals(List.of(entry), read);
  }

  @Test
  void an_empty_file_is_an_empty_ledger() throws Exception {
    Files.createDirectories(file.getParent());
    for (String content : List.of("", " \r\n", "\ufeff", "[]", "[\n]\n", "\ufeff[ ]")) {
      Files.writeString(file, content);
      assertEquals(List.of(), Fixtures.ids(new Ledger(file)));
      assertNull(new Ledger(file).append(Fixtures.entry("a")), content);
      assertEquals(List.of("a"), Fixtures.strictIds(file));
    }
    assertEquals(List.of(), Fixtures.filesBeside(file));
  }

  /** The kernel counts the bytes of this thread, so that a fast disk cannot hide a full reading. */
  @Test
  void an_append_to_a_large_ledger_reads_and_writes_only_its_end() throws Exception {
    Path counters = Path.of("/proc/thread-self/io");
    assumeTrue(Files.isReadable(counters), "the kernel counts no bytes for a thread here");
    Ledger ledger = Fixtures.ledger(file, 1);
    String line = Files.readAllLines(file).get(1);
    String lines = (line + ",\n").repeat(5_000_000 / line.length());
    Files.writeString(file, "[\n" + lines + line + "\n]\n");
    ledger.append(Fixtures.entry("warm"));

    long size = Files.size(file);
    Map<String, Long> before = counted(counters);
    ledger.append(Fixtures.entry("last"));
    Map<String, Long> after = counted(counters);

    assertTrue(size > 5_000_000);
    long read = after.getOrDefault("rchar", 0L) - before.getOrDefault("rchar", 0L);
    long written = after.getOrDefault("wchar", 0L) - before.getOrDefault("wchar", 0L);
    assertTrue(read > 0 && read < 64 * 1024, "read " + read);
    long entry = Files.size(file) - size + Tail.END.length;
    long seal = Files.size(file.resolveSibling("usage.lock"));
    assertEquals(entry + seal, written);
    assertTrue(seal < 100, "seal " + seal);
    assertEquals(5_000_000 / line.length() + 3, Fixtures.strictIds(file).size(), "entries in all");
  }

  @Test
  void eight_threads_lose_nothing() throws Exception {
    List<Callable<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < 8; writer++) {
      String name = "w" + writer + "-";
      writers.add(() -> {
        Ledger ledger = new Ledger(file);
        for (int i = 0; i < 25; i++) {
          ledger.append(Fixtures.entry(name + i));
          int seen = Fixtures.ids(ledger).size();
          assertTrue(seen > i, "a reader sees what is written");
        }
        return null;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Void> done : threads.invokeAll(writers)) {
        done.get();
      }
    }
    List<String> ids = Fixtures.strictIds(file);
    assertEquals(200, ids.size());
    assertEquals(200, ids.stream().distinct().count());
  }

  @Test
  void readers_beside_a_writer_never_see_damage() throws Exception {
    Ledger ledger = Fixtures.ledger(file, 1);
    try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
      Future<?> writer =
          threads.submit(() -> {
            for (int i = 0; i < 300; i++) {
              ledger.append(Fixtures.entry("w" + i));
            }
          });
      while (!writer.isDone()) {
        assertEquals(0, ledger.read(_ -> {}).skippedPlaces());
      }
      writer.get();
    }
    assertEquals(301, Fixtures.ids(ledger).size());
  }

  @Test
  void an_interrupt_is_kept_and_the_entry_written() throws Exception {
    Thread.currentThread().interrupt();
    Fixtures.ledger(file, 2);
    assertTrue(Thread.interrupted());
    assertEquals(List.of("e0", "e1"), Fixtures.strictIds(file));
  }

  @Test
  void damage_behind_a_good_end_is_stepped_over_and_reported() throws Exception {
    Ledger ledger = Fixtures.ledger(file, 3);
    String text = Files.readString(file);
    int second = text.indexOf("{\"id\":\"e1\"");
    int cut = text.indexOf("\"usage\"", second);
    int third = text.indexOf("{\"id\":\"e2\"");
    Files.writeString(file, text.substring(0, cut) + "\n" + text.substring(third));

    List<String> ids = new ArrayList<>();
    ReadSummary summary = ledger.read(entry -> ids.add(entry.id()));
    assertEquals(List.of("e0", "e2"), ids);
    int bytes = text.substring(second, cut).getBytes(StandardCharsets.UTF_8).length - 1;
    ReadSummary.Skipped skipped = summary.skipped().getFirst();
    assertEquals(1, summary.skippedPlaces());
    assertEquals(
        text.substring(0, second).getBytes(StandardCharsets.UTF_8).length, skipped.offset());
    assertEquals(bytes, skipped.length());
  }

  @Test
  void objects_that_are_no_entries_are_counted_and_kept() throws Exception {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "[{\"mine\":1.0e1}]");
    Ledger ledger = new Ledger(file);
    assertEquals(1, ledger.read(_ -> {}).skippedPlaces());
    assertNotNull(ledger.append(Fixtures.entry("a")));
    assertTrue(Files.readString(file).startsWith("[\n{\"mine\":1.0e1},\n{\"id\":\"a\""));
  }

  private static Map<String, Long> counted(Path counters) throws Exception {
    Map<String, Long> counted = new java.util.HashMap<>();
    for (String line : Files.readAllLines(counters)) {
      String[] words = line.split(": ", 2);
      counted.put(words[0], Long.valueOf(words[1]));
    }
    return counted;
  }
}
