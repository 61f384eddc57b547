package dev.byok.serve.listen.bind;

import dev.byok.text.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who listens on a port, as far as Linux tells: everybody's sockets are known, but only the user's
 * own processes say which are theirs.
 *
 * @param words with a space in front, or empty if the process is unknown
 */
record PortHolder(String words) {
  private static final String LISTENING = "0A";
  private static final int INODE = 9;

  /** How byok's own processes are started; the runtime's name would say nothing. */
  private static final String BYOK = "byok/dev.byok.Main";

  private static final int MOST_ARGUMENTS = 64 * 1024;

  /**
   * Finds the holder of a port, on any address.
   *
   * @param proc where the system describes its processes
   * @return null if nobody is known to listen there
   */
  static @Nullable PortHolder of(Path proc, int port) {
    Set<String> sockets = new HashSet<>();
    addSockets(proc.resolve("net/tcp"), port, sockets);
    addSockets(proc.resolve("net/tcp6"), port, sockets);
    return sockets.isEmpty() ? null : new PortHolder(process(proc, sockets));
  }

  private static void addSockets(Path table, int port, Set<String> sockets) {
    String end = String.format(Locale.ROOT, ":%04X", port);
    try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] columns = line.strip().split("\\s+", -1);
        boolean listens = columns.length > INODE && columns[3].equals(LISTENING);
        if (listens && columns[1].endsWith(end)) {
          sockets.add("socket:[" + columns[INODE] + "]");
        }
      }
    } catch (IOException unknown) {
      // The system has no such table.
      return;
    }
  }

  private static String process(Path proc, Set<String> sockets) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process.resolve("fd"), sockets)) {
          return " by " + name(process) + " (pid " + process.getFileName() + ")";
        }
      }
    } catch (IOException unknown) {
      return "";
    }
    return "";
  }

  private static boolean holds(Path descriptors, Set<String> sockets) {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path each : all) {
        if (sockets.contains(Files.readSymbolicLink(each).toString())) {
          return true;
        }
      }
    } catch (IOException otherUser) {
      return false;
    }
    return false;
  }

  /** Returns the process's short name. Its arguments are never shown: they may hold a secret. */
  private static String name(Path process) {
    try {
      if (arguments(process).contains(BYOK)) {
        return "byok";
      }
      byte[] name = Files.readAllBytes(process.resolve("comm"));
      return SafeText.line(new String(name, StandardCharsets.UTF_8).strip());
    } catch (IOException ended) {
      return "a program";
    }
  }

  private static String arguments(Path process) throws IOException {
    try (InputStream in = Files.newInputStream(process.resolve("cmdline"))) {
      return new String(in.readNBytes(MOST_ARGUMENTS), StandardCharsets.UTF_8);
    }
  }
}
