package dev.byok.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Watches what every user of the machine can see: the command line of each process, read again and
 * again.
 */
public final class CommandLines {
  private static final Path PROCESSES = Path.of("/proc");

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Thread watcher = Thread.ofPlatform().daemon().unstarted(this::look);

  private CommandLines() {}

  public static CommandLines watch() {
    CommandLines lines = new CommandLines();
    lines.watcher.start();
    return lines;
  }

  /** Ends the watch and returns every command line that contained this text. */
  public List<String> with(String text) throws InterruptedException {
    watcher.interrupt();
    watcher.join();
    return seen.stream().filter(line -> line.contains(text)).toList();
  }

  private void look() {
    try {
      while (true) {
        lookOnce();
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookOnce() {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        lookAt(process);
      }
    } catch (IOException notLinux) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAt(Path process) {
    try {
      byte[] line = Files.readAllBytes(process.resolve("cmdline"));
      seen.add(new String(line, StandardCharsets.UTF_8).replace('\0', ' '));
    } catch (IOException ended) {
      // The process ended before it could be read.
    }
  }
}
