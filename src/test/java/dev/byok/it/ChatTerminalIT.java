package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.Answers;
import dev.byok.testing.Launcher;
import dev.byok.testing.MockProvider;
import dev.byok.testing.Pty;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@code byok chat} at a terminal, with the launcher and the finished image. */
final class ChatTerminalIT {
  private static final String KEY = "sk-canary-0123456789abcdef";
  private static final String CHAT = "byok chat -m openai/gpt-5.6-luna";
  private static final String CTRL_C = "\u0003";
  private static final String CTRL_D = "\u0004";

  @TempDir Path temp;
  private Launcher byok;

  @BeforeEach
  void setUp() throws IOException {
    byok = new Launcher(temp).env("TERM", "xterm-256color");
    for (String provider : List.of("OPENAI", "ANTHROPIC", "GOOGLE")) {
      byok.env("BYOK_" + provider + "_API_KEY", KEY);
    }
  }

  @Test
  void a_model_is_switched_in_the_conversation_and_each_is_told_all_of_it_in_its_dialect()
      throws Exception {
    try (RawServer openAi = RawServer.start(Answers.openAi("from **openai**", 5, 1));
        RawServer anthropic = RawServer.start(Answers.anthropic("hm", "from anthropic", 9, 2));
        RawServer google = RawServer.start(Answers.gemini("from gemini", 12, 2))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1")
          .env("BYOK_ANTHROPIC_HOST", anthropic.url() + "/v1")
          .env("BYOK_GOOGLE_HOST", google.url() + "/v1beta");
      try (Pty terminal = Pty.start(byok, 30, 100, CHAT + " -s 'be brief'")) {
        say(terminal, "openai/gpt-5.6-luna>", "first\r");
        terminal.screen().await("session: 1 prompt, 5 in, 1 out");
        String screen = terminal.screen().text();
        assertTrue(screen.contains("\nfrom openai\n"), screen);
        terminal.type("/model anthropic/claude-opus-5\r");
        say(terminal, "anthropic/claude-opus-5>", "second\r");
        terminal.screen().await("session: 2 prompts, 14 in, 3 out");
        terminal.type("/model google/gemini-3.5-flash\r");
        say(terminal, "google/gemini-3.5-flash>", "third\r");
        terminal.screen().await("session: 3 prompts, 26 in, 5 out");
        terminal.type(CTRL_D);
        terminal.awaitEnd();
      }
      JsonObject second = Json.parseObject(MockProvider.body(anthropic.requests().get(0)));
      assertEquals("be brief", second.text("system"));
      assertEquals(
          List.of("first", "from **openai**", "second"),
          second.objects("messages").stream().map(turn -> turn.text("content")).toList());
      JsonObject third = Json.parseObject(MockProvider.body(google.requests().get(0)));
      assertEquals(
          List.of("first", "from **openai**", "second", "from anthropic", "third"),
          third.objects("contents").stream()
              .map(turn -> turn.objects("parts").get(0).text("text"))
              .toList());
      JsonObject usage = Json.parseObject(byok.run("usage", "--by", "session", "--json").out());
      assertEquals(26, usage.objects("groups").get(0).at("usage").count("input"));
      assertEquals(1, usage.objects("groups").size());
      assertEquals(List.of(), byok.filesWith(KEY));
    }
  }

  @Test
  void ctrl_c_stops_the_answer_keeps_what_came_and_the_conversation_goes_on() throws Exception {
    try (RawServer openAi =
        RawServer.start(stallsAfter("half of it"), Answers.openAi("whole", 9, 1))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1");
      try (Pty terminal = Pty.start(byok, 30, 100, CHAT)) {
        say(terminal, ">", "first\r");
        terminal.screen().await("half of");
        terminal.type(CTRL_C);
        terminal.screen().await("stopped");
        terminal.type("second\r");
        terminal.screen().await("session: 2 prompts");
        terminal.type(CTRL_C + CTRL_D);
        terminal.awaitEnd();
      }
      assertTrue(openAi.requests().get(1).contains("half of it"), openAi.requests().get(1));
      assertTrue(session().contains("\"status\":\"interrupted\""), session());
      String ledger = Files.readString(byok.ledger());
      assertTrue(ledger.contains("\"status\":\"interrupted\""), ledger);
    }
  }

  @Test
  void ctrl_c_stops_what_is_not_yet_answered_and_the_question_can_be_asked_again()
      throws Exception {
    try (RawServer openAi =
        RawServer.start(RawServer.stallBeforeHeaders(), Answers.openAi("at last", 9, 1))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1");
      try (Pty terminal = Pty.start(byok, 30, 100, CHAT)) {
        say(terminal, ">", "first\r");
        terminal.screen().await("waiting for OpenAI");
        terminal.type(CTRL_C);
        terminal.screen().await("/retry asks again");
        terminal.type("/retry\r");
        terminal.screen().await("at last");
        terminal.screen().await("session: 2 prompts");
      }
      assertTrue(session().contains("at last"), session());
    }
  }

