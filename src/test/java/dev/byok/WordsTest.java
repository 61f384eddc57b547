package dev.byok;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that no text for users has a word that makes them read it twice. */
final class WordsTest {
  /** Words that were replaced once and must not come back. */
  private static final Pattern HUNTED =
      Pattern.compile(
          "(?i)(?<!there )\\b(is|are) no (?!longer)|\\b(is|are) none\\b|\\bwants?\\b|\\bbehind\\b"
              + "|in front of|\\banew\\b|\\bmend|to be had|\\bnobody\\b|\\b(is|are|was) told\\b"
              + "|\\bleaves?\\b.*\\baway\\b|all the same|\\blies? (in|beside)|\\bunder way\\b"
              + "|conversation|organis|colour|behaviour|licence|catalogue");

  /** Only for developers. */
  private static final Pattern OURS = Pattern.compile("CommandTree|ChainTrust");

  @Test
  void no_text_has_a_hunted_word() throws Exception {
    List<String> texts = texts();
    assertTrue(texts.stream().anyMatch(each -> each.endsWith(": permission denied")), "none read");
    assertEquals(
        List.of(),
        texts.stream()
            .filter(each -> !OURS.matcher(each).find())
            .filter(each -> HUNTED.matcher(each.replaceFirst("^[^:]*:\\d+: ", "")).find())
            .toList());
  }

  private static List<String> texts() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process reading =
        new ProcessBuilder(java.toString(), "src/build/java/Texts.java")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> texts = reading.inputReader().readAllLines();
    assertEquals(0, reading.waitFor());
    return texts;
  }
}
