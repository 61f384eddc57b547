package dev.byok.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that only {@link UserWord} quotes words, except in files that quote none of the user's.
 */
final class QuotingTest {
  private static final Pattern BY_HAND = Pattern.compile("\\\\\"\"\\s*\\+\\s*[a-z]");
  private static final List<String> ROOMS =
      List.of(
          "budget",
          "catalog",
          "cli",
          "config",
          "demo",
          "dialects",
          "exchange",
          "keyring",
          "ledger",
          "prices",
          "routing",
          "sessions");

  private static final Set<String> KNOWN =
      Set.of(
          // quote only numbers, and names of commands, fields and keys that byok made or checked
          "CommandRunner.java",
          "Candidates.java",
          "Facts.java",
          "OutputLimit.java",
          "Exchange.java",
          "StoredKeys.java",
          "Router.java");

  @Test
  void nobody_quotes_a_word_by_hand() throws IOException {
    Set<String> found = new TreeSet<>();
    for (String room : ROOMS) {
      try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/byok", room))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          if (BY_HAND.matcher(Files.readString(file)).find()) {
            found.add(file.getFileName().toString());
          }
        }
      }
    }
    found.removeAll(KNOWN);
    assertEquals(Set.of(), found);
  }
}
