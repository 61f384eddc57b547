package dev.byok.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that what must happen before a process ends happens, even after a signal. */
final class AtExitTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"return", "SIGTERM"})
  void all_of_it_happens_at_the_same_time_but_what_was_closed(String how) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path", ""),
                Ending.class.getName(),
                folder.toString(),
                how)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    if (how.equals("SIGTERM")) {
      while (process.isAlive() && !Files.exists(folder.resolve("ready"))) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
      process.destroy();
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it ends");
    String said = Files.readString(folder.resolve("said"));
    assertEquals(how.equals("SIGTERM") ? 143 : 0, process.exitValue(), said);
    TreeSet<String> names = new TreeSet<>(List.of(String.valueOf(said).strip().split("\n", -1)));
    assertEquals(new TreeSet<>(List.of("first", "second", "too late")), names);
  }

  @Test
  void what_is_closed_twice_is_closed() {
    AtExit.Deed deed = AtExit.add("nothing", () -> {});
    deed.close();
    deed.close();
    assertFalse(AtExit.isEnding());
  }

  /** A process with two actions that wait for each other, and one that was closed. */
  public static final class Ending {
    public static void main(String[] args) throws Exception {
      CountDownLatch both = new CountDownLatch(2);
      AtExit.add("first", () -> meet(both, "first"));
      AtExit.add("second", () -> meet(both, "second"));
      AtExit.add("closed", () -> say("closed")).close();
      Files.write(new File(args[0], "ready").toPath(), new byte[0]);
      if (args[1].equals("SIGTERM")) {
        new CountDownLatch(1).await();
      }
    }

    private static void meet(CountDownLatch both, String name) {
      both.countDown();
      try {
        if (both.await(30, TimeUnit.SECONDS)) {
          say(name);
        }
        if (name.equals("first")) {
          AtExit.add("later", () -> say("later"));
        }
      } catch (IllegalStateException ending) {
        say("too late");
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private static synchronized void say(String line) {
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
      System.out.write(bytes, 0, bytes.length);
      System.out.flush();
    }
  }
}
