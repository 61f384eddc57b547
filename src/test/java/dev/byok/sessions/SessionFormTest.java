package dev.byok.sessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.testing.LongForm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionFormTest {
  @TempDir private Path folder;

  @Test
  void a_turn_has_a_line_of_its_own() {
    Attachment cat = new Attachment("cat.png", Attachment.Type.PNG, new byte[] {1, 2, 3});
    Session session =
        new Session(
            "trip",
            "7d0e",
            Sessions.NOW,
            Sessions.NOW,
            "openai/m",
            "be brief",
            List.of(
                Turn.question(Message.user("one\ntwo", List.of(cat)), Sessions.NOW),
                Turn.answer(
                    "three",
                    Sessions.NOW,
                    new Turn.Origin("openai/m", null, "interrupted", "hm", "0199"))),
            0,
            4);
    assertEquals(
        """
        {"version":1,"name":"trip","task":"7d0e","revision":4,\
        "created":"2026-11-21T18:15:30.123456789Z","updated":"2026-11-21T18:15:30.123456789Z",\
        "model":"openai/m","title":"one two","count":2,
        "system":"be brief","from":0,"turns":[
        {"role":"user","time":"2026-11-21T18:15:30.123456789Z","text":"one\\ntwo",\
        "attachments":[{"name":"cat.png","type":"image/png","base64":"AQID"}]},
        {"role":"assistant","time":"2026-11-21T18:15:30.123456789Z","model":"openai/m",\
        "served_model":null,"status":"interrupted","entry":"0199","text":"three","reasoning":"hm"}
        ]}
        """,
        new String(SessionForm.write(session), StandardCharsets.UTF_8));
  }

  @Test
  void whatever_is_written_is_read_again() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      Session session = new RandomSessions(seed).next("s");
      byte[] content = SessionForm.write(session);
      Session again = SessionForm.read(content, "s");
      Sessions.assertSame(session, again);
      assertEquals(
          new String(content, StandardCharsets.UTF_8),
          new String(SessionForm.write(again), StandardCharsets.UTF_8));
    }
  }

  @Test
  void the_first_line_tells_the_same_as_the_whole() throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      Session session = new RandomSessions(seed).next("s");
      Files.write(folder.resolve("s.json"), SessionForm.write(session));
      assertEquals(Heading.of(session), new SessionFile(folder, "s").heading(), "seed " + seed);
    }
  }

  @Test
  void no_piece_of_a_file_is_taken_for_a_whole() throws Exception {
    for (int seed = 0; seed < 8; seed++) {
      byte[] whole = SessionForm.write(new RandomSessions(seed).next("s"));
      int step = whole.length > 2_000 ? 97 : LongForm.of(7, 1);
      // Only the newline at the end may be missing.
      for (int length = 0; length < whole.length - 1; length += step) {
        byte[] torn = Arrays.copyOf(whole, length);
        assertThrows(DamagedSessionException.class, () -> SessionForm.read(torn, "s"));
        Path file = Files.write(folder.resolve("s.json"), torn);
        assertThrows(DamagedSessionException.class, () -> new SessionFile(folder, "s").heading());
        Files.delete(file);
      }
    }
  }

  @Test
  void any_bytes_are_a_session_or_damage() {
    Random random = new Random(11);
    int damaged = 0;
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = SessionForm.write(new RandomSessions(i % 50).next("s"));
      for (int j = random.nextInt(3); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        SessionForm.read(bytes, "s");
      } catch (DamagedSessionException | NewerVersionException said) {
        damaged++;
      }
    }
    assertTrue(damaged > 30, "some were damaged: " + damaged);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "null",
        "{\"version\":\"1\"}",
        "{\"version\":0}",
        "{\"version\":1,\"task\":\"t\"}",
      })
  void other_json_is_damage(String content) {
    assertThrows(
        DamagedSessionException.class,
        () -> SessionForm.read(content.getBytes(StandardCharsets.UTF_8), "s"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"role\":\"user\"|\"role\":\"tool\"",
        "\"role\":\"user\"|\"role\":7",
        "\"text\":\"hi\"|\"text\":null",
        "\"text\":\"hi\"|\"text\":{}",
        "\"from\":0|\"from\":-1",
        "\"from\":0|\"from\":\"0\"",
        "\"turns\":[|\"turn\":[",
        "\"task\":\"t\"|\"task\":[]",
        "\"created\":\"2026|\"created\":\"26",
        "\"status\":\"ok\"|\"status\":null",
        "\"entry\":\"entry\"|\"entry\":1",
        "\"system\":null|\"system\":false",
      })
  void a_fact_of_another_type_is_damage(String change) throws Exception {
    Session session =
        new Session(
            "s",
            "t",
            Sessions.NOW,
            Sessions.NOW,
            null,
            null,
            List.of(Sessions.question("hi"), Sessions.answer("ho")),
            0,
            1);
    String whole = new String(SessionForm.write(session), StandardCharsets.UTF_8);
    String[] parts = change.split("\\|", -1);
    assertTrue(whole.contains(parts[0]), whole);
    byte[] changed = whole.replace(parts[0], parts[1]).getBytes(StandardCharsets.UTF_8);
    assertThrows(DamagedSessionException.class, () -> SessionForm.read(changed, "s"));
  }
}
