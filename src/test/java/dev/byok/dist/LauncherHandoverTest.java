package dev.byok.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what the launcher tells a runtime that stands in for Java. */
final class LauncherHandoverTest {
  @TempDir Path temp;

  @BeforeEach
  void setUp() throws IOException {
    Files.createDirectories(temp.resolve("bin"));
    Files.createDirectories(temp.resolve("runtime/bin"));
    Files.createDirectories(temp.resolve("runtime/lib"));
    Files.createFile(temp.resolve("runtime/lib/modules"));
    Path byok = Files.copy(Path.of("dist/byok"), temp.resolve("bin/byok"));
    Path java =
        Files.writeString(
            temp.resolve("runtime/bin/java"),
            "#!/bin/sh\nprintf '%s\\n' \"$@\"\nenv\nulimit -S -n\n");
    assertTrue(byok.toFile().setExecutable(true) && java.toFile().setExecutable(true));
  }

  private List<String> lines(String line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", line).directory(temp.toFile());
    builder.redirectErrorStream(true).environment().remove("BYOK_LAUNCH_IGNORED");
    Process process = builder.start();
    process.getOutputStream().close();
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return all.lines().toList();
  }

  /** The system's library ignores two signals of its own in what Java starts. */
  private static String ignored(List<String> lines) {
    for (String line : lines) {
      if (line.startsWith("BYOK_LAUNCH_IGNORED=")) {
        long mask = Long.parseUnsignedLong(line.substring(line.indexOf('=') + 1), 16);
        return Long.toHexString(mask & ~(3L << 31));
      }
    }
    throw new AssertionError(lines.toString());
  }

  @Test
  void exec_is_told_the_callers_ignored_signals_and_keeps_its_limit_of_files() throws Exception {
    List<String> lines = lines("ulimit -S -n 321; trap '' PIPE QUIT; bin/byok exec -- claude");
    assertEquals("1004", ignored(lines));
    assertTrue(lines.contains("-XX:-MaxFDLimit"), lines.toString());
    assertEquals("321", lines.getLast());
    assertTrue(lines.containsAll(List.of("exec", "--", "claude")), lines.toString());
  }

  @Test
  void other_commands_are_told_nothing_of_signals_and_get_all_files_that_they_may()
      throws Exception {
    List<String> lines =
        lines("trap '' PIPE; export BYOK_LAUNCH_IGNORED=ff; bin/byok run exec; exit 0");
    assertFalse(lines.toString().contains("BYOK_LAUNCH_IGNORED"), lines.toString());
    assertTrue(lines.contains("-XX:+MaxFDLimit"), lines.toString());
    assertFalse(lines.toString().contains("byok_name"), lines.toString());
  }

  @Test
  void a_mask_that_the_caller_planted_does_not_count() throws Exception {
    List<String> lines = lines("export BYOK_LAUNCH_IGNORED=ff; bin/byok exec; exit 0");
    assertEquals("0", ignored(lines));
  }
}
