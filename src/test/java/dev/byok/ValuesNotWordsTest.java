package dev.byok;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Failures are told apart by kind, reason and source. Code that reads a sentence for that breaks as
 * soon as somebody words it better.
 */
final class ValuesNotWordsTest {
  private static final Path MAIN = Path.of("src/main/java");

  private static final Pattern ASKS_A_SENTENCE =
      Pattern.compile(
          "(?:[Ff]ail\\w*|wrong|refus\\w*|told|unwritten|noOutput|unknown|early|broken|mismatch)"
              + "\\.(?:text|hint|ownHint|keyHint|getMessage)\\(\\)\\)?"
              + "\\s*\\.(?:contains|startsWith|endsWith|equals|matches|indexOf|replace)\\("
              + "|(?:source|words)\\(\\)\\s*\\.(?:contains|startsWith|endsWith|equals|matches)\\("
              + "|\\bhint\\s*\\.(?:contains|startsWith|endsWith|equals|matches)\\(");

  @Test
  void no_code_asks_what_a_sentence_says() throws IOException {
    List<String> asked = new ArrayList<>();
    int files = 0;
    try (Stream<Path> all = Files.walk(MAIN)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".java")).toList()) {
        files++;
        ASKS_A_SENTENCE
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> asked.add(MAIN.relativize(file) + ": " + found.group()));
      }
    }
    assertTrue(files > 400, "the sources were found: " + files);
    assertEquals(List.of(), asked);
  }

  @Test
  void what_it_looks_for_is_found() {
    for (String code :
        List.of(
            "failure.text().contains(\"x\")",
            "failed.hint().endsWith(OTHER)",
            "noOutput.text().equals(failure.text())",
            "route.credential().source().startsWith(\"the environment\")",
            "source.words().startsWith(\"the environment\")",
            "hint != null && hint.endsWith(RETRIES)")) {
      assertTrue(ASKS_A_SENTENCE.matcher(code).find(), code);
    }
  }
}
