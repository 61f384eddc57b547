package dev.byok.term;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the system's stty on the terminal, by its full path and with an empty environment. */
public final class Stty {
  public static final File DEVICE = new File("/dev/tty");

  private Stty() {}

  /** Runs stty and returns what it printed. */
  public static String run(String... arguments) throws IOException {
    Path program = program();
    if (program == null) {
      throw new IOException("there is no stty");
    }
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addFirst(program.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.redirectInput(DEVICE).redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("stty failed");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
    return printed.strip();
  }

  private static @Nullable Path program() {
    for (String name : new String[] {"/bin/stty", "/usr/bin/stty"}) {
      if (Files.isExecutable(Path.of(name))) {
        return Path.of(name);
      }
    }
    return null;
  }
}
