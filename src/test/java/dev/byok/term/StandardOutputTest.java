package dev.byok.term;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StandardOutputTest {
  private static final String HOSTILE =
      "\u001b[2J\u009b2J\u007f\u202e\u2028\r\b \uDB40\uDC41 \uFEFF grün 🗝\uDB40\uDD00";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final StandardOutput screen = new StandardOutput(bytes, true);
  private final StandardOutput pipe = new StandardOutput(bytes, false);

  @Test
  void text_is_made_safe_on_a_terminal_and_passes_a_pipe_unchanged() {
    screen.line(HOSTILE);
    assertEquals(SafeText.of(HOSTILE + "\n"), printed());
    pipe.line(HOSTILE);
    assertEquals(HOSTILE + "\n", printed());
  }

  @Test
  void json_says_the_same_on_a_terminal_in_escapes() throws Exception {
    JsonObject value = JsonObject.builder().put(HOSTILE, HOSTILE).build();
    screen.json(value);
    String shown = printed();
    assertEquals(SafeText.of(shown), shown);
    assertEquals(Json.write(value), Json.write(Json.parse(shown)));
    screen.jsonText(Json.pretty(value));
    String pretty = printed();
    assertEquals(SafeText.of(pretty), pretty);
    assertEquals(Json.write(value), Json.write(Json.parse(pretty)));
    pipe.json(value);
    assertEquals(Json.write(value) + "\n", printed());
  }

  @ParameterizedTest
  @ValueSource(strings = {"half \uD83D", "\uDC41", "\uDC41\uD83D and more"})
  void json_keeps_halves_that_utf_8_has_no_form_for(String halves) throws Exception {
    screen.json(halves);
    assertEquals(halves, Json.parse(printed()));
    pipe.json(halves);
    assertEquals(halves, Json.parse(printed()));
  }

  @Test
  void pieces_give_what_the_whole_gives_wherever_they_are_cut() {
    String text = HOSTILE + "\r\nend\r";
    for (int cut = 0; cut <= text.length(); cut++) {
      assertEquals(SafeText.of(text), inPieces(screen, text, cut));
      assertEquals(text, inPieces(pipe, text, cut));
    }
  }

  private String inPieces(StandardOutput out, String text, int cut) {
    StandardOutput.Pieces pieces = out.pieces();
    pieces.next(text.substring(0, cut));
    pieces.next("");
    pieces.next(text.substring(cut));
    pieces.end();
    return printed();
  }

  private String printed() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }
}
