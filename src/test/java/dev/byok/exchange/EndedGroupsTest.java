package dev.byok.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.ledger.Child;
import dev.byok.ledger.Fixtures;
import dev.byok.ledger.Ledger;
import dev.byok.testing.LongForm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ends processes that record many orders at once. */
final class EndedGroupsTest {
  @TempDir private Path folder;

  @Test
  void a_process_that_is_killed_leaves_a_valid_file_with_all_that_was_settled() throws Exception {
    Path file = folder.resolve("data").resolve("usage.json");
    Random random = new Random(1);
    Set<String> settled = new HashSet<>();
    for (int kill = 0; kill < LongForm.of(3, 30); kill++) {
      String name = "k" + kill + "-";
      settled.addAll(ended(file, "settled", name, random.nextInt(400), true));
      new Ledger(file).append(Fixtures.plain(name + "next"));
      assertOnce(file, settled);
    }
  }

  @Test
  void a_process_that_is_asked_to_end_writes_all_that_was_added() throws Exception {
    Path file = folder.resolve("data").resolve("usage.json");
    Random random = new Random(2);
    Set<String> added = new HashSet<>();
    for (int end = 0; end < LongForm.of(2, 20); end++) {
      added.addAll(ended(file, "added", "t" + end + "-", random.nextInt(400), false));
      assertOnce(file, added);
    }
  }

  private static void assertOnce(Path file, Set<String> expected) throws Exception {
    List<String> ids = Fixtures.strictIds(file);
    Set<String> distinct = new HashSet<>(ids);
    assertEquals(ids.size(), distinct.size());
    Set<String> missing = new HashSet<>(expected);
    missing.removeAll(distinct);
    assertEquals(Set.of(), missing);
  }

  /** Returns what the process printed before it was ended, once it had printed so many lines. */
  private List<String> ended(Path file, String when, String name, int lines, boolean kill)
      throws Exception {
    Path output = folder.resolve(name);
    List<String> command = Child.java(GroupsChild.class);
    command.addAll(List.of(file.toString(), when, name));
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      while (lines(output).size() <= lines) {
        assertTrue(child.isAlive(), () -> "it ended by itself: " + output);
        TimeUnit.MILLISECONDS.sleep(2);
      }
    } finally {
      if (kill) {
        child.destroyForcibly();
      } else {
        child.destroy();
      }
    }
    assertTrue(child.waitFor(60, TimeUnit.SECONDS), "it hangs");
    return lines(output);
  }

  /** Returns only whole lines, since a killed process may have been printing. */
  private static List<String> lines(Path output) throws Exception {
    String text = Files.readString(output);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }
}
