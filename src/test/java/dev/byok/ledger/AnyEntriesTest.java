package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.ReadSummary;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that any entries are read as they were written, whoever writes them. */
final class AnyEntriesTest {
  private static final int WRITERS = 4;
  private static final int ENTRIES = 120;

  @TempDir private Path folder;

  @Test
  void read_back_equal_in_the_order_of_each_writer() throws Exception {
    Path file = folder.resolve("usage.json");
    List<Process> processes = new ArrayList<>();
    List<Callable<Void>> threads = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      String name = "t" + writer;
      processes.add(Writer.start(file, "p" + writer, folder.resolve("said" + writer)));
      threads.add(() -> {
        Writer.write(file, name);
        return null;
      });
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(WRITERS)) {
      for (Future<Void> done : pool.invokeAll(threads)) {
        done.get();
      }
    }
    for (int writer = 0; writer < WRITERS; writer++) {
      assertTrue(processes.get(writer).waitFor(60, TimeUnit.SECONDS), "it hangs");
      assertEquals("done\n", Files.readString(folder.resolve("said" + writer)));
    }

    List<Entry> all = new ArrayList<>();
    assertEquals(
        new ReadSummary(2L * WRITERS * ENTRIES, 0, 0, List.of()), new Ledger(file).read(all::add));
    Map<String, List<Entry>> byWriter = new HashMap<>();
    for (Entry entry : all) {
      byWriter.computeIfAbsent(entry.id().substring(0, 2), _ -> new ArrayList<>()).add(entry);
    }
    for (int writer = 0; writer < WRITERS; writer++) {
      for (String name : List.of("t" + writer, "p" + writer)) {
        assertEquals(Writer.entries(name), byWriter.get(name), name);
      }
    }
    List<String> order = all.stream().map(Entry::id).toList();
    assertEquals(order, Fixtures.strictIds(file));
    assertEquals(order, Fixtures.ids(new Ledger(file)));
    assertEquals(2 * WRITERS * ENTRIES + 2, Files.readAllLines(file).size(), "one entry a line");
  }

  /** Writes each entry alone, so that the seed identifies one that is not read back. */
  @Test
  void each_is_read_back_equal() throws Exception {
    Path file = folder.resolve("usage.json");
    FaultyDisk disk = new FaultyDisk(new Faults());
    for (long seed = 0; seed < 1_000; seed++) {
      Entry entry = new RandomEntries(seed).next("e");
      Files.deleteIfExists(file);
      new Ledger(disk.path(file)).append(entry);
      List<Entry> read = new ArrayList<>();
      new Ledger(file).read(read::add);
      assertEquals(List.of(entry), read, "seed " + seed);
      assertTrue(Json.parse(Files.readString(file)) instanceof List<?> one && one.size() == 1);
    }
  }

  @Test
  void half_a_character_in_a_tags_name_is_read_as_a_question_mark() {
    Path file = folder.resolve("usage.json");
    Entry entry = Fixtures.entry("e");
    Map<String, String> tags = Map.of("a\ud83d", "b\ud83d");
    new Ledger(file)
        .append(
            new Entry(
                entry.id(),
                entry.time(),
                entry.command(),
                entry.client(),
                entry.provider(),
                entry.key(),
                entry.via(),
                entry.model(),
                null,
                entry.status(),
                entry.usage(),
                null,
                entry.costSource(),
                null,
                null,
                null,
                null,
                null,
                tags,
                null));
    List<Map<String, String>> read = new ArrayList<>();
    new Ledger(file).read(one -> read.add(one.tags()));
    assertEquals(List.of(Map.of("a?", "b?")), read);
  }

  /** Writes entries that depend only on its name, in a thread or as a process. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      write(Path.of(args[0]), args[1]);
      try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
        out.write("done\n".getBytes(StandardCharsets.UTF_8));
      }
    }

    static void write(Path file, String name) {
      Ledger ledger = new Ledger(file);
      for (Entry entry : entries(name)) {
        ledger.append(entry);
      }
    }

    static List<Entry> entries(String name) {
      RandomEntries random = new RandomEntries(name.hashCode());
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < ENTRIES; i++) {
        entries.add(random.next(name + "-" + i));
      }
      return entries;
    }

    static Process start(Path file, String name, Path output) throws IOException {
      List<String> command = Child.java(Writer.class);
      command.addAll(Arrays.asList(file.toString(), name));
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(output.toFile())
          .start();
    }
  }
}
