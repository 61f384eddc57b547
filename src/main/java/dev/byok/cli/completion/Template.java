package dev.byok.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The fixed part of a script, with places for the parts that depend on the commands. */
final class Template {
  private String text;

  private Template(String text) {
    this.text = text;
  }

  static Template read(String name) {
    String path = "/dev/byok/completion/" + name;
    try (InputStream in = Objects.requireNonNull(Template.class.getResourceAsStream(path))) {
      return new Template(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new IllegalStateException(path + " cannot be read", broken);
    }
  }

  /** Replaces the line {@code #: name} with these lines. */
  Template with(String name, List<String> lines) {
    String place = "#: " + name + "\n";
    if (!text.contains(place)) {
      throw new IllegalStateException("there is no place " + name);
    }
    text = text.replace(place, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    return this;
  }

  String text() {
    return text;
  }

  /** Quotes a text as one word, for shells that interpret nothing inside single quotes. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
