package dev.byok.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Answers;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import dev.byok.testing.StoredPrices;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks sessions that nearly fill a model's context window of 4,000 tokens, or exceed it. */
final class ChatContextTest {
  private static final String PRICES =
      "{\"openai\":{\"models\":{\"m\":{\"limit\":{\"context\":4000,\"output\":500},"
          + "\"cost\":{\"input\":1,\"output\":2}}}}}";

  @TempDir private Path home;

  @Test
  void a_window_that_is_nearly_full_is_told() throws Exception {
    try (RawServer server =
        RawServer.start(Answers.openAi("one", 3_000, 10), Answers.openAi("two", 3_100, 10))) {
      CliRunner.Result result = chat(server, "first\nsecond\n");
      assertEquals("one\ntwo\n", result.out(), result.err());
      assertTrue(result.err().contains("the session fills 86 % of openai/m: about "), result.err());
    }
  }

  @Test
  void past_the_window_nothing_is_sent_and_nothing_is_left_out_without_a_word() throws Exception {
    try (RawServer server =
            RawServer.start(Answers.openAi("one", 3_900, 10), Answers.openAi("two", 5, 1));
        RawServer google = RawServer.start(Answers.gemini("from google", 5, 1))) {
      CliRunner.Result result =
          new CliRunner(home)
              .env("BYOK_OPENAI_API_KEY", "sk-x")
              .env("BYOK_OPENAI_HOST", prices(server))
              .env("BYOK_GOOGLE_API_KEY", "sk-x")
              .env("BYOK_GOOGLE_HOST", google.url() + "/v1beta")
              .stdin("first\nsecond\n/model google/large\n/retry\n")
              .run("chat", "-m", "openai/m");
      assertEquals(9, result.exitCode());
      assertEquals("one\nfrom google\n", result.out(), result.err());
      assertTrue(result.err().contains("nothing was sent"), result.err());
      assertEquals(1, server.requests().size());
      assertTrue(google.requests().get(0).contains("first"));
      assertTrue(google.requests().get(0).contains("second"));
    }
  }

  @Test
  void an_estimate_alone_refuses_a_script_only_what_is_too_long_for_certain() throws Exception {
    try (RawServer server = RawServer.start(Answers.openAi("one", 3_000, 10))) {
      String perhaps = "word ".repeat(2_500);
      CliRunner.Result passed = chat(server, perhaps + "\n");
      assertEquals("one\n", passed.out(), passed.err());
      assertTrue(passed.err().contains(" % of openai/m: about "), passed.err());
      CliRunner.Result refused = chat(server, "word ".repeat(4_000) + "\n");
      assertEquals(9, refused.exitCode(), refused.err());
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void a_model_whose_window_nobody_knows_is_asked() throws Exception {
    try (RawServer server = RawServer.start(Answers.openAi("one", 9_000_000, 10))) {
      new CliRunner(home).run("config", "set", "prices.fetch", "false");
      CliRunner.Result result =
          new CliRunner(home)
              .env("BYOK_OPENAI_API_KEY", "sk-x")
              .env("BYOK_OPENAI_HOST", server.url() + "/v1")
              .stdin("first\nsecond\n")
              .run("chat", "-m", "openai/unheard-of");
      assertEquals("one\none\n", result.out(), result.err());
      assertFalse(result.err().contains("the session fills"), result.err());
    }
  }

  private String prices(RawServer server) throws Exception {
    StoredPrices.write(home, PRICES, Instant.now());
    return server.url() + "/v1";
  }

  private CliRunner.Result chat(RawServer server, String typed) throws Exception {
    return new CliRunner(home)
        .env("BYOK_OPENAI_API_KEY", "sk-x")
        .env("BYOK_OPENAI_HOST", prices(server))
        .stdin(typed)
        .run("chat", "-m", "openai/m");
  }
}
