package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.files.LockFile;
import dev.byok.ledger.file.Tail;
import dev.byok.testing.LongForm;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills processes at any moment while two of them always write to one ledger. */
final class KilledWritersTest {
  private static final int WRITERS = 2;
  private static final int KILLS_EACH = LongForm.of(6, 30);

  @TempDir private Path folder;
  private Path file = Path.of("unset");
  private final Set<String> reported = ConcurrentHashMap.newKeySet();
  private final AtomicInteger torn = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void what_they_reported_is_there_once_after_every_kill(long large) throws Exception {
    file = folder.resolve("data").resolve("usage.json");
    List<Callable<Void>> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      String name = "w" + writer;
      writers.add(() -> {
        Random random = new Random(name.hashCode());
        for (int kill = 0; kill < KILLS_EACH; kill++) {
          startAndKill(large, name + "-" + kill + "-", random);
          check(large, name + "-" + kill);
        }
        return null;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
      for (Future<Void> done : threads.invokeAll(writers)) {
        done.get();
      }
    }
    assertTrue(reported.size() >= WRITERS * KILLS_EACH, "reported " + reported.size());
    // Whether a kill hits a write is chance, which only many kills make certain.
    assertTrue(torn.get() >= LongForm.of(0, 5), "met in the middle of a write: " + torn);
  }

  private void startAndKill(long large, String name, Random random) throws Exception {
    Path output = folder.resolve(name);
    Process writer = SlowWriter.start(file, large, name, output);
    try {
      int some = 1 + random.nextInt(4);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (lines(output).size() < some) {
        assertTrue(writer.isAlive(), () -> "it ended by itself: " + output);
        assertTrue(System.nanoTime() < deadline, "it hangs");
        TimeUnit.MILLISECONDS.sleep(2);
      }
      TimeUnit.MICROSECONDS.sleep(random.nextInt(10_000));
    } finally {
      writer.destroyForcibly().waitFor();
    }
    reported.addAll(lines(output));
    Files.delete(output);
  }

  /** Checks a copy that is made under the lock, as the next process would find the file. */
  private void check(long large, String name) throws Exception {
    Set<String> expected = new HashSet<>(reported);
    Path copy = Files.createDirectories(folder.resolve("copy-" + name)).resolve("usage.json");
    Path lock = file.resolveSibling("usage.lock");
    try (LockFile _ = LockFile.acquire(lock, Duration.ofSeconds(60))) {
      Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
    }
    try (FileChannel channel = FileChannel.open(copy)) {
      torn.addAndGet(Tail.settledEnd(channel) < 0 ? 1 : 0);
    }
    new Ledger(copy, Duration.ofSeconds(10), large).append(Fixtures.entry("last"));
    List<String> ids = Fixtures.strictIds(copy);
    Set<String> distinct = new HashSet<>(ids);
    assertEquals(ids.size(), distinct.size(), () -> name + ": some are there twice in " + ids);
    expected.removeAll(distinct);
    assertEquals(Set.of(), expected, () -> name + ": some are gone");
    assertEquals(1, Collections.frequency(ids, "last"));
  }

  /** Returns only whole lines, since a killed process may have been printing. */
  private static List<String> lines(Path output) throws Exception {
    String text = Files.readString(output);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }
}
