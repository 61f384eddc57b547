package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.Main;
import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import dev.byok.testing.LongForm;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks processes that send prompts at the same time under one budget. */
final class ManyPromptsTest {
  private static final int PROCESSES = LongForm.of(6, 20);
  private static final int FITTING = LongForm.of(2, 7);
  private static final int EACH = 19; // 1 for hi, 8 for its message, 10 for the answer

  private final CountDownLatch answers = new CountDownLatch(1);

  @TempDir private Path home;

  private RawServer slowServer() throws IOException {
    String body = Scenario.text("hello") + Scenario.FINISH + Scenario.usage(7, 4) + Scenario.DONE;
    RawServer.Script answer = RawServer.events(body);
    return RawServer.start(socket -> {
      answers.await();
      answer.play(socket);
    });
  }

  private Process start(RawServer server, String name, String... jvm) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(jvm));
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path", ""),
            Main.class.getName(),
            "run",
            "-m",
            "openai-compatible/m",
            "--no-stdin",
            "--retries",
            "0",
            "--max-tokens",
            "10",
            "hi"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output-" + name).toFile());
    builder.environment().put("BYOK_HOME", home.toString());
    builder.environment().put("BYOK_OPENAI_COMPATIBLE_API_KEY", Scenario.KEY);
    builder.environment().put("BYOK_OPENAI_COMPATIBLE_HOST", server.url() + "/v1");
    return builder.start();
  }

  private String output(String name) throws IOException {
    return Files.readString(home.resolve("output-" + name));
  }

  private static void await(String what, java.util.function.BooleanSupplier done)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!done.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static long ended(List<Process> processes) {
    return processes.stream().filter(process -> !process.isAlive()).count();
  }

  @Test
  void all_that_start_together_cannot_pass_the_limit() throws Exception {
    CliRunner byok = new CliRunner(home);
    int limit = FITTING * EACH + EACH - 1;
    byok.run("budget", "set", String.valueOf(limit), "--per", "month", "--tokens");
    List<Process> processes = new ArrayList<>();
    try (RawServer server = slowServer()) {
      for (int i = 0; i < PROCESSES; i++) {
        processes.add(start(server, "p" + i));
      }
      // No request is answered before all are sent, so the first still hold their reservations.
      await("the others are refused", () -> ended(processes) == PROCESSES - FITTING);
      await("the first are sent", () -> server.connections() == FITTING);
      assertEquals(PROCESSES - FITTING, ended(processes));
      answers.countDown();
      int sent = 0;
      for (int i = 0; i < PROCESSES; i++) {
        Process process = processes.get(i);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        String said = output("p" + i);
        assertTrue(process.exitValue() == 0 || process.exitValue() == 13, said);
        assertEquals(process.exitValue() == 13, said.contains("byok: over budget: "), said);
        sent += process.exitValue() == 0 ? 1 : 0;
      }
      assertEquals(FITTING, sent);
      assertEquals(FITTING, server.connections());
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
    String shown = byok.run("budget", "show", "--json").out();
    assertTrue(shown.contains("\"spent\":" + FITTING * 11 + ",\"reserved\":0,"), shown);
  }

  @Test
  void a_killed_process_holds_nothing() throws Exception {
    CliRunner byok = new CliRunner(home);
    byok.run("budget", "set", String.valueOf(EACH), "--per", "month", "--tokens");
    List<Process> processes = new ArrayList<>();
    try (RawServer server = slowServer()) {
      processes.add(start(server, "first"));
      await("the first is sent", () -> server.connections() == 1);
      processes.add(start(server, "second"));
      assertTrue(processes.get(1).waitFor(60, TimeUnit.SECONDS));
      assertEquals(13, processes.get(1).exitValue(), output("second"));
      assertTrue(output("second").contains("another running request reserves 19 tokens"));

      processes.get(0).destroyForcibly().waitFor();
      answers.countDown();
      processes.add(start(server, "third"));
      assertTrue(processes.get(2).waitFor(60, TimeUnit.SECONDS));
      assertEquals(0, processes.get(2).exitValue(), output("third"));
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  /** A user without a budget must not pay for the code of budgets. */
  @Test
  void without_a_budget_nothing_of_it_is_loaded() throws Exception {
    answers.countDown();
    CliRunner byok = new CliRunner(home);
    try (RawServer server = slowServer()) {
      for (boolean budget : new boolean[] {false, true}) {
        if (budget) {
          byok.run("budget", "set", "1000", "--per", "day", "--tokens");
        }
        Path log = home.resolve("classes-" + budget);
        Process process = start(server, "run", "-Xlog:class+load:file=" + log);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), output("run"));
        assertEquals(budget, Files.readString(log).contains("dev.byok.budget."));
        assertEquals(budget, Files.exists(home.resolve("usage-totals.json")));
      }
    }
  }
}
