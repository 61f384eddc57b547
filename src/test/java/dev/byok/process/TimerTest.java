package dev.byok.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Checks actions that happen after a delay. */
final class TimerTest {
  private final LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();

  @Test
  void the_shorter_time_is_over_first_whichever_was_asked_for_first() throws Exception {
    Timer.after(Duration.ofMillis(300), () -> done.add("second"));
    Timer.after(Duration.ofMillis(1), () -> done.add("first"));
    assertEquals("first", done.take());
    assertEquals("second", done.take());
  }

  @Test
  void what_was_closed_does_not_happen() throws Exception {
    Timer.Alarm closed = Timer.after(Duration.ofMillis(100), () -> done.add("closed"));
    closed.close();
    Timer.after(Duration.ofMillis(200), () -> done.add("later"));
    assertEquals("later", done.take());
    assertTrue(done.isEmpty());
  }

  @Test
  void one_thread_does_all_and_is_no_reason_for_the_process_to_stay() throws Exception {
    for (int i = 0; i < 5; i++) {
      Timer.after(Duration.ofMillis(i), () -> done.add(described(Thread.currentThread())));
    }
    String first = done.take();
    for (int i = 1; i < 5; i++) {
      assertEquals(first, done.take());
    }
    assertTrue(first.endsWith(" true"), first);
  }

  @Test
  void something_that_throws_keeps_nothing_that_comes_after_it_from_happening() throws Exception {
    CountDownLatch thrown = new CountDownLatch(1);
    Timer.after(
        Duration.ZERO,
        () -> {
          Thread.currentThread().setUncaughtExceptionHandler((_, _) -> thrown.countDown());
          throw new IllegalStateException("on purpose");
        });
    assertTrue(thrown.await(1, TimeUnit.MINUTES));
    for (String next = null; next == null; next = done.poll(100, TimeUnit.MILLISECONDS)) {
      Timer.after(Duration.ZERO, () -> done.add("after"));
    }
  }

  @Test
  void whoever_asks_from_within_is_served_too() throws Exception {
    Timer.after(
        Duration.ZERO, () -> Timer.after(Duration.ZERO, () -> done.addAll(List.of("a", "b"))));
    assertEquals("a", done.take());
    assertEquals("b", done.take());
  }

  private static String described(Thread thread) {
    return thread.threadId() + " " + thread.isDaemon();
  }
}
