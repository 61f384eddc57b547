package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Answers;
import dev.byok.testing.Launcher;
import dev.byok.testing.Launcher.Result;
import dev.byok.testing.Pty;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which classes a start loads, by the runtime's own log of the launcher's process. */
final class LoadedClassesIT {
  private static final String DATA_BINDING = "tools.jackson.databind.";

  @TempDir Path temp;
  private Launcher byok;
  private Path log;
  private RawServer provider;

  /** Copies the launcher, with one more option. */
  @BeforeEach
  void setUp() throws IOException {
    log = temp.resolve("classes.log");
    Path program = Files.createDirectories(temp.resolve("image/bin")).resolve("byok");
    String quiet = "-Xlog:disable";
    String launcher = Files.readString(Launcher.DIST);
    assertTrue(launcher.contains(quiet));
    Files.writeString(
        program,
        launcher.replace(quiet, quiet + " -Xlog:class+load,class+init:file=\"" + log + "\""));
    assertTrue(program.toFile().setExecutable(true));
    for (String part : List.of("lib", "runtime")) {
      Files.createSymbolicLink(temp.resolve("image").resolve(part), Launcher.IMAGE.resolve(part));
    }
    provider = RawServer.start(Answers.openAi("Hello", 1, 1));
    byok =
        new Launcher(temp)
            .program(program)
            .env("TERM", "xterm-256color")
            .env("BYOK_OPENAI_COMPATIBLE_API_KEY", "sk-of-this-test-0123456789")
            .env("BYOK_OPENAI_COMPATIBLE_HOST", provider.url() + "/v1")
            .env("BYOK_CODESTRAL_API_KEY", "sk-of-this-test-0123456789")
            .env("BYOK_CODESTRAL_HOST", provider.url() + "/v1");
    byok.file("code.txt", "int a = ");
  }

  @AfterEach
  void tearDown() throws IOException {
    provider.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version",
        "run -m openai-compatible/m hi",
        "run -m openai-compatible/m --json hi",
        "fim -m codestral/m --prefix code.txt",
        "usage",
        "__complete models -- o",
        "__complete keys"
      })
  void a_prompt_and_what_is_typed_often_load_no_data_binding(String line) throws Exception {
    Result result = byok.run(line.split(" "));
    assertEquals(0, result.exitCode(), result.toString());
    assertEquals(List.of(), loaded(DATA_BINDING));
  }

  /** Each of these costs milliseconds, and an http prompt needs none of them. */
  @Test
  void a_prompt_over_http_initializes_no_decimals_no_tls_and_no_time_zones() throws Exception {
    Result result = byok.run("run", "-m", "openai-compatible/m", "hi");
    assertEquals(0, result.exitCode(), result.toString());
    assertNotEquals(List.of(), initialized("dev/byok/Main"));
    for (String expensive :
        List.of(
            "java/math/BigDecimal",
            "java/time/zone/",
            "org/conscrypt/",
            "org/jline/",
            "sun/security/jca/",
            "software/amazon/")) {
      assertEquals(List.of(), initialized(expensive));
    }
  }

  /** Unlike times, these numbers do not change with the load of the machine. */
  @ParameterizedTest
  @CsvSource({
    "--version, 260",
    "--help, 260",
    "__complete keys, 560",
    "usage, 650",
    "keys list, 760",
    "run -m openai-compatible/m hi, 1150"
  })
  void a_start_initializes_few_classes(String line, int most) throws Exception {
    Result result = byok.run(line.split(" "));
    assertEquals(0, result.exitCode(), result.toString());
    int count = initialized("").size();
    assertTrue(count > 200 && count <= most, count + " classes");
  }

  @Test
  void a_conversation_loads_no_data_binding() throws Exception {
    String line = temp.resolve("image/bin/byok") + " chat -m openai-compatible/m";
    try (Pty terminal = Pty.start(byok, 30, 100, line)) {
      terminal.screen().await(">");
      terminal.type("hi\r");
      terminal.screen().await("Hello");
      terminal.type("\u0004");
      terminal.awaitEnd();
    }
    assertEquals(List.of(), loaded(DATA_BINDING));
  }

  /** If this failed to see them, the other tests would pass whatever is loaded. */
  @Test
  void data_binding_is_seen_where_a_list_of_models_is_read() throws Exception {
    try (RawServer lists = RawServer.start(RawServer.answer(200, "{\"data\":[{\"id\":\"m\"}]}"))) {
      byok.env("BYOK_OPENAI_COMPATIBLE_HOST", lists.url() + "/v1");
      Result result = byok.run("models", "openai-compatible");
      assertEquals(0, result.exitCode(), result.toString());
    }
    assertNotEquals(List.of(), loaded(DATA_BINDING));
  }

  private List<String> initialized(String start) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> line.contains(" Initializing '" + start))
        .toList();
  }

  private List<String> loaded(String start) throws IOException {
    List<String> lines = Files.readAllLines(log);
    assertTrue(lines.stream().anyMatch(line -> line.contains(" dev.byok.Main ")), "a whole log");
    return lines.stream().filter(line -> line.contains(" " + start)).toList();
  }
}
