package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.Launcher.Result;
import dev.byok.testing.Launcher.Running;
import dev.byok.testing.LongForm;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RealKeyring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ends processes that change keys, at any moment and with each signal. Afterwards the old or the
 * new key must work, each only with its own host, and the next change must leave nothing behind.
 * The long form, some hundred ends, runs with {@code mvn -P long verify}.
 */
final class InterruptedKeysIT {
  private static final String NAME = "openai-compatible:mock";
  private static final String OLD = "sk-old-0123456789abcdef";
  private static final String NEW = "sk-new-0123456789abcdef";
  private static final List<String> SIGNALS = List.of("INT", "TERM", "KILL");

  @TempDir Path temp;
  private final Random random = new Random(20_261_129);

  @Test
  void a_key_file_survives_every_end() throws Exception {
    survives(new Launcher(temp).withKeyFile(), LongForm.of(3, 200));
  }

  @Test
  void a_keyring_survives_every_end() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      survives(new Launcher(temp).env(keyring.env()), LongForm.of(3, 200));
    }
  }

  private void survives(Launcher byok, int rounds) throws Exception {
    try (MockProvider old = MockProvider.start();
        MockProvider fresh = MockProvider.start()) {
      long typical = duration(byok, old);
      for (int round = 0; round < rounds; round++) {
        boolean removes = round % 3 == 2;
        store(byok, OLD, old, "--force");
        try (Running changing =
            removes
                ? byok.start("keys", "rm", NAME, "--yes")
                : byok.stdin(NEW).start(add(fresh, "--force"))) {
          // Waits up to a little longer than a change takes, so that some end by themselves.
          TimeUnit.NANOSECONDS.sleep((long) (typical * 1.1 * random.nextDouble()));
          changing.signal(SIGNALS.get(random.nextInt(SIGNALS.size())));
          changing.finish();
        }
        check(byok, old, fresh, removes, "round " + round);
      }
    }
  }

  private void check(
      Launcher byok, MockProvider old, MockProvider fresh, boolean removes, String round)
      throws Exception {
    int before = old.requests().size();
    int after = fresh.requests().size();
    Result used = byok.run("run", "-m", NAME + "/m", "--retries", "0", "hi");
    if (used.exitCode() == 0) {
      boolean isOld = old.requests().size() > before;
      String sent = (isOld ? old : fresh).summary().getLast();
      assertTrue(sent.endsWith(isOld ? OLD : NEW), round + ": " + sent);
      assertEquals(before + after + 1, old.requests().size() + fresh.requests().size(), round);
    } else {
      assertTrue(removes, round + ": " + used);
      assertTrue(used.exitCode() == 3 || used.err().contains("has no key"), round + ": " + used);
    }
    assertEquals(
        0,
        byok.run("keys", "add", "groq", "--from-command", "printf x", "--no-verify", "--force")
            .exitCode());
    String config = Files.readString(byok.byokHome().resolve("config.json"));
    for (String trace : List.of("\"next\"", "\"left\"", "\"removing\"")) {
      assertFalse(config.contains(trace), round + ": " + config);
    }
    for (Path file : byok.files()) {
      assertFalse(file.toString().endsWith(".tmp"), round + ": " + file);
    }
    int usable = byok.run("run", "-m", NAME + "/m", "--retries", "0", "hi").exitCode();
    assertEquals(config.contains("\"" + NAME + "\"") ? 0 : 3, usable, round + ": " + config);
  }

  private long duration(Launcher byok, MockProvider old) throws Exception {
    long start = System.nanoTime();
    store(byok, OLD, old);
    return System.nanoTime() - start;
  }

  private static void store(Launcher byok, String key, MockProvider at, String... more)
      throws Exception {
    Result stored = byok.stdin(key).run(add(at, more));
    assertEquals(0, stored.exitCode(), stored.toString());
  }

  private static String[] add(MockProvider at, String... more) {
    List<String> words = new ArrayList<>(List.of("keys", "add", NAME, "--host", at.base()));
    words.add("--no-verify");
    words.addAll(List.of(more));
    return words.toArray(new String[0]);
  }
}
