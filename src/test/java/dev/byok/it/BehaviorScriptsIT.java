package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.byok.testing.Launcher;
import dev.byok.testing.MockProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs every script of {@code src/test/resources/cli}, each in an empty folder with its own home
 * and encrypted key file. {@code $MOCK} is the base URL of a provider on loopback, and {@code
 * requests} in the working folder lists what it was sent.
 */
@Execution(ExecutionMode.CONCURRENT)
final class BehaviorScriptsIT {
  private static final Path SCRIPTS = Path.of("src", "test", "resources", "cli");

  @TempDir Path temp;

  @TestFactory
  Stream<DynamicTest> everyScriptDoesWhatItSays() throws IOException {
    List<Path> scripts;
    try (Stream<Path> files = Files.list(SCRIPTS)) {
      scripts = files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
    assertFalse(scripts.isEmpty());
    return scripts.stream()
        .map(file -> DynamicTest.dynamicTest(name(file), file.toUri(), () -> play(file)));
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".txt", "");
  }

  private void play(Path file) throws Exception {
    Script script = Script.read(file);
    assertFalse(script.steps().isEmpty(), "the script has no commands");
    Launcher byok = new Launcher(temp.resolve(name(file))).withKeyFile();
    for (Map.Entry<String, String> each : script.files().entrySet()) {
      byok.file(each.getKey(), each.getValue());
    }
    try (MockProvider mock = MockProvider.start()) {
      byok.env("MOCK", mock.base());
      for (Script.Step step : script.steps()) {
        byok.file(
            "requests", mock.summary().isEmpty() ? "" : String.join("\n", mock.summary()) + "\n");
        Launcher.Result result = byok.sh(step.command());
        assertEquals("", step.difference(result.out(), result.err(), result.exitCode()));
      }
    }
  }
}