  @Test
  void what_came_is_kept_also_when_the_process_is_ended_and_goes_on_after_a_kill()
      throws Exception {
    try (RawServer openAi =
        RawServer.start(
            Answers.openAi("one", 5, 1), stallsAfter("half"), Answers.openAi("three", 9, 1))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1");
      try (Pty terminal = Pty.start(byok, 30, 100, "echo $$ >pid; exec " + CHAT)) {
        say(terminal, ">", "first\r");
        terminal.screen().await("session: 1 prompt");
        terminal.type("second\r");
        terminal.screen().await("half");
        assertEquals(0, byok.sh("kill -TERM $(cat pid)").exitCode());
        terminal.awaitEnd();
      }
      assertTrue(session().contains("\"half \""), session());
      try (Pty terminal = Pty.start(byok, 30, 100, "echo $$ >pid; exec byok chat -c")) {
        terminal.screen().await("4 turns");
        say(terminal, ">", "third\r");
        terminal.screen().await("session: 3 prompts");
        assertEquals(0, byok.sh("kill -KILL $(cat pid)").exitCode());
        terminal.awaitEnd();
      }
      assertTrue(openAi.requests().get(2).contains("half"), openAi.requests().get(2));
      assertEquals(0, byok.run("sessions", "list").exitCode());
      assertTrue(session().contains("\"three\""), session());
    }
  }

