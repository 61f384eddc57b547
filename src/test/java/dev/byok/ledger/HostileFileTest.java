package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.entry.EntryLine;
import dev.byok.testing.LongForm;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks files that are made to exhaust a reader, in a process with 32 MiB of heap. */
final class HostileFileTest {
  private static final int MEGABYTE = 1_000_000;

  /** Together, the pieces are more than twice the heap of the process. */
  private static final int MEGABYTES_OF_EACH = LongForm.of(20, 50);

  @TempDir private Path folder;

  @Test
  void megabytes_of_one_thing_are_read_or_refused_and_appended_to() throws Exception {
    assertEquals("done\n", inLittleMemory("pieces"));
  }

  /** Contains blanks, nesting, broken lines and a string, none of which ends by itself. */
  @Test
  void many_megabytes_are_read_and_appended_to_in_bounded_memory() throws Exception {
    Path file = folder.resolve("usage.json");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write('[');
      repeat(out, " ", MEGABYTES_OF_EACH * MEGABYTE);
      repeat(out, "{\"a\":", MEGABYTES_OF_EACH * MEGABYTE);
      out.write('\n');
      repeat(out, "{\"id\":\"broken\",\"time\n", MEGABYTES_OF_EACH * MEGABYTE / 2);
      out.write(EntryLine.of(Fixtures.entry("whole")));
      out.write("\n{\"id\":\"".getBytes(StandardCharsets.US_ASCII));
      repeat(out, "x", MEGABYTES_OF_EACH * MEGABYTE);
    }
    assertEquals("done\n", inLittleMemory("whole"));
    assertEquals(List.of("whole", "new"), Fixtures.strictIds(file));
    assertTrue(
        Files.size(Fixtures.filesBeside(file).getFirst()) > 2L * MEGABYTES_OF_EACH * MEGABYTE);
  }

  private String inLittleMemory(String what) throws Exception {
    List<String> command = Child.java(Reader.class, "-Xmx32m");
    command.addAll(
        List.of(what, folder.toString(), String.valueOf(LongForm.of(100_000, MEGABYTE / 2))));
    Path output = folder.resolve("output");
    Process reader =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(reader.waitFor(120, TimeUnit.SECONDS), "it reads for ever");
    } finally {
      reader.destroyForcibly().waitFor();
    }
    String said = Files.readString(output);
    Files.delete(output);
    return said;
  }

  private static void repeat(OutputStream out, String piece, int bytes) throws IOException {
    byte[] some = piece.repeat(1 + 10_000 / piece.length()).getBytes(StandardCharsets.ISO_8859_1);
    for (int written = 0; written < bytes; written += some.length) {
      out.write(some);
    }
  }

  /** The process that reads and appends, and reports what it should not have found. */
  static final class Reader {
    private static final List<String> PIECES =
        List.of(
            "{",
            "[",
            "}",
            "]",
            "\"",
            "\\",
            ",",
            " ",
            "\n",
            "\0",
            "\u00ff",
            "1",
            "{\"",
            "[{",
            "{}",
            "{\"a\":",
            "\"\\",
            "{\n",
            "{}\n",
            ",\n{\"time\":\"",
            "{\"a\":[\n",
            "\u00f0\u009f");

    private Reader() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[1]);
      if (args[0].equals("pieces")) {
        for (String piece : PIECES) {
          for (String start : List.of("[", "[\n{\"id\":\"e\"},\n", "[\n{\"id\":\"")) {
            Path own = Files.createTempDirectory(folder, "one");
            readAndAppend(own, start, piece, Integer.parseInt(args[2]));
          }
        }
      } else {
        readAndAppend(new Ledger(folder.resolve("usage.json")));
      }
      try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
        out.write("done\n".getBytes(StandardCharsets.UTF_8));
      }
    }

    private static void readAndAppend(Path folder, String start, String piece, int bytes)
        throws IOException {
      Path file = folder.resolve("usage.json");
      FaultyDisk disk = new FaultyDisk(new Faults());
      for (long large : List.of(0L, Long.MAX_VALUE)) {
        try (OutputStream out = Files.newOutputStream(file)) {
          out.write(start.getBytes(StandardCharsets.US_ASCII));
          repeat(out, piece, bytes);
        }
        readAndAppend(new Ledger(disk.path(file), Duration.ofSeconds(5), large));
      }
    }

    private static void readAndAppend(Ledger ledger) {
      try {
        ledger.scan(_ -> {});
        ledger.append(Fixtures.entry("new"));
        List<String> last = new ArrayList<>(List.of(""));
        ledger.scan(view -> last.set(0, view.id()));
        if (!last.equals(List.of("new"))) {
          throw new IllegalStateException("the last entry is " + last);
        }
      } catch (Failure refused) {
        if (refused.kind() != Kind.FILE) {
          throw refused;
        }
      }
    }
  }
}
