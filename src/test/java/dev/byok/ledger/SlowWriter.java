package dev.byok.ledger;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A process that appends until it is killed. Each write is split into small pieces with pauses
 * between them, so that a kill hits the middle of a write. It prints the id of each entry whose
 * append has returned.
 */
final class SlowWriter {
  private SlowWriter() {}

  /** Takes the ledger, the size from which it is repaired in place, and the start of the ids. */
  public static void main(String[] args) throws IOException {
    Faults faults = new Faults();
    faults.slow(60, new Random(args[2].hashCode()));
    Path file = new FaultyDisk(faults).path(Path.of(args[0]));
    Ledger ledger = new Ledger(file, Duration.ofSeconds(60), Long.parseLong(args[1]));
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      for (int i = 0; ; i++) {
        String id = args[2] + i;
        ledger.append(Fixtures.entry(id));
        out.write((id + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  static Process start(Path ledger, long large, String name, Path output) throws IOException {
    List<String> command = Child.java(SlowWriter.class);
    command.addAll(List.of(ledger.toString(), Long.toString(large), name));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