  @Test
  void a_paste_of_many_lines_is_one_message() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 500; i++) {
      lines.append("line ").append(i).append(i < 500 ? "\r" : "");
    }
    try (RawServer openAi = RawServer.start(Answers.openAi("read", 5, 1))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1");
      try (Pty terminal = Pty.start(byok, 30, 100, CHAT)) {
        say(terminal, ">", "\u001b[200~" + lines + "\u001b[201~");
        terminal.screen().await("line 500");
        terminal.type("\r");
        terminal.screen().await("session: 1 prompt");
      }
      JsonObject body = Json.parseObject(MockProvider.body(openAi.requests().get(0)));
      assertEquals(
          lines.toString().replace('\r', '\n'), body.objects("messages").get(0).text("content"));
      assertEquals(1, openAi.requests().size());
    }
  }

  @Test
  void hostile_text_never_reaches_the_terminal_raw_and_is_copied_and_saved_unchanged()
      throws Exception {
    String hostile =
        "\u001b[2Jclear \u001b]52;c;aGk=\u0007clip \u009b31m \u202eback "
            + "\u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\ end";
    try (RawServer openAi = RawServer.start(letterByLetter(hostile))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1");
      try (Pty terminal = Pty.start(byok, 30, 100, CHAT)) {
        say(terminal, ">", "first\r");
        String shown = terminal.await("session: 1 prompt");
        for (String raw :
            List.of("\u001b[2J", "\u001b]52", "\u009b", "\u202e", "\u001b]8", "\u0007")) {
          assertFalse(shown.contains(raw), raw.substring(1));
        }
        assertTrue(shown.contains("\u241b[2Jclear"), shown);
        terminal.type("/save answer.txt\r");
        terminal.screen().await("the answer is in");
        terminal.type("/copy\r");
        String encoded =
            Base64.getEncoder().encodeToString(hostile.getBytes(StandardCharsets.UTF_8));
        terminal.await("\u001b]52;c;" + encoded + "\u0007");
      }
      assertEquals(hostile, Files.readString(byok.work().resolve("answer.txt")));
    }
  }

  @Test
  void several_models_answer_in_columns_and_one_is_kept() throws Exception {
    try (RawServer openAi = RawServer.start(Answers.openAi("left answer", 5, 1));
        RawServer google =
            RawServer.start(Answers.gemini("right answer", 6, 2), Answers.gemini("more", 6, 2))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1")
          .env("BYOK_GOOGLE_HOST", google.url() + "/v1beta");
      try (Pty terminal = Pty.start(byok, 30, 100, CHAT)) {
        say(terminal, ">", "/compare openai/a google/b which of you\r");
        String screen = terminal.screen().await("session: 2 prompts, 11 in, 3 out");
        assertTrue(
            screen.lines().anyMatch(line -> line.matches("left answer +\u2502 right answer")),
            screen);
        terminal.type("/keep 2\r");
        say(terminal, "google/b>", "go on\r");
        terminal.screen().await("session: 3 prompts, 17 in, 5 out");
      }
      assertTrue(google.requests().get(1).contains("right answer"));
    }
  }

  @Test
  void the_editor_gets_no_key_and_what_it_leaves_is_sent() throws Exception {
    Path editor =
        byok.file(
            "editor",
            """
            #!/bin/sh
            env > env.txt
            ls -l "$1" > mode.txt
            printf 'from the editor\\nsecond line' > "$1"
            """);
    Path broken = byok.file("broken", "#!/bin/sh\nprintf 'not lost' > \"$1\"\nexit 3\n");
    assertTrue(editor.toFile().setExecutable(true) && broken.toFile().setExecutable(true));
    try (RawServer openAi = RawServer.start(Answers.openAi("read", 5, 1))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1").env("EDITOR", editor + " ");
      byok.env("OPENAI_API_KEY", KEY);
      try (Pty terminal = Pty.start(byok, 30, 100, CHAT)) {
        say(terminal, ">", "/edit\r");
        terminal.screen().await("session: 1 prompt");
      }
      assertTrue(openAi.requests().get(0).contains("from the editor\\nsecond line"));
      assertFalse(byok.sh("cat env.txt").out().contains(KEY));
      assertTrue(byok.sh("cat mode.txt").out().startsWith("-rw-------"));
      byok.env("EDITOR", broken.toString());
      int before = openAi.requests().size();
      try (Pty terminal = Pty.start(byok, 30, 100, CHAT)) {
        say(terminal, ">", "/edit\r");
        terminal.screen().await("ended with exit code 3");
        terminal.screen().await("> not lost");
        terminal.type(" at all\r");
        terminal.screen().await("session: 1 prompt");
      }
      assertTrue(openAi.requests().get(before).contains("not lost at all"));
    }
  }

  @Test
  void what_is_left_out_of_a_full_window_is_the_users_choice() throws Exception {
    dev.byok.testing.StoredPrices.write(
        byok.byokHome(),
        "{\"openai\":{\"models\":{\"m\":{\"limit\":{\"context\":4000,\"output\":500},"
            + "\"cost\":{\"input\":1,\"output\":2}}}}}",
        java.time.Instant.now());
    try (RawServer openAi =
        RawServer.start(Answers.openAi("one", 3_900, 10), Answers.openAi("two", 20, 1))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1");
      try (Pty terminal = Pty.start(byok, 30, 100, "byok chat -m openai/m")) {
        say(terminal, ">", "first question\r");
        terminal.screen().await("session: 1 prompt");
        terminal.type("second question\r");
        terminal.screen().await("d drops the oldest");
        terminal.type("\r");
        terminal.screen().await("nothing was sent");
        terminal.type("/retry\r");
        terminal
            .screen()
            .await(
                seen -> seen.indexOf("Enter sends nothing", seen.lastIndexOf("/retry")) > 0,
                "the choice");
        terminal.type("d\r");
        terminal.screen().await("session: 2 prompts");
      }
      assertEquals(2, openAi.requests().size());
      assertFalse(openAi.requests().get(1).contains("first question"));
      assertTrue(openAi.requests().get(1).contains("second question"));
      assertTrue(session().contains("first question"), "it stays in the file");
    }
  }

  @Test
  void a_dumb_terminal_and_a_narrow_one_hold_a_conversation_too() throws Exception {
    try (RawServer openAi = RawServer.start(Answers.openAi("some **plain** words", 5, 1))) {
      byok.env("BYOK_OPENAI_HOST", openAi.url() + "/v1").env("TERM", "dumb");
      try (Pty terminal = Pty.start(byok, 30, 100, CHAT)) {
        say(terminal, ">", "first\r");
        String shown = terminal.await("session: 1 prompt");
        assertTrue(shown.contains("some **plain** words"), shown);
        assertFalse(shown.contains("\u001b"), shown);
      }
      byok.env("TERM", "xterm-256color");
      try (Pty terminal = Pty.start(byok, 30, 40, CHAT)) {
        say(terminal, ">", "a question that is a good deal longer than forty columns\r");
        terminal.await("session: 1 prompt");
        assertTrue(terminal.screen().all().contains("some plain words"));
      }
    }
  }

  /** Waits for the end of the prompt, then types. */
  private static void say(Pty terminal, String prompt, String keys) throws Exception {
    terminal.screen().await(seen -> seen.endsWith(prompt), prompt);
    terminal.type(keys);
  }

  private static RawServer.Script stallsAfter(String text) {
    return RawServer.stallAfter(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
            + "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
            + text
            + " \"}}]}\n\n");
  }

  private static RawServer.Script letterByLetter(String text) {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      events
          .append("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":")
          .append(Json.write(String.valueOf(text.charAt(i))))
          .append("}}]}\n\n");
    }
    return RawServer.events(
        events.toString(),
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":9}}\n\n",
        "data: [DONE]\n\n");
  }

  private String session() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : byok.files()) {
      if (file.toString().contains("/sessions/") && file.toString().endsWith(".json")) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
