package dev.byok.cli.flood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.RawServer;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends them so slowly that only the limit of time without text ends them, a minute each. */
@EnabledIfSystemProperty(named = "byok.long", matches = "true")
final class LongFloodTest {
  /** The limit of the whole process, of which the heap is a small part. */
  private static final long MOST_KIBIBYTES = 256 * 1024;

  @TempDir private Path home;

  static List<Flood> floods() {
    List<Flood> prompts = new ArrayList<>();
    for (Flood flood : Flood.all()) {
      boolean endless = flood.bound().endsWith("without any text");
      if (endless && !flood.form().equals("fim") && flood.filler().length < 1_000) {
        prompts.add(flood);
      }
    }
    return prompts;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void ends_after_ten_idle_time_outs_in_the_same_memory(Flood flood) throws Exception {
    RawServer.Script slow =
        socket -> {
          OutputStream out = socket.getOutputStream();
          out.write(flood.start());
          while (true) {
            out.write(flood.filler());
            TimeUnit.MILLISECONDS.sleep(1);
          }
        };
    try (RawServer server = RawServer.start(slow)) {
      List<String> command = SmallProcess.command(dev.byok.Main.class, flood.args());
      command.addAll(command.size() - 1, List.of("--timeout", "6s"));
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(SmallProcess.environment(flood, server.url(), home));
      // As in the short form, the input must have an end, because run waits for it.
      builder.redirectInput(Files.writeString(home.resolve("input"), "hi\n").toFile());
      Path output = home.resolve("output");
      Process byok = builder.redirectOutput(output.toFile()).start();
      long most = 0;
      try {
        for (int second = 0; second < 120 && !byok.waitFor(1, TimeUnit.SECONDS); second++) {
          most = Math.max(most, resident(byok));
        }
        String said = Files.readString(output);
        assertTrue(!byok.isAlive(), said);
        assertEquals(flood.exitCode(), byok.exitValue(), said);
        assertTrue(said.contains("no text came within 60 s"), said);
        assertTrue(most < MOST_KIBIBYTES, most + " KiB");
        assertEquals(1, server.connections());
      } finally {
        byok.destroyForcibly();
      }
    }
  }

  /** Returns the resident memory in KiB, or 0 if the system does not report it. */
  private static long resident(Process process) throws Exception {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    return 0;
  }
}
