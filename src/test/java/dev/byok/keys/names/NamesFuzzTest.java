package dev.byok.keys.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.catalog.ModelReference;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesFuzzTest {
  /** Any text is a key's name made of harmless characters, or a usage failure. */
  @FuzzTest(maxDuration = "30s")
  void any_text_is_a_name_or_refused(FuzzedDataProvider data) {
    check(data.consumeRemainingAsString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "a:",
        ":a",
        "a:b:c",
        "../x",
        "/etc/x",
        "a/b",
        "..",
        ".",
        "CON\0",
        "-a",
        "a:-b",
        "A",
        "a:é",
        "а",
        "a b",
        "a\n",
        "a:b\n",
        "--help",
        "a:b/",
        "abcdefghijklmnopqrstuvwxyz0123456"
      })
  void names_that_could_be_more_than_names_are_refused(String text) {
    assertThrows(Failure.class, () -> KeyName.parse(text));
    check(text);
  }

  private static void check(String text) {
    try {
      KeyName name = KeyName.parse(text);
      assertTrue(text.matches("[a-z0-9][a-z0-9-]{0,31}(:[a-z0-9][a-z0-9-]{0,31})?"), text);
      assertEquals(text, name.toString());
    } catch (Failure refused) {
      assertEquals(Kind.USAGE, refused.kind());
    }
    try {
      ModelReference reference = ModelReference.parse(text);
      String key = reference.key();
      assertEquals(text, key == null ? reference.model() : key + "/" + reference.model());
      assertTrue(key == null || key.indexOf('/') < 0, text);
      assertTrue(!reference.model().isEmpty());
    } catch (Failure refused) {
      assertEquals(Kind.USAGE, refused.kind());
    }
  }
}
