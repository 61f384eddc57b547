package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Answers;
import dev.byok.testing.Launcher;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts what a start asks the system for. A class cache that does not fit where it lies asks for
 * thousands of paths, and nobody would notice but by the clock.
 */
final class StartCallsIT {
  @TempDir Path temp;

  @Test
  void a_version_opens_few_files_and_starts_no_thread_of_its_own() throws Exception {
    List<String> calls = calls(new Launcher(temp), "--version");
    assertFew(150, calls, "open(at)?");
    assertFew(60, calls, "readlink(at)?");
    assertFew(12, calls, "clone3?");
  }

  @Test
  void a_prompt_over_http_opens_few_files_and_starts_few_threads() throws Exception {
    try (RawServer provider = RawServer.start(Answers.openAi("Hello", 1, 1))) {
      Launcher byok =
          new Launcher(temp)
              .env("BYOK_OPENAI_COMPATIBLE_API_KEY", "sk-of-this-test-0123456789")
              .env("BYOK_OPENAI_COMPATIBLE_HOST", provider.url() + "/v1");
      List<String> calls = calls(byok, "run", "-m", "openai-compatible/m", "hi");
      assertFew(190, calls, "open(at)?");
      assertFew(160, calls, "readlink(at)?");
      assertFew(14, calls, "clone3?");
    }
  }

  private List<String> calls(Launcher byok, String... args) throws Exception {
    Path log = temp.resolve("calls");
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-qq", "-o", log.toString()));
    command.add(Launcher.DIST.toString());
    command.addAll(List.of(args));
    Process process = byok.startCommand(command.toArray(new String[0]));
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said + err);
    return readLines(log);
  }

  private static List<String> readLines(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    assertTrue(lines.stream().anyMatch(line -> line.contains("execve(")), "a whole log");
    return lines;
  }

  private static void assertFew(int most, List<String> calls, String names) {
    Pattern call = Pattern.compile("^\\d+ +" + names + "\\(");
    long count = calls.stream().filter(line -> call.matcher(line).find()).count();
    assertTrue(count > 0 && count <= most, count + " calls of " + names);
  }
}
