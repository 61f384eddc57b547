package dev.byok.serve.child.posix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CallsTest {
  private static final int DUMPABLE = 1;

  private Posix posix = ready();

  private static Posix ready() {
    Posix posix = Calls.begin().await();
    assertNotNull(posix);
    return posix;
  }

  /** Other tests may want to look into this process. */
  @AfterEach
  void makeDumpableAgain() {
    posix.setDumpable(DUMPABLE);
  }

  @Test
  void a_process_that_has_the_calls_ready_cannot_be_dumped() {
    assertEquals(0, posix.dumpable());
    posix.setDumpable(DUMPABLE);
    assertEquals(DUMPABLE, posix.dumpable());
  }

  @Test
  void a_child_is_seen_to_stop_and_to_go_on_and_its_end_is_left_to_java() throws Exception {
    Process child = new ProcessBuilder("sh", "-c", "kill -STOP $$; echo on; exit 6").start();
    assertTrue(posix.awaitStop(child.pid()));
    assertTrue(posix.isStopped(child.pid()));
    assertTrue(posix.awaitStop(child.pid()), "the state is not consumed");
    posix.kill(child.pid(), posix.numbers().proceed());
    try (BufferedReader out = child.inputReader()) {
      assertEquals("on", out.readLine());
    }
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(6, child.exitValue());
    assertFalse(posix.isStopped(child.pid()));
    assertFalse(posix.awaitStop(child.pid()), "there is no such child");
  }

  @Test
  void a_soft_limit_changes_and_the_hard_one_stays() {
    int cores = posix.numbers().cores();
    long soft = posix.softLimit(cores);
    long hard = posix.hardLimit(cores);
    try {
      posix.setSoftLimit(cores, 512);
      assertEquals(512, posix.softLimit(cores));
      assertEquals(hard, posix.hardLimit(cores));
    } finally {
      posix.setSoftLimit(cores, soft);
    }
  }

  @Test
  void groups_are_those_of_the_system() throws Exception {
    Process child = new ProcessBuilder("sleep", "600").start();
    assertEquals(posix.ownGroup(), posix.groupOf(child.pid()));
    child.destroyForcibly().waitFor(60, TimeUnit.SECONDS);
    assertEquals(posix.hasTerminal(), posix.foreground() >= 0);
  }
}
