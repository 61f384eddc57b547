package dev.byok.testing.strict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks filling in the middle, against servers that refuse all but a correct request. */
public abstract class FimContract {
  private static final String KEY = "sk-Vb3-0123456789abcdef-Vb3";

  @TempDir private Path files;

  /** Runs byok with these variables. */
  protected abstract CliRunner.Result run(Map<String, String> env, List<String> args)
      throws Exception;

  @ParameterizedTest
  @ValueSource(strings = {"codestral", "mistral", "kilo"})
  void fills_the_same_gap_streamed_and_whole(String provider) throws Exception {
    StrictFim fim = new StrictFim(provider.equals("kilo"));
    try (StrictServer server = StrictServer.start(fim, KEY)) {
      List<String> gap = gap(provider, fim);
      JsonObject streamed = answer(server, provider, gap, "--max-tokens", "50");
      JsonObject whole = answer(server, provider, gap, "--max-tokens", "50", "--no-stream");
      assertEquals(Told.of(streamed), Told.of(whole));
      answer(server, provider, gap, "--max-tokens", "50", "--stop", "END");
      if (!provider.equals("kilo")) {
        answer(server, provider, gap, "--seed", "7", "-t", "0.5");
      }
    }
  }

  /** Without a limit, the gateway answers 503, as if it were out of order. */
  @ParameterizedTest
  @ValueSource(strings = {"codestral", "mistral", "kilo"})
  void a_limit_is_sent_unasked_where_there_has_to_be_one(String provider) throws Exception {
    StrictFim fim = new StrictFim(provider.equals("kilo"));
    try (StrictServer server = StrictServer.start(fim, KEY)) {
      CliRunner.Result ran = run(env(server, provider), gap(provider, fim));
      assertEquals(List.of(), server.violations(), () -> server.requests().getLast().body());
      assertEquals(StrictFim.MIDDLE, ran.out(), ran.err());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--json", "--no-stream"})
  void a_model_that_only_fills_gaps_continues_a_prompt(String how) throws Exception {
    StrictFim fim = new StrictFim(false);
    try (StrictServer server = StrictServer.start(fim, KEY)) {
      JsonObject answer =
          answer(server, "codestral", List.of("run", "-m", "codestral/" + fim.model(), "def"), how);
      assertEquals(StrictFim.MIDDLE, answer.text("text"));
    }
  }

  private List<String> gap(String provider, StrictFim fim) throws IOException {
    String prefix = Files.writeString(files.resolve("prefix"), "def add(a, b):\n    ").toString();
    String suffix = Files.writeString(files.resolve("suffix"), "\nprint(add(1, 2))").toString();
    return List.of(
        "fim", "-m", provider + "/" + fim.model(), "--prefix", prefix, "--suffix", suffix);
  }

  private JsonObject answer(
      StrictServer server, String provider, List<String> args, String... options) throws Exception {
    List<String> all = new ArrayList<>(args);
    all.addAll(List.of(options));
    if (!all.contains("--json")) {
      all.add("--json");
    }
    CliRunner.Result ran = run(env(server, provider), all);
    assertEquals(List.of(), server.violations(), () -> server.requests().getLast().body());
    assertEquals(0, ran.exitCode(), ran.err());
    return Told.check(ran.out(), server.served().getLast());
  }

  private static Map<String, String> env(StrictServer server, String provider) {
    String stem = "BYOK_" + provider.toUpperCase(Locale.ROOT);
    return Map.of(stem + "_API_KEY", KEY, stem + "_HOST", server.base());
  }
}
