package dev.byok.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HelperWordsTest {
  private static final String KEY = "0123456789CANARY9876543210";

  private final StringBuilder shown = new StringBuilder();
  private final HelperWords words = new HelperWords(shown::append, () -> List.of(Secret.of(KEY)));

  @Test
  void lines_pass_as_they_are() {
    say("touch the key\nGrüße\n\n");
    assertEquals("touch the key\nGrüße\n\n", shown.toString());
  }

  @Test
  void what_a_terminal_would_obey_is_made_visible() {
    say("\u001b]52;c;eA==\u0007\u001b[2Jgone\rback\r\n\u202egnp\n");
    assertEquals("␛]52;c;eA==␇␛[2Jgone␍back\n<U+202E>gnp\n", shown.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%s\n", "+ echo %s\n", "key=%s!", "a %s", "Bearer %s\n", "\u001b[1m%s\u001b[0m\n"})
  void a_key_does_not_pass_however_it_is_broken(String form) {
    for (char c : form.formatted(KEY).toCharArray()) {
      say(String.valueOf(c));
    }
    words.close();
    assertFalse(shown.toString().contains("CANARY"), shown.toString());
    assertTrue(shown.toString().contains("***"), shown.toString());
  }

  @Test
  void a_question_is_shown_before_its_line_ends() {
    say("PIN: ");
    assertEquals("PIN: ", shown.toString());
    say("\nThank you\n");
    assertEquals("PIN: \nThank you\n", shown.toString());
  }

  @Test
  void a_last_line_without_an_end_gets_one() {
    say("not logged in");
    words.close();
    assertEquals("not logged in\n", shown.toString());
  }

  @Test
  void a_long_line_is_cut_and_so_is_a_flood() {
    say("x".repeat(10_000) + "\nnext\n");
    assertEquals("x".repeat(4096) + "…\nnext\n", shown.toString());
    for (int i = 0; i < 100; i++) {
      say("y".repeat(4000) + "\n");
    }
    assertTrue(shown.length() < 80_000, "length " + shown.length());
    assertTrue(shown.toString().endsWith("…\n"));
  }

  private void say(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    words.write(bytes, 0, bytes.length);
    words.flush();
  }
}
