package dev.byok.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file that a shell reads when it starts. People export keys in such files: nothing of what is in
 * there leaves this class but whether some words are.
 */
final class StartFile {
  private static final int CEILING = 1024 * 1024;

  private final String text;

  private StartFile(String text) {
    this.text = text;
  }

  /** The first mebibyte; nothing where it cannot be read, or is no plain file. */
  static StartFile read(Path file) {
    if (!Files.isRegularFile(file)) {
      return new StartFile("");
    }
    try (InputStream in = Files.newInputStream(file)) {
      // Any octets are letters in this set, and the words sought are the same in every other.
      return new StartFile(new String(in.readNBytes(CEILING), StandardCharsets.ISO_8859_1));
    } catch (IOException unreadable) {
      // To the shell it says as little.
      return new StartFile("");
    }
  }

  /** Whether a line that is no comment holds one of these, whatever its quotes and blanks. */
  boolean mentions(List<String> words) {
    return text.lines()
        .map(line -> line.strip().replaceAll("[\"']", "").replaceAll("\\s+", " "))
        .filter(line -> !line.startsWith("#"))
        .anyMatch(line -> words.stream().anyMatch(line::contains));
  }
}
