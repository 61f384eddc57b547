package dev.byok.cli.flood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.LongForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks endless answers, sent as fast as byok reads, in a process with 48 MiB of heap. */
final class FloodTest {
  /** The long form sends every flood, the short one every third. */
  private static final int EVERY = LongForm.of(3, 1);

  private static final Map<String, JsonObject> MET = new TreeMap<>();

  @TempDir static Path folder;

  static List<Flood> floods() {
    return Flood.all(EVERY);
  }

  @BeforeAll
  static void meet_them_all() throws Exception {
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    Process small =
        new ProcessBuilder(SmallProcess.command(SmallProcess.class, String.valueOf(EVERY)))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertTrue(small.waitFor(30, TimeUnit.MINUTES), "it reads for ever");
    } finally {
      small.destroyForcibly().waitFor();
    }
    for (String line : Files.readAllLines(output)) {
      JsonObject met = Json.parseObject(line);
      MET.put(String.valueOf(met.text("name")), met);
    }
    assertEquals("", Files.readString(errors));
    assertEquals(0, small.exitValue());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("floods")
  void ends_at_its_bound_after_one_request(Flood flood) {
    JsonObject met = MET.get(flood.name());
    String err = String.valueOf(met.text("err"));
    String out = String.valueOf(met.text("out"));
    long length = met.count("length");
    assertEquals((long) flood.exitCode(), met.count("exit"), err);
    assertTrue((err + out).contains(flood.bound()), err);
    assertFalse(err.contains("OutOfMemory") || err.contains("\tat "), err);
    if (!flood.form().equals("compare")) {
      assertEquals(1L, met.count("requests"), err);
    }
    if (flood.form().equals("check")) {
      return;
    }
    String ledger = String.valueOf(met.text("ledger"));
    String status =
        flood.exitCode() == 0 ? "ok" : flood.exitCode() == 8 ? "unavailable" : "incomplete";
    assertTrue(ledger.contains("\"status\":\"" + status + "\""), ledger);
    String all = new String(flood.first(), StandardCharsets.UTF_8) + flood;
    if (all.contains("Hello")) {
      assertTrue(out.contains("Hello"), out);
    }
    if (all.contains("\"prompt_tokens\":7") || flood.name().equals("counts")) {
      assertTrue(ledger.contains("\"input\":7"), ledger);
    }
    if (flood.name().equals("text")) {
      assertEquals((64 << 20) + 1L, length);
    }
  }
}
