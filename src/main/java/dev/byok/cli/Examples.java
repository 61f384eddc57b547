package dev.byok.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The examples in help: at most three for each command, all of them also in its manual page. */
final class Examples {
  private Examples() {}

  /**
   * Returns the examples of a command, such as {@code byok keys add}. In the resource they are the
   * indented lines after the command's name.
   */
  static List<String> of(String command) {
    List<String> examples = new ArrayList<>();
    boolean here = false;
    for (String line : all().lines().toList()) {
      if (!line.startsWith(" ")) {
        here = line.equals(command);
      } else if (here) {
        examples.add(line.strip());
      }
    }
    return examples;
  }

  private static String all() {
    try (InputStream in =
        Objects.requireNonNull(Examples.class.getResourceAsStream("/dev/byok/examples.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
