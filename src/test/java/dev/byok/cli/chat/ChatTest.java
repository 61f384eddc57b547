package dev.byok.cli.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.Answers;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks sessions whose standard input is not a terminal: each line is a message or a command. */
final class ChatTest {
  private static final String KEY = "sk-canary-0123456789abcdef";

  @TempDir private Path home;
  private CliRunner byok;

  @BeforeEach
  void keys() {
    byok = new CliRunner(home);
    for (String provider : List.of("OPENAI", "ANTHROPIC", "GOOGLE")) {
      byok.env("BYOK_" + provider + "_API_KEY", KEY);
    }
  }

  @Test
  void every_line_is_a_message_and_what_was_said_goes_with_the_next() throws Exception {
    try (RawServer server =
        RawServer.start(Answers.openAi("one", 5, 1), Answers.openAi("two", 9, 1))) {
      CliRunner.Result result = openAi(server, "first\n\nsecond\n");
      assertEquals("one\ntwo\n", result.out());
      assertEquals(0, result.exitCode());
      assertEquals(
          List.of("user first", "assistant one", "user second"), turns(server.requests().get(1)));
      assertTrue(result.err().contains("5 in, 1 out"), result.err());
      assertTrue(result.err().contains("session: 2 prompts, 14 in, 2 out"), result.err());
    }
  }

  @Test
  void the_ledger_names_the_session_and_its_sum_is_the_one_that_was_shown() throws Exception {
    try (RawServer server =
        RawServer.start(Answers.openAi("one", 5, 1), Answers.openAi("two", 9, 1))) {
      CliRunner.Result result = openAi(server, "first\nsecond\n/usage\n");
      assertEquals("one\ntwo\n2 prompts, 14 in, 2 out, cost unknown\n", result.out());
      JsonObject total = usageBySession(result);
      assertEquals(14, total.at("usage").count("input"));
      assertEquals(2, total.at("usage").count("output"));
      assertEquals(2, total.count("requests"));
    }
  }

  @Test
  void a_resumed_conversation_counts_on_from_what_the_ledger_has() throws Exception {
    try (RawServer server =
        RawServer.start(Answers.openAi("one", 5, 1), Answers.openAi("two", 9, 1))) {
      openAi(server, "first\n");
      byok.stdin("second\n");
      CliRunner.Result result = byok.run("chat", "-c");
      assertEquals(0, result.exitCode(), result.err());
      assertTrue(result.err().contains("session: 2 prompts, 14 in, 2 out"), result.err());
      assertEquals(
          List.of("user first", "assistant one", "user second"), turns(server.requests().get(1)));
    }
  }

  @Test
  void another_provider_gets_the_whole_conversation_in_its_own_dialect() throws Exception {
    Path image = home.resolve("dot.png");
    Files.write(image, "\u0089PNG\r\n\u001a\n....".getBytes(StandardCharsets.ISO_8859_1));
    try (RawServer openAi = RawServer.start(Answers.openAi("from openai", 5, 1));
        RawServer anthropic =
            RawServer.start(Answers.anthropic("a private thought", "from anthropic", 9, 2));
        RawServer google = RawServer.start(Answers.gemini("from gemini", 12, 2))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1")
          .env("BYOK_ANTHROPIC_HOST", anthropic.url() + "/v1")
          .env("BYOK_GOOGLE_HOST", google.url() + "/v1beta");
      byok.stdin(
          "/file "
              + image
              + "\nwhat is this\n/model anthropic/claude-opus-5\nand now\n"
              + "/model google/gemini-3.5-flash\nat last\n");
      CliRunner.Result result = byok.run("chat", "-m", "openai/gpt-5.6-luna", "-s", "be brief");
      assertEquals("from openai\nfrom anthropic\nfrom gemini\n", result.out(), result.err());
      JsonObject second = body(anthropic.requests().get(0));
      // The image makes it long enough for the cache, so the system prompt is in a block.
      assertEquals("be brief", ((JsonObject) second.list("system").get(0)).text("text"));
      assertEquals(
          "image",
          ((JsonObject) second.objects("messages").get(0).list("content").get(0)).text("type"));
      assertEquals(
          List.of("user what is this", "assistant from openai", "user and now"),
          turns(anthropic.requests().get(0)));
      JsonObject third = body(google.requests().get(0));
      assertEquals("be brief", third.at("systemInstruction").objects("parts").get(0).text("text"));
      assertTrue(
          third.objects("contents").get(0).objects("parts").get(0).has("inlineData"),
          Json.write(third));
      assertEquals(
          List.of("user", "model", "user", "model", "user"),
          third.objects("contents").stream().map(turn -> turn.text("role")).toList());
      assertFalse(google.requests().get(0).contains("a private thought"));
      assertTrue(google.requests().get(0).contains("from anthropic"));
      assertTrue(sessionFile().contains("a private thought"));
    }
  }

