package dev.byok.term.console;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.AtomicFile;
import dev.byok.files.Causes;
import dev.byok.files.LockFile;
import dev.byok.files.PrivateFiles;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The history of typed messages: a private file with one JSON text per line, the latest last.
 * Several processes may add to it. A damaged line is skipped, and removed when the file is next
 * trimmed.
 */
final class HistoryFile {
  static final int MOST = 2_000;

  /** Longer texts were probably pasted, and nobody looks for them line by line. */
  static final int LONGEST = 64 * 1024;

  private static final int SLACK = 200;
  private static final long LARGEST = 64L * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final byte[] LINE_END = {'\n'};

  private final Path file;

  HistoryFile(Path file) {
    this.file = file;
  }

  /** Returns the latest entries, at most {@value #MOST}, the oldest first. */
  List<String> entries() {
    try {
      return last(read(), MOST);
    } catch (IOException unreadable) {
      throw failure("read", unreadable);
    }
  }

  /** Adds an entry, unless it is too long or begins with a blank, which means "do not keep". */
  void add(String entry) {
    if (entry.isBlank() || entry.charAt(0) == ' ' || entry.length() > LONGEST) {
      return;
    }
    try (LockFile _ = LockFile.acquire(lock(), PATIENCE)) {
      append(Json.writeBytes(entry));
      clear();
    } catch (IOException unwritten) {
      throw failure("written", unwritten);
    }
  }

  /** Appends a line. If a crash left the last line without its end, only that line is lost. */
  private void append(byte[] line) throws IOException {
    // Also checked before it is opened: anything but a regular file could hang.
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      PrivateFiles.requireOwn(file, false);
    }
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS),
            PrivateFiles.fileMode())) {
      PrivateFiles.requireOwn(file, false);
      PrivateFiles.tighten(file);
      long size = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      boolean torn = size > 0 && channel.read(last, size - 1) == 1 && last.get(0) != '\n';
      ByteBuffer bytes = ByteBuffer.allocate(line.length + 2);
      if (torn) {
        bytes.put(LINE_END);
      }
      bytes.put(line).put(LINE_END).flip();
      channel.position(size);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  /** Trims the file, but only now and then, since that rewrites it. */
  private void clear() throws IOException {
    List<String> all = read();
    if (all.size() <= MOST + SLACK) {
      return;
    }
    StringBuilder kept = new StringBuilder();
    for (String entry : last(all, MOST)) {
      kept.append(Json.write(entry)).append('\n');
    }
    AtomicFile.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
  }

  private List<String> read() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    PrivateFiles.requireOwn(file, false);
    if (Files.size(file) > LARGEST) {
      throw new IOException("the file is larger than " + LARGEST / 1024 / 1024 + " MiB");
    }
    List<String> entries = new ArrayList<>();
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      addTo(entries, text.substring(start, end));
      start = end + 1;
    }
    return entries;
  }

  private static void addTo(List<String> entries, String line) {
    try {
      if (Json.parse(line) instanceof String entry && !entry.isBlank()) {
        entries.add(entry);
      }
    } catch (JsonSyntaxException damaged) {
      // A damaged line of history can simply be skipped.
      return;
    }
  }

  private static List<String> last(List<String> all, int most) {
    return List.copyOf(all.subList(Math.max(0, all.size() - most), all.size()));
  }

  private Path lock() {
    return file.resolveSibling(file.getFileName() + ".lock");
  }

  private Failure failure(String done, IOException why) {
    return Failure.of(
            Kind.FILE,
            "the history " + UserWord.quoted(file) + " cannot be " + done + ": " + Causes.of(why))
        .causedBy(why);
  }
}
