package dev.byok.cli.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the class cache with scripts as the runtime. An integration test has the real one. */
final class ClassCacheTest {
  @TempDir private Path temp;
  private Image image = new Image(Path.of("/"));

  @BeforeEach
  void image() throws Exception {
    image = ImageFolders.make(temp.resolve("image"));
    Files.writeString(image.classCache(), "a cache");
  }

  private void runtime(String script) throws Exception {
    Path java = image.runtime().resolve("bin/java");
    Files.writeString(java, "#!/bin/sh\n" + script + "\n");
    assertTrue(java.toFile().setExecutable(true));
  }

  private Finding find(Map<String, String> env) {
    try (ClassCache cache =
        ClassCache.start(image, image.classCache(), env, Duration.ofSeconds(30))) {
      return cache.finding();
    }
  }

  private Failure failure() {
    Failure failure = assertThrows(Failure.class, () -> find(Map.of()));
    assertEquals(Kind.FILE, failure.kind());
    assertTrue(failure.text().startsWith("not used, so "), failure.text());
    assertTrue(failure.hint() != null && failure.hint().contains("reinstall"), failure.hint());
    return failure;
  }

  @Test
  void is_used_when_the_runtime_starts_with_it() throws Exception {
    runtime("echo byok 0.1.0");
    assertEquals("used: " + image.classCache(), find(Map.of()).message());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The AOT cache has been truncated. | is cut short",
        "The AOT cache has a bad magic number: 0x62726167 | is not a class cache",
        "Unable to read generic CDS file map header from AOT cache | is not a class cache",
        "Checksum verification failed. | is damaged",
        "This file is not the one used: 'modules', size has changed | was made for another runtime",
        "The AOT cache's X setting (disabled) does not equal Y | was made for another runtime",
        "Something new | was refused: Something new"
      })
  void the_runtimes_reasons_are_told_apart(String said, String reason) throws Exception {
    Files.writeString(temp.resolve("said"), said + "\nUnable to use AOT cache.\n");
    runtime("cat '" + temp.resolve("said") + "'; exit 1");
    String text = failure().text();
    assertTrue(text.endsWith("\"" + image.classCache() + "\" " + reason), text);
  }

  @Test
  void a_missing_file_is_told_whatever_the_runtime_says() throws Exception {
    runtime("exit 1");
    Files.delete(image.classCache());
    assertTrue(failure().text().endsWith("byok.aot\" is missing"), failure().text());
    Files.createDirectory(image.classCache());
    assertTrue(failure().text().endsWith("byok.aot\" is not a file"), failure().text());
  }

  @Test
  @Timeout(60)
  void a_runtime_that_does_not_answer_is_not_waited_for() throws Exception {
    runtime("exec sleep 600");
    try (ClassCache cache =
        ClassCache.start(image, image.classCache(), Map.of(), Duration.ofMillis(50))) {
      assertTrue(cache.finding().message().startsWith("not known: "));
    }
  }

  @Test
  void a_runtime_that_cannot_be_started_is_told() {
    assertEquals("not known: the runtime could not be started once more", find(Map.of()).message());
  }

  @Test
  void the_runtime_inherits_no_key_and_no_input() throws Exception {
    runtime("env > '" + temp.resolve("env") + "'; cat > '" + temp.resolve("in") + "'");
    find(
        Map.of(
            "OPENAI_API_KEY", "sk-canary",
            "JAVA_TOOL_OPTIONS", "-canary",
            "ANY", "canary",
            "LD_LIBRARY_PATH", "/somewhere"));
    String env = Files.readString(temp.resolve("env"));
    assertFalse(env.contains("canary"), env);
    assertTrue(env.contains("LD_LIBRARY_PATH=/somewhere"), env);
    assertEquals("", Files.readString(temp.resolve("in")));
  }

  /** The JVM rejects a cache that was made with another collector or compiler. */
  @Test
  void the_flags_are_the_launchers_own() throws Exception {
    Matcher flag =
        Pattern.compile("-XX:[+-]?\\w+(=\\d+)?").matcher(Files.readString(Path.of("dist/byok")));
    List<String> ofTheLauncher =
        flag.results()
            .map(found -> found.group())
            .filter(each -> !each.startsWith("-XX:AOTCache"))
            .filter(each -> !each.contains("ErrorFile"))
            .filter(each -> !each.contains("DisplayVMOutput"))
            .toList();
    assertEquals(ofTheLauncher, ClassCache.FLAGS);
  }
}