  @Test
  void what_fails_is_told_and_kept_and_the_conversation_goes_on() throws Exception {
    try (RawServer server =
        RawServer.start(
            RawServer.answer(
                401, "{\"error\":{\"message\":\"bad key\",\"code\":\"invalid_api_key\"}}"),
            Answers.openAi("now", 5, 1),
            Answers.openAi("more", 9, 1))) {
      CliRunner.Result result = openAi(server, "first\n/retry\nsecond\n");
      assertEquals(4, result.exitCode());
      assertEquals("now\nmore\n", result.out());
      assertTrue(result.err().contains("bad key"), result.err());
      assertEquals(
          List.of("user first", "assistant now", "user second"), turns(server.requests().get(2)));
    }
  }

  @Test
  void a_question_without_an_answer_stays_in_the_file_and_is_not_sent_again() throws Exception {
    try (RawServer server =
        RawServer.start(RawServer.answer(400, "{}"), Answers.openAi("fine", 5, 1))) {
      CliRunner.Result result = openAi(server, "refused\naccepted\n");
      assertEquals(9, result.exitCode(), result.err());
      assertEquals(List.of("user accepted"), turns(server.requests().get(1)));
      assertTrue(sessionFile().contains("refused"));
    }
  }

  @Test
  void retry_keeps_the_answer_of_before_until_there_is_another() throws Exception {
    try (RawServer server =
        RawServer.start(
            Answers.openAi("one", 5, 1),
            RawServer.answer(400, "{}"),
            Answers.openAi("two", 5, 1))) {
      openAi(server, "first\n/retry\n");
      assertTrue(sessionFile().contains("\"one\""));
      byok.stdin("/retry\n");
      byok.run("chat", "-c");
      assertTrue(sessionFile().contains("\"two\""));
      assertFalse(sessionFile().contains("\"one\""));
      assertEquals(List.of("user first"), turns(server.requests().get(2)));
    }
  }

  @Test
  void retry_with_another_model_asks_that_one_once() throws Exception {
    try (RawServer openAi =
            RawServer.start(Answers.openAi("one", 5, 1), Answers.openAi("three", 5, 1));
        RawServer google = RawServer.start(Answers.gemini("two", 5, 1))) {
      byok.env("BYOK_GOOGLE_HOST", google.url() + "/v1beta");
      CliRunner.Result result = openAi(openAi, "first\n/retry google/g\nsecond\n");
      assertEquals("one\ntwo\nthree\n", result.out(), result.err());
      assertEquals(
          List.of("user first", "assistant two", "user second"), turns(openAi.requests().get(1)));
    }
  }

  @Test
  void undo_takes_the_last_question_and_its_answer_back() throws Exception {
    try (RawServer server = RawServer.start(Answers.openAi("one", 5, 1))) {
      CliRunner.Result result =
          openAi(server, "first\nsecond\n/undo\nthird\n/undo\n/undo\n/undo\n");
      assertEquals(
          List.of("user first", "assistant one", "user third"), turns(server.requests().get(2)));
      assertTrue(result.err().contains("nothing has been asked yet"), result.err());
      assertEquals(2, result.exitCode());
    }
  }

