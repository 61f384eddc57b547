package dev.byok.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.conversation.Usage;
import dev.byok.failure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider's stream, and what it says.
 *
 * @param lines the data of its events; empty if they are in the file of that name, which not every
 *     machine has
 * @param firstText the index of the line with the first text or reasoning; -1 for none
 */
record Recording(String name, String provider, List<String> lines, int firstText, Told told) {
  private static final Path FOLDER = Path.of("..", "shared", "streams");

  /** What a reader of the whole stream gets. */
  record Told(
      String text,
      int reasoningLength,
      @Nullable String finish,
      @Nullable String id,
      @Nullable String model,
      Usage usage,
      Optional<Kind> failure) {}

  /** The text on the wire, and the offset at which each event's data is complete. */
  record Framed(String text, List<Integer> ends) {
    byte[] bytes() {
      return utf8(text);
    }
  }

  Framed framed() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<Integer> ends = new ArrayList<>();
    for (String line : lines.isEmpty() ? recorded() : lines) {
      if (!provider.equals("google")) {
        String type = line.replaceFirst("^\\{\"type\":\"([a-z_]+)\".*$", "$1");
        bytes.writeBytes(utf8("event: " + type + "\n"));
      }
      bytes.writeBytes(utf8("data: " + line));
      ends.add(bytes.size());
      bytes.writeBytes(utf8("\n\n"));
    }
    return new Framed(bytes.toString(StandardCharsets.UTF_8), ends);
  }

  private List<String> recorded() {
    assumeTrue(Files.isDirectory(FOLDER), "the recorded streams are not here");
    try {
      List<String> recorded = new ArrayList<>();
      for (String line : Files.readAllLines(FOLDER.resolve(name + ".chunks.txt"))) {
        if (!line.isBlank()) {
          recorded.add(line);
        }
      }
      return recorded;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
