package dev.byok;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks rules about the sources that no compiler checks. */
final class SourcesTest {
  private static final Path MAIN = Path.of("src/main/java");

  private static final int MOST_LINES = 400;

  /**
   * Failures are told apart by kind, reason and source. Code that reads a sentence instead breaks
   * as soon as someone rewords it.
   */
  private static final Pattern ASKS_A_SENTENCE =
      Pattern.compile(
          "(?:[Ff]ail\\w*|wrong|refus\\w*|told|unwritten|noOutput|unknown|early|broken|mismatch)"
              + "\\.(?:text|hint|ownHint|keyHint|getMessage)\\(\\)\\)?"
              + "\\s*\\.(?:contains|startsWith|endsWith|equals|matches|indexOf)\\("
              + "|source\\(\\)(?:\\.words\\(\\))?\\s*\\.(?:contains|startsWith|endsWith|equals|matches)\\("
              + "|\\bhint\\s*\\.(?:contains|startsWith|endsWith|equals|matches)\\(");

  /** Code must ask a provider's row, or the form of its keys, and not for its id. */
  private static final Pattern ASKS_FOR_AN_ID =
      Pattern.compile(
          "(?:equals\\(|case )\"(?:"
              + Catalog.load().providers().stream()
                  .map(Provider::id)
                  .collect(Collectors.joining("|"))
              + ")\"");

  @Test
  void no_code_asks_what_a_sentence_says() throws IOException {
    assertEquals(List.of(), found(ASKS_A_SENTENCE));
  }

  @Test
  void no_code_asks_for_a_provider_by_its_id() throws IOException {
    assertEquals(List.of(), found(ASKS_FOR_AN_ID));
  }

  @Test
  void no_file_is_too_long_to_be_read() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources()) {
      if (Files.readAllLines(file).size() > MOST_LINES) {
        tooLong.add(file.toString());
      }
    }
    assertEquals(List.of(), tooLong);
  }

  private static List<String> found(Pattern pattern) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : sources()) {
      pattern
          .matcher(Files.readString(file))
          .results()
          .forEach(match -> found.add(MAIN.relativize(file) + ": " + match.group()));
    }
    return found;
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> all = Files.walk(MAIN)) {
      List<Path> files = all.filter(each -> each.toString().endsWith(".java")).toList();
      assertTrue(files.size() > 400, "the sources were found: " + files.size());
      return files;
    }
  }

  @Test
  void what_it_looks_for_is_found() {
    assertTrue(ASKS_FOR_AN_ID.matcher("provider.id().equals(\"kilo\")").find());
    for (String code :
        List.of(
            "failure.text().contains(\"x\")",
            "failed.hint().endsWith(OTHER)",
            "noOutput.text().equals(failure.text())",
            "route.credential().source().startsWith(\"the environment\")",
            "route.credential().source().words().startsWith(\"the environment\")",
            "hint != null && hint.endsWith(RETRIES)")) {
      assertTrue(ASKS_A_SENTENCE.matcher(code).find(), code);
    }
  }
}