  @Test
  void instructions_are_set_shown_and_removed() throws Exception {
    try (RawServer server = RawServer.start(Answers.openAi("one", 5, 1))) {
      CliRunner.Result result =
          openAi(server, "/system be kind\n/system\nhi\n/system -\nhi again\n");
      assertEquals("be kind\none\none\n", result.out());
      assertEquals(List.of("system be kind", "user hi"), turns(server.requests().get(0)));
      assertEquals(
          List.of("user hi", "assistant one", "user hi again"), turns(server.requests().get(1)));
    }
  }

  @Test
  void a_file_goes_with_the_next_message_alone() throws Exception {
    Path notes = Files.writeString(home.resolve("my notes.txt"), "remember the milk");
    try (RawServer server = RawServer.start(Answers.openAi("one", 5, 1))) {
      CliRunner.Result result =
          openAi(server, "/file " + notes + "\n/file\nwhat must I do\nand then\n");
      assertEquals(notes + "\none\none\n", result.out(), result.err());
      assertTrue(turns(server.requests().get(0)).get(0).contains("remember the milk"));
      assertEquals("user and then", turns(server.requests().get(1)).get(2));
    }
  }

  @Test
  void files_that_cannot_be_sent_are_told_at_once() throws Exception {
    Path huge = home.resolve("huge");
    try (var file = new java.io.RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    CliRunner.Result result =
        demo("/file " + home + "\n/file " + huge + "\n/file /no/such/file\nstill here\n");
    assertEquals("still here\n", result.out());
    assertTrue(result.err().contains("\"" + home + "\" is a folder"), result.err());
    assertTrue(result.err().contains("\"" + huge + "\" is longer than 32 MiB"), result.err());
    assertTrue(result.err().contains("\"/no/such/file\" cannot be read"), result.err());
    assertEquals(12, result.exitCode());
  }

  @Test
  void the_last_answer_is_saved_unchanged_and_nothing_is_overwritten() throws Exception {
    String hostile = "a\u001b[2J\u0007\u009b\u202eb\r\nno newline at the end";
    Path file = home.resolve("answer");
    try (RawServer server = RawServer.start(Answers.openAi(hostile, 5, 1))) {
      CliRunner.Result result =
          openAi(server, "/save x\nfirst\n/save " + file + "\n/save " + file + "\n");
      assertEquals(hostile, Files.readString(file), result.err());
      assertTrue(result.err().contains("there is no answer yet"), result.err());
      assertTrue(result.err().contains("\"" + file + "\" already exists"), result.err());
      // The answer is also unchanged in a pipe.
      assertEquals(hostile + "\n", result.out());
    }
  }

  @Test
  void unknown_commands_name_the_nearest_one_and_slashes_can_be_said() throws Exception {
    CliRunner.Result result = demo("/modle x\n/xyzzy\n/undo now\n//etc is a folder\n");
    assertEquals("/etc is a folder\n", result.out());
    assertTrue(result.err().contains("unknown command \"/modle\""), result.err());
    assertTrue(result.err().contains("did you mean /model"), result.err());
    assertTrue(result.err().contains("/help lists them"), result.err());
    assertTrue(result.err().contains("/undo takes no argument, but got \"now\""), result.err());
    assertEquals(2, result.exitCode());
  }

  @Test
  void a_script_that_cannot_have_its_model_says_nothing_to_another_one() {
    CliRunner.Result result = demo("hello\n/model mistral/large\nfor mistral alone\n");
    assertEquals("hello\n", result.out());
    assertTrue(result.err().contains("byok keys add mistral"), result.err());
    assertEquals(3, result.exitCode());
  }

  @Test
  void a_model_that_cannot_be_asked_is_told_before_anything_is_read() {
    byok.stdin("hello\n");
    CliRunner.Result result = byok.run("chat", "-m", "mistral/large");
    assertEquals("", result.out());
    assertEquals(3, result.exitCode());
  }

  @Test
  void without_a_model_one_can_be_chosen_inside() {
    byok.stdin("hello\n/model demo/echo\nhello again\n");
    CliRunner.Result result = byok.run("chat");
    assertEquals("hello again\n", result.out());
    assertTrue(result.err().contains("no model was given"), result.err());
    assertTrue(result.err().contains("/model provider/model"), result.err());
  }

  @Test
  void what_is_not_to_be_saved_leaves_only_the_ledgers_entry() throws IOException {
    byok.stdin("hello\n");
    CliRunner.Result result = byok.run("chat", "-m", "demo/echo", "--no-save");
    assertEquals("hello\n", result.out());
    assertFalse(Files.exists(home.resolve("sessions")));
    assertFalse(Files.exists(home.resolve("chat-history")));
    assertTrue(Files.readString(home.resolve("usage.json")).contains("\"session\":null"));
    assertTrue(result.err().contains("session: 1 prompt"), result.err());
  }

  @Test
  void conversations_are_named_listed_and_resumed() {
    byok.stdin("hello\n/clear\nother things\n/resume work\n/sessions\n");
    CliRunner.Result result = byok.run("chat", "-m", "demo/echo", "--session", "work");
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(
        result.out().matches("(?s)hello\nother things\nNAME.*other things.*work.*hello *\n"),
        result.out());
    assertTrue(result.err().contains("session work: 2 turns"), result.err());
    byok.stdin("again\n");
    byok.run("chat", "--session", "work");
    assertTrue(byok.run("sessions", "list").out().contains("work"));
  }

  @Test
  void wrong_ways_to_continue_are_refused() {
    assertEquals(2, byok.run("chat", "-c").exitCode());
    assertEquals(2, byok.run("chat", "-c", "--session", "x").exitCode());
    assertEquals(2, byok.run("chat", "--session", "../x", "-m", "demo/echo").exitCode());
    assertEquals(2, byok.run("chat", "--json", "-m", "demo/echo").exitCode());
    assertEquals(2, byok.run("chat", "-m", "demo/echo", "--temperature", "hot").exitCode());
  }

  @Test
  void a_budget_that_is_spent_stops_the_prompt_and_not_the_conversation() throws Exception {
    byok.run("config", "set", "prices.fetch", "false");
    byok.run("budget", "set", "10", "--per", "day", "--tokens");
    byok.stdin("hello\n/usage\n");
    CliRunner.Result result = byok.run("chat", "-m", "demo/echo");
    assertEquals(13, result.exitCode(), result.err());
    assertTrue(result.out().startsWith("0 prompts"), result.out());
    byok.stdin("/retry\n");
    assertEquals("hello\n", byok.run("chat", "-c", "--over-budget").out());
  }

  @Test
  void a_broken_answer_is_kept_and_marked() throws Exception {
    try (RawServer server =
        RawServer.start(
            RawServer.events(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half an\"}}]}\n\n"),
            Answers.openAi("whole", 9, 1))) {
      CliRunner.Result result = openAi(server, "first\nsecond\n");
      assertEquals(10, result.exitCode());
      assertEquals("half an\nwhole\n", result.out());
      assertTrue(sessionFile().contains("\"status\":\"incomplete\""));
      assertEquals(
          List.of("user first", "assistant half an", "user second"),
          turns(server.requests().get(1)));
    }
  }

  @Test
  void a_question_is_saved_before_it_is_sent() throws Exception {
    java.util.concurrent.atomic.AtomicReference<String> saved =
        new java.util.concurrent.atomic.AtomicReference<>("");
    try (RawServer server =
        RawServer.start(socket -> {
          saved.set(sessionFile());
          Answers.openAi("one", 5, 1).play(socket);
        })) {
      openAi(server, "is it there\n");
      assertTrue(saved.get().contains("is it there"), saved.get());
    }
  }

  @Test
  void a_conversation_that_cannot_be_saved_goes_on_and_is_a_failure() throws Exception {
    Files.writeString(home.resolve("sessions"), "a file where a folder should be");
    CliRunner.Result result = byok.stdin("hello\nagain\n").run("chat", "-q", "-m", "demo/echo");
    assertEquals("hello\nagain\n", result.out(), result.err());
    assertEquals(12, result.exitCode(), result.err());
    assertTrue(result.err().contains("cannot be saved"), result.err());
  }

  @Test
  void source_text_of_several_lines_is_no_command() throws Exception {
    CliRunner.Result result =
        demo("\"\"\"\n/* Copyright */\nint x;\n\"\"\"\n\"\"\"//a\n//b\"\"\"\n");
    assertTrue(result.out().contains("/* Copyright */"), result.out() + result.err());
    assertTrue(result.out().contains("//a\n//b"), result.out());
    assertEquals(0, result.exitCode(), result.err());
  }

  @Test
  void what_is_no_plain_file_is_not_read() throws Exception {
    CliRunner.Result result = demo("/file /dev/zero\nhello\n");
    assertTrue(result.err().contains("\"/dev/zero\" is not a regular file"), result.err());
  }

  @Test
  void several_lines_between_quotation_marks_are_one_message() throws Exception {
    CliRunner.Result result = demo("\"\"\"one\ntwo\n\nthree\"\"\"\nfour\n");
    assertEquals("one\ntwo\n\nthree\nfour\n", result.out(), result.err());
  }

  @Test
  void the_output_that_is_gone_ends_the_conversation() throws Exception {
    try (RawServer server = RawServer.start(Answers.openAi("one", 5, 1))) {
      openAi(server, "");
      java.io.OutputStream closed =
          new java.io.OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("Broken pipe");
            }
          };
      int code =
          dev.byok.Byok.run(
              new java.io.ByteArrayInputStream("a\nb\nc\n".getBytes(StandardCharsets.UTF_8)),
              closed,
              java.io.OutputStream.nullOutputStream(),
              java.util.Map.of("BYOK_HOME", home.toString(), "HOME", home.toString()),
              "chat",
              "-m",
              "demo/echo");
      assertEquals(141, code);
      assertEquals(1, byok.run("usage", "--json").out().split("\"requests\":1", -1).length / 2);
    }
  }

  @Test
  void no_file_holds_a_key() throws Exception {
    try (RawServer server = RawServer.start(Answers.openAi("one", 5, 1))) {
      openAi(server, "first\n/model openai/other\nsecond\n");
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertFalse(
              Files.readString(file, StandardCharsets.ISO_8859_1).contains(KEY), file.toString());
        }
      }
    }
  }

  private CliRunner.Result demo(String typed) {
    return byok.stdin(typed).run("chat", "-m", "demo/echo");
  }

  private CliRunner.Result openAi(RawServer server, String typed) {
    byok.env("BYOK_OPENAI_HOST", server.url() + "/v1");
    return byok.stdin(typed).run("chat", "-m", "openai/gpt-5.6-luna");
  }

  private JsonObject usageBySession(CliRunner.Result chat) throws Exception {
    JsonObject report = Json.parseObject(byok.run("usage", "--by", "session", "--json").out());
    JsonObject group = report.objects("groups").get(0);
    assertTrue(sessionFile().contains("\"name\":\"" + group.at("by").text("session") + "\""));
    assertTrue(chat.exitCode() == 0);
    return group;
  }

  private String sessionFile() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("sessions"))) {
      return Files.readString(
          files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow());
    }
  }

  private static JsonObject body(String request) throws Exception {
    return Json.parseObject(MockProvider.body(request));
  }

  /** Returns role and text of each message in an OpenAI or Anthropic request. */
  private static List<String> turns(String request) throws Exception {
    List<String> turns = new ArrayList<>();
    for (JsonObject message : body(request).objects("messages")) {
      String text = message.text("content");
      if (text == null) {
        text = ((JsonObject) message.list("content").getLast()).text("text");
      }
      turns.add(message.text("role") + " " + text);
    }
    return turns;
  }
}
