package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.ShellCommands;
import dev.byok.testing.Snippets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the README is short, and that the commands and links in all documents work. */
final class PapersTest {
  private static final int TWO_SCREENS = 6_000;
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(#[^)]*)?\\)");

  static List<Path> papers() throws IOException {
    return Snippets.papers();
  }

  @Test
  void the_readme_takes_two_screens() throws IOException {
    assertTrue(Files.size(Path.of("README.md")) <= TWO_SCREENS);
  }

  @ParameterizedTest
  @MethodSource("papers")
  void every_command_that_is_shown_is_taken(Path paper) throws IOException {
    for (String typed : Snippets.commands(paper)) {
      for (List<String> words : ShellCommands.of(typed)) {
        if (words.getFirst().equals("byok") || words.getFirst().endsWith("/byok")) {
          assertTrue(ShownCommand.chosen(words, typed).startsWith("byok "), typed);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("papers")
  void every_link_leads_to_a_file_or_a_heading(Path paper) throws IOException {
    Matcher links = LINK.matcher(Files.readString(paper));
    while (links.find()) {
      Path target = links.group(1).isEmpty() ? paper : paper.resolveSibling(links.group(1));
      assertTrue(Files.exists(target), links.group());
      if (links.group(2) != null) {
        assertEquals(1, headings(target, links.group(2).substring(1)), links.group());
      }
    }
  }

  /** Returns how many headings of a document have this anchor. */
  private static long headings(Path paper, String word) throws IOException {
    return Files.readAllLines(paper).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(java.util.Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .filter(word::equals)
        .count();
  }
}
