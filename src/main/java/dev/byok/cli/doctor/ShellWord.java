package dev.byok.cli.doctor;

import java.nio.file.Path;

/** Writes a path as one word of a command that can be copied into a shell. */
final class ShellWord {
  private ShellWord() {}

  static String of(Path path) {
    String text = path.toString();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && "/._-+@:,".indexOf(c) < 0) {
        return "'" + text.replace("'", "'\\''") + "'";
      }
    }
    return text;
  }
}
