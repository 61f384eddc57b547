package dev.byok.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.Answers;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@code /compare} and {@code /keep} inside a session. */
final class ChatCompareTest {
  @TempDir private Path home;
  private CliRunner byok;

  @BeforeEach
  void keys() {
    byok = new CliRunner(home);
    byok.env("BYOK_OPENAI_API_KEY", "sk-openai").env("BYOK_GOOGLE_API_KEY", "sk-google");
  }

  @Test
  void several_are_asked_at_once_and_the_conversation_goes_on_with_the_one_that_is_kept()
      throws Exception {
    try (RawServer openAi =
            RawServer.start(Answers.openAi("from openai", 5, 1), Answers.openAi("again", 9, 1));
        RawServer google =
            RawServer.start(Answers.gemini("from google", 6, 2), Answers.gemini("more", 9, 3))) {
      CliRunner.Result result =
          chat(
              openAi,
              google,
              "/compare openai/a google/b which of you\n/keep 2\nand now\n/usage\n");
      assertEquals(
          """
          ## openai/a
          from openai

          ## google/b
          from google
          more
          3 prompts, 20 in, 6 out, cost unknown
          """,
          result.out(),
          result.err());
      assertEquals(0, result.exitCode(), result.err());
      String second = google.requests().get(1);
      assertTrue(second.contains("which of you"), second);
      assertTrue(second.contains("from google"), second);
      assertFalse(second.contains("from openai"), second);
      assertEquals(1, openAi.requests().size());
      assertTrue(sessionFile().contains("\"model\":\"google/b\""));
      JsonObject report = Json.parseObject(byok.run("usage", "--by", "session", "--json").out());
      assertEquals(20, report.objects("groups").get(0).at("usage").count("input"));
    }
  }

  @Test
  void the_last_question_is_asked_again_and_its_answer_stays_until_another_is_kept()
      throws Exception {
    try (RawServer openAi = RawServer.start(Answers.openAi("one", 5, 1));
        RawServer google = RawServer.start(Answers.gemini("two", 6, 2))) {
      chat(openAi, google, "which\n/compare openai/a google/b\n");
      assertTrue(sessionFile().contains("\"text\":\"one\""));
      assertFalse(sessionFile().contains("\"text\":\"two\""));
      byok.stdin("/compare openai/a google/b\n/keep 2\n");
      CliRunner.Result result = byok.run("chat", "-c");
      assertEquals(0, result.exitCode(), result.err());
      assertTrue(sessionFile().contains("\"text\":\"two\""));
      assertFalse(sessionFile().contains("\"text\":\"one\""));
    }
  }

  @Test
  void without_a_question_the_next_message_is_it() throws Exception {
    try (RawServer openAi = RawServer.start(Answers.openAi("one", 5, 1));
        RawServer google = RawServer.start(Answers.gemini("two", 6, 2))) {
      CliRunner.Result result = chat(openAi, google, "/compare openai/a google/b\nwell\n/keep 1\n");
      assertEquals("## openai/a\none\n\n## google/b\ntwo\n", result.out(), result.err());
      assertTrue(sessionFile().contains("\"text\":\"one\""));
    }
  }

  @Test
  void one_that_fails_does_not_stop_the_other_and_cannot_be_kept() throws Exception {
    try (RawServer openAi = RawServer.start(RawServer.answer(401, "{}"));
        RawServer google = RawServer.start(Answers.gemini("two", 6, 2))) {
      CliRunner.Result result =
          chat(openAi, google, "/compare openai/a google/b hm\n/keep 1\n/keep 3\n/keep\n/keep 2\n");
      assertEquals(4, result.exitCode());
      assertTrue(result.out().contains("## google/b\ntwo\n"), result.out());
      assertTrue(result.err().contains("openai/a has not answered"), result.err());
      assertTrue(result.err().contains("/keep does not take \"3\""), result.err());
      assertTrue(result.err().contains("/keep needs a number"), result.err());
      assertTrue(sessionFile().contains("\"text\":\"two\""));
    }
  }

  @Test
  void what_cannot_be_compared_or_kept_is_told() throws Exception {
    try (RawServer openAi = RawServer.start(Answers.openAi("one", 5, 1));
        RawServer google = RawServer.start(Answers.gemini("two", 6, 2))) {
      CliRunner.Result result =
          chat(
              openAi,
              google,
              """
              /keep 1
              /compare
              /compare openai/a what about and/or
              /compare openai/a google/b hm
              /undo
              /keep 1
              """);
      assertTrue(result.err().contains("there is nothing to keep"), result.err());
      assertTrue(result.err().contains("/compare needs two models or more"), result.err());
      assertTrue(result.err().contains("but \"what\" is not a model"), result.err());
      assertTrue(result.err().contains("has continued since the comparison"), result.err());
      assertEquals(2, result.exitCode());
    }
  }

  private CliRunner.Result chat(RawServer openAi, RawServer google, String typed) {
    byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1")
        .env("BYOK_GOOGLE_HOST", google.url() + "/v1beta");
    return byok.stdin(typed).run("chat", "-m", "openai/gpt-5.6-luna");
  }

  private String sessionFile() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("sessions"))) {
      return Files.readString(
          files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow());
    }
  }
}
