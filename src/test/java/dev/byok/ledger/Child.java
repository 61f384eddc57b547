package dev.byok.ledger;

import dev.byok.failure.Failure;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Appends in a separate process. Each line that it prints is the id of an entry whose append has
 * returned, or {@code failed: } with the failure's text.
 */
public final class Child {
  private Child() {}

  /** Takes the ledger, the number of entries, and the start of their ids. */
  public static void main(String[] args) throws IOException {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      Ledger ledger = new Ledger(Path.of(args[0]));
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        String said;
        try {
          ledger.append(Fixtures.entry(args[2] + i));
          said = args[2] + i;
        } catch (Failure failure) {
          said = "failed: " + failure.kind().label() + ": " + failure.text();
        }
        out.write((said + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** Starts the child after shell commands such as {@code umask 000;}. */
  static Process start(String before, Path ledger, int entries, String name, Path output)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", "-c", before + " exec \"$@\"", "sh"));
    command.addAll(java());
    command.addAll(List.of(ledger.toString(), String.valueOf(entries), name));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** Runs the child to its end and returns the lines that it printed. */
  static List<String> run(String before, Path ledger, int entries, Path output) throws Exception {
    Process child = start(before, ledger, entries, "c", output);
    if (!child.waitFor(60, TimeUnit.SECONDS)) {
      child.destroyForcibly();
      throw new AssertionError("the child hangs");
    }
    return Files.readAllLines(output);
  }

  private static List<String> java() {
    return java(Child.class);
  }

  /** Returns a command that starts another class quickly, with the class path of this test. */
  public static List<String> java(Class<?> main, String... options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8",
            "-cp",
            System.getProperty("java.class.path", ""),
            main.getName()));
    return command;
  }
}
