package dev.byok.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks what a release trusts: actions of other people, and the places of its secrets. */
final class ReleaseWorkflowTest {
  private static final Pattern PINNED =
      Pattern.compile(" *-? *uses: [\\w-]+/[\\w-]+@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+");
  private static final Pattern SECRET = Pattern.compile("secrets\\.([A-Z_]+)");

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Launcher.TREE.resolve(".github/workflows/release.yml"));
  }

  /** Returns the steps. Each reaches to the next one, or to the next job. */
  private static List<String> steps() throws IOException {
    List<String> steps = new ArrayList<>();
    StringBuilder step = new StringBuilder();
    for (String line : lines()) {
      if (line.startsWith("      - ") || line.matches("  \\w+:")) {
        steps.add(step.toString());
        step.setLength(0);
      }
      step.append(line).append('\n');
    }
    steps.add(step.toString());
    return steps;
  }

  @Test
  void each_action_is_named_by_the_hash_of_a_commit() throws IOException {
    List<String> uses = lines().stream().filter(line -> line.contains("uses:")).toList();
    assertTrue(uses.size() >= 9, uses.toString());
    for (String line : uses) {
      assertTrue(PINNED.matcher(line).matches(), line);
    }
  }

  @Test
  void one_action_is_one_version() throws IOException {
    List<String> distinct =
        lines().stream()
            .filter(line -> line.contains("uses:"))
            .map(line -> line.replaceFirst(".*uses: ", ""))
            .distinct()
            .toList();
    List<String> names = distinct.stream().map(pin -> pin.replaceFirst("@.*", "")).toList();
    assertEquals(names.stream().distinct().toList(), names);
  }

  @Test
  void a_secret_is_only_in_the_step_that_uses_it() throws IOException {
    int found = 0;
    for (String step : steps()) {
      Matcher secret = SECRET.matcher(step.replaceAll("(?m)^ *#.*$", ""));
      while (secret.find()) {
        found++;
        String user =
            switch (secret.group(1)) {
              case "SDKMAN_EMAIL", "SDKMAN_PASSWORD" ->
                  step.contains("run: dist/sdkman-publish") ? "dist/sdkman-publish" : "ACCOUNT";
              default -> "run: dist/release";
            };
        assertTrue(step.contains(user), step);
        assertFalse(step.contains("uses:"), step);
      }
    }
    assertEquals(9, found);
  }

  @Test
  void only_the_job_that_attests_can_ask_for_an_identity() throws IOException {
    String all = String.join("\n", lines());
    assertEquals(2, all.split("id-token: write", -1).length);
    assertEquals(2, all.split("attestations: write", -1).length);
    String job = all.substring(all.indexOf("\n  attest:"), all.indexOf("\n  publish:"));
    assertTrue(job.contains("id-token: write") && job.contains("attestations: write"), job);
    assertTrue(job.contains("uses: actions/attest-build-provenance@"), job);
    assertFalse(job.contains("secrets."), job);
  }
}
