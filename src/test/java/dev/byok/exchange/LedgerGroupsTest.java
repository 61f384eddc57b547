package dev.byok.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.LockFile;
import dev.byok.ledger.Faults;
import dev.byok.ledger.FaultyDisk;
import dev.byok.ledger.Fixtures;
import dev.byok.ledger.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that nobody waits for the ledger, and that it gets every entry once. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LedgerGroupsTest {
  private static final int THREADS = 64;

  @TempDir private Path folder;
  private final Heard heard = new Heard();
  private Path file = Path.of("unset");

  @BeforeEach
  void name() {
    file = folder.resolve("usage.json");
  }

  private LedgerGroups groups(Path ledger) {
    return new LedgerGroups(new LedgerWriter(() -> new Ledger(ledger), () -> true, heard));
  }

  @Test
  void nobody_waits_for_the_ledger_and_what_came_meanwhile_is_one_write() throws Exception {
    Faults faults = new Faults();
    Path disk = new FaultyDisk(faults).path(file);
    new Ledger(disk).append(Fixtures.plain("first"));
    try (LedgerGroups groups = groups(disk)) {
      long before = Files.size(file);
      try (LockFile _ = new Ledger(disk).lock()) {
        faults.spent();
        // They return although nothing can be written.
        addFromManyThreads(groups, "a", 2);
        assertEquals(before, Files.size(file));
      }
      groups.settle();
      // A byte costs 1, and so does a force. Two writes: of what came first, and of all the others.
      long bytes = Files.size(file) - before;
      long spent = faults.spent();
      assertTrue(spent < bytes + 300, "spent " + spent + " on " + bytes + " bytes");
    }
    assertEquals(1 + 2 * THREADS, new HashSet<>(Fixtures.strictIds(file)).size());
    assertEquals(List.of(), heard.lines());
  }

  @Test
  void an_entry_is_written_though_nobody_asks_for_it() throws Exception {
    try (LedgerGroups groups = groups(file)) {
      assertNull(groups.add(Fixtures.plain("a")));
      while (Files.notExists(file)) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      groups.add(Fixtures.plain("b"));
      while (!Fixtures.ids(new Ledger(file)).contains("b")) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      assertEquals(List.of("a", "b"), Fixtures.strictIds(file));
    }
  }

  @Test
  void the_end_waits_for_the_last_entry_and_later_ones_are_written_at_once() throws Exception {
    LedgerGroups groups = groups(file);
    groups.close();
    groups.add(Fixtures.plain("late"));
    assertEquals(List.of("late"), Fixtures.strictIds(file));
    LedgerGroups others = groups(file);
    others.add(Fixtures.plain("a"));
    others.close();
    others.close();
    assertEquals(List.of("late", "a"), Fixtures.strictIds(file));
    others.add(Fixtures.plain("b"));
    assertEquals(List.of("late", "a", "b"), Fixtures.strictIds(file));
    assertNull(others.unrecorded());
    assertEquals(List.of(), heard.lines());
  }

  @Test
  void a_failure_is_told_once_and_loses_nothing_that_the_ledger_takes_later() throws Exception {
    Files.writeString(file, "my diary");
    LedgerGroups groups = groups(file);
    for (int i = 0; i < 3; i++) {
      groups.add(Fixtures.plain("a" + i));
      Failure failure = assertThrows(Failure.class, groups::settle);
      assertEquals(Kind.FILE, failure.kind());
    }
    assertNotNull(groups.unrecorded());
    assertEquals(1, heard.lines().size(), heard.lines().toString());
    assertTrue(heard.lines().getFirst().contains("does not contain a JSON array"));
    assertEquals("my diary", Files.readString(file));
    Files.delete(file);
    groups.settle();
    assertEquals(List.of("a0", "a1", "a2"), Fixtures.strictIds(file));
    assertEquals("the ledger can be written again", heard.lines().getLast());
    assertNull(groups.unrecorded());
    groups.close();
    assertEquals(2, heard.lines().size());
  }

  @Test
  void what_the_ledger_never_takes_is_counted_at_the_end() throws Exception {
    Files.createDirectory(file);
    LedgerGroups groups = groups(file);
    groups.add(Fixtures.plain("a"));
    groups.add(Fixtures.plain("b"));
    groups.close();
    assertEquals(2, heard.lines().size(), heard.lines().toString());
    assertTrue(heard.lines().getFirst().startsWith("failure: the ledger"));
    assertEquals("2 requests are not in the ledger", heard.lines().getLast());
  }

  @Test
  void memory_is_bounded_while_the_ledger_takes_nothing() throws Exception {
    Files.createDirectory(file);
    LedgerGroups groups = groups(file);
    groups.add(Fixtures.plain("a"));
    assertThrows(Failure.class, groups::settle);
    for (int i = 0; i < 20_500; i++) {
      groups.add(Fixtures.plain("b"));
    }
    Files.delete(file);
    groups.close();
    assertEquals(20_000, Fixtures.strictIds(file).size());
    assertEquals("501 requests are not in the ledger", heard.lines().getLast());
  }

  @Test
  void an_entry_that_no_ledger_takes_does_not_keep_the_others_out() throws Exception {
    try (LedgerGroups groups = groups(file)) {
      groups.add(Fixtures.plain("a"));
      groups.add(Fixtures.entry("huge", "x".repeat(1 << 20)));
      groups.add(Fixtures.plain("b"));
      groups.settle();
      assertEquals(List.of("a", "b"), Fixtures.strictIds(file));
    }
    assertEquals(2, heard.lines().size(), heard.lines().toString());
    assertTrue(heard.lines().getFirst().contains("too long"), heard.lines().toString());
    assertEquals("1 request is not in the ledger", heard.lines().getLast());
  }

  /** A write that failed may be on the disk all the same: each entry must be there once. */
  @Test
  void a_disk_that_fails_at_any_step_neither_loses_nor_doubles_an_entry() throws Exception {
    int failures = 0;
    for (boolean empty : new boolean[] {true, false}) {
      boolean failed = true;
      for (int cost = 0; failed; cost += cost < 40 ? 1 : 53) {
        Path home = Files.createDirectory(folder.resolve(empty + "-" + cost));
        Faults faults = new Faults();
        Path disk = new FaultyDisk(faults).path(home.resolve("usage.json"));
        if (!empty) {
          new Ledger(disk).append(Fixtures.plain("before"));
        }
        LedgerGroups groups = groups(disk);
        try (LockFile _ = new Ledger(disk).lock()) {
          groups.add(Fixtures.plain("a"));
          groups.add(Fixtures.plain("b"));
          faults.failAfter(cost);
        }
        failed = fails(groups);
        failures += failed ? 1 : 0;
        groups.add(Fixtures.plain("c"));
        groups.settle();
        groups.close();
        List<String> ids = new ArrayList<>(Fixtures.strictIds(home.resolve("usage.json")));
        assertEquals(!empty, ids.remove("before"));
        assertEquals(List.of("a", "b", "c"), ids, "cost " + cost);
      }
    }
    assertTrue(failures > 30, "failures: " + failures);
  }

  private static boolean fails(LedgerGroups groups) {
    try {
      groups.settle();
      return false;
    } catch (Failure failure) {
      return true;
    }
  }

  @Test
  void many_threads_and_another_writer_get_every_entry_in_once_and_the_file_stays_valid()
      throws Exception {
    Ledger other = new Ledger(file);
    LedgerGroups groups = groups(file);
    Set<String> added = ConcurrentHashMap.newKeySet();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int name = thread;
        running.add(
            threads.submit(() -> {
              for (int i = 0; i < 20; i++) {
                String id = name + "-" + i;
                groups.add(Fixtures.entry(id));
                added.add(id);
                if (i % 7 == name % 7) {
                  groups.settle();
                }
              }
            }));
      }
      for (int i = 0; i < 20; i++) {
        other.append(Fixtures.plain("other-" + i));
        added.add("other-" + i);
        // A reader takes no lock, and never meets half of a group.
        assertEquals(0, other.read(_ -> {}).skippedPlaces());
        try (LockFile _ = other.lock()) {
          assertTrue(Fixtures.strictIds(file).contains("other-" + i));
        }
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    groups.close();
    List<String> ids = Fixtures.strictIds(file);
    assertEquals(added, new HashSet<>(ids));
    assertEquals(THREADS * 20 + 20, ids.size());
    for (int thread = 0; thread < THREADS; thread++) {
      String name = thread + "-";
      List<String> own = ids.stream().filter(id -> id.startsWith(name)).toList();
      assertEquals(name + "0", own.getFirst());
      assertEquals(name + "19", own.getLast());
    }
    assertEquals(List.of(), heard.lines());
  }

  @Test
  void who_is_interrupted_records_all_the_same() throws Exception {
    try (LedgerGroups groups = groups(file)) {
      Thread.currentThread().interrupt();
      groups.add(Fixtures.plain("a"));
      groups.settle();
      assertTrue(Thread.interrupted());
      Thread.currentThread().interrupt();
      groups.add(Fixtures.plain("b"));
    }
    assertTrue(Thread.interrupted());
    assertEquals(List.of("a", "b"), Fixtures.strictIds(file));
  }

  @Test
  void without_an_entry_nothing_is_made() throws Exception {
    LedgerGroups groups = groups(file);
    groups.settle();
    groups.close();
    assertFalse(Files.exists(file));
  }

  private static void addFromManyThreads(LedgerGroups groups, String name, int each)
      throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String start = name + thread + "-";
        running.add(
            threads.submit(() -> {
              for (int i = 0; i < each; i++) {
                groups.add(Fixtures.plain(start + i));
              }
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
  }
}
