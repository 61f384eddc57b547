package dev.byok.budget;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process, and where its pid is valid: containers and other machines that share the ledger's
 * folder use the same pids for other processes.
 *
 * @param name of the pid namespace and the machine; "" where the system does not tell
 */
record Place(long pid, String name) {

  /** Returns this process, from /proc if possible: Java starts a thread pool to find a pid. */
  static Place own() {
    try {
      return new Place(
          Long.parseLong(Files.readSymbolicLink(Path.of("/proc/self")).toString()),
          Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
              + " "
              + Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.ISO_8859_1)
                  .strip());
    } catch (IOException | NumberFormatException otherSystem) {
      return new Place(ProcessHandle.current().pid(), "");
    }
  }

  /** Whether the other process has certainly ended. */
  boolean knowsTheEndOf(Place other) {
    return pid != other.pid && name.equals(other.name) && ProcessHandle.of(other.pid).isEmpty();
  }
}
