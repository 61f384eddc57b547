package dev.byok.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The part of a script that does not depend on the commands, with places for what does. */
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

  /** Puts these lines where the line {@code #: name} stands. */
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

  /** As one word of a shell that takes nothing between single quotes for anything else. */
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
