package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.LongForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManyProcessesTest {
  private static final int PROCESSES = LongForm.of(6, 20);
  private static final int ENTRIES = 50;

  @TempDir private Path folder;

  @Test
  void killed_writers_never_lose_or_double_what_they_reported() throws Exception {
    Path file = folder.resolve("data").resolve("usage.json");
    List<Process> children = new ArrayList<>();
    for (int i = 0; i < PROCESSES; i++) {
      children.add(Child.start("", file, ENTRIES, "p" + i + "-", output(i)));
    }
    Random random = new Random(4);
    int killed = 0;
    for (int i = 0; i < PROCESSES; i += 2) {
      // Waits for the middle of the child's work: one that never wrote proves nothing.
      int some = 1 + random.nextInt(ENTRIES / 2);
      while (children.get(i).isAlive() && lines(i).size() < some) {
        TimeUnit.MICROSECONDS.sleep(random.nextInt(5_000));
      }
      killed += children.get(i).isAlive() ? 1 : 0;
      children.get(i).destroyForcibly();
    }
    for (Process child : children) {
      assertTrue(child.waitFor(120, TimeUnit.SECONDS), "a child hangs");
    }
    assertTrue(killed > 0, "some were killed in the middle");

    new Ledger(file).append(Fixtures.entry("last"));
    List<String> ids = Fixtures.strictIds(file);
    for (int i = 0; i < PROCESSES; i++) {
      List<String> reported = lines(i);
      if (i % 2 == 1) {
        assertEquals(ENTRIES, reported.size(), () -> reported.toString());
      }
      for (String id : reported) {
        assertEquals(1, Collections.frequency(ids, id), id);
      }
    }
    assertEquals(ids.size(), ids.stream().distinct().count());
    assertEquals(ids, Fixtures.ids(new Ledger(file)));
  }

  private Path output(int child) {
    return folder.resolve("output-" + child);
  }

  /** Returns only whole lines, since a killed child may have been printing. */
  private List<String> lines(int child) throws Exception {
    String text = Files.readString(output(child));
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }
}
