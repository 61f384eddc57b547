package dev.byok.testing.strict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks {@code byok run} in each dialect, with every option and after every refusal. */
public abstract class DialectContract extends AnswerContract {
  private static final String WRONG_KEY = "sk-Xx4-fedcba9876543210-Xx4";

  @TempDir private Path files;

  @ParameterizedTest
  @EnumSource
  void every_option(Player player) throws Exception {
    List<String> options = new ArrayList<>(List.of("-s", "Be brief.", "--max-tokens", "500"));
    if (player.takesStop()) {
      options.addAll(List.of("--stop", "END"));
    }
    if (player.takesTemperature()) {
      options.addAll(List.of("-t", "0.5"));
    }
    if (player.takesSeed()) {
      options.addAll(List.of("--seed", "7"));
    }
    options.add("hi");
    assertSameAnswer(player, options.toArray(new String[0]));
  }

  @ParameterizedTest
  @EnumSource
  void image(Player player) throws Exception {
    JsonObject answer =
        assertSameAnswer(player, "-f", file("image.png", Samples.png()), "What is it?");
    assertTrue(text(answer).contains("Seen: image/png " + Samples.png().length), text(answer));
  }

  @ParameterizedTest
  @EnumSource
  void several_files(Player player) throws Exception {
    String note = file("note.txt", "a note".getBytes(StandardCharsets.UTF_8));
    String one = file("one.png", Samples.png());
    String two = file("two.png", Samples.png());
    JsonObject answer = assertSameAnswer(player, "-f", note, "-f", one, "-f", two, "Which?");
    assertEquals(3, text(answer).split("image/png", -1).length, text(answer));
  }

  @ParameterizedTest
  @EnumSource
  void pdf(Player player) throws Exception {
    String pdf = file("page.pdf", Samples.pdf());
    if (player.takesPdf()) {
      JsonObject answer = assertSameAnswer(player, "-f", pdf, "Sum it up");
      assertTrue(text(answer).contains("Seen: application/pdf"), text(answer));
      return;
    }
    StrictServer server = server(player);
    CliRunner.Result ran =
        run(
            player.env(server, KEY),
            List.of("run", "-m", player.reference(), "-f", pdf, "Sum it up"));
    assertEquals(2, ran.exitCode(), ran.err());
    assertEquals(List.of(), server.requests());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MINIMAX")
  void effort(Player player) throws Exception {
    JsonObject answer = assertSameAnswer(player, "--effort", "high", "Think");
    assertEquals(
        player == Player.MISTRAL ? null : (Long) 6L, answer.at("usage").count("reasoning"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = ".*_RESPONSES")
  void reasoning_that_is_to_be_shown(Player player) throws Exception {
    JsonObject answer = assertSameAnswer(player, "--effort", "high", "--show-reasoning", "Think");
    assertEquals(Script.THOUGHT, answer.text("reasoning"));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MINIMAX")
  void effort_with_a_limit_and_a_picture(Player player) throws Exception {
    String image = file("image.png", Samples.png());
    assertSameAnswer(player, "--effort", "high", "--max-tokens", "900", "-f", image, "Think");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MINIMAX")
  void schema(Player player) throws Exception {
    String schema = file("schema.json", Samples.SCHEMA.getBytes(StandardCharsets.UTF_8));
    JsonObject answer = assertSameAnswer(player, "--schema", schema, "Name a city");
    assertEquals(Script.FITTING, text(answer));
    assertSameAnswer(player, "--schema", schema, "-s", "Be brief.", "--effort", "high", "A city");
  }

  /** MiniMax's API has no field for it. */
  @Test
  void an_effort_that_cannot_be_asked_for_is_refused_beforehand() throws Exception {
    StrictServer server = server(Player.MINIMAX);
    CliRunner.Result ran =
        run(
            Player.MINIMAX.env(server, KEY),
            List.of("run", "-m", Player.MINIMAX.reference(), "--effort", "high", "hi"));
    assertEquals(2, ran.exitCode(), ran.err());
    assertEquals(List.of(), server.requests());
  }

  /** xAI does so at times. Only the content type tells the two forms apart. */
  @ParameterizedTest
  @EnumSource(names = {"XAI", "OPENAI", "ANTHROPIC"})
  void one_body_in_spite_of_a_stream_is_the_same_answer(Player player) throws Exception {
    StrictServer server = server(player);
    JsonObject streamed = answer(player, server, List.of(), "hi");
    server.answerWhole();
    assertEquals(Told.of(streamed), Told.of(answer(player, server, List.of(), "hi")));
  }

  @ParameterizedTest
  @EnumSource
  void a_wrong_key_is_told_in_the_providers_words(Player player) throws Exception {
    StrictServer server = server(player);
    CliRunner.Result ran =
        run(
            player.env(server, WRONG_KEY),
            List.of("run", "-m", player.reference(), "--json", "hi"));
    assertEquals(4, ran.exitCode(), ran.err());
    assertEquals("key-rejected", Json.parseObject(ran.out()).at("error").text("code"));
    assertEquals(List.of(Violation.Kind.CREDENTIAL), kinds(server));
    assertFalse((ran.out() + ran.err()).contains(WRONG_KEY), ran.err());
  }

  @ParameterizedTest
  @EnumSource
  void an_unknown_model_is_told_apart(Player player) throws Exception {
    StrictServer server = server(player);
    CliRunner.Result ran =
        run(player.env(server, KEY), List.of("run", "-m", player.unknown(), "--json", "hi"));
    assertEquals(5, ran.exitCode(), ran.err());
    assertEquals("no-model", Json.parseObject(ran.out()).at("error").text("code"));
    assertEquals(List.of(Violation.Kind.UNKNOWN_MODEL), kinds(server));
  }

  @ParameterizedTest
  @EnumSource(names = {"AZURE", "AZURE_DEPLOYMENTS"})
  void azure_is_found_by_its_host_alone_and_by_its_whole_address(Player player) throws Exception {
    StrictServer server = server(player);
    Map<String, String> env = player.env(server, KEY);
    env.put("BYOK_AZURE_HOST", server.base() + "/");
    CliRunner.Result ran = run(env, List.of("run", "-m", player.reference(), "hi"));
    assertEquals(List.of(), server.violations());
    assertEquals(Script.PROSE + "\n", ran.out(), ran.err());
  }

  private static List<Violation.Kind> kinds(StrictServer server) {
    return server.violations().stream().map(Violation::kind).toList();
  }

  private static String text(JsonObject answer) {
    return String.valueOf(answer.text("text"));
  }

  private String file(String name, byte[] content) throws Exception {
    return Files.write(files.resolve(name), content).toString();
  }
}
