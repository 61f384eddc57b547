package dev.byok.budget;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A process, and where its number means something: containers and other machines that share the
 * ledger's folder give the same numbers to other processes.
 *
 * @param name of the space of process numbers and of the machine; "" where the system tells neither
 */
record Place(long pid, String name) {

  /** This process. Asked of the kernel where it tells, since Java starts a thread pool for it. */
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

  /** Whether it is certain that the other process has ended. */
  boolean knowsTheEndOf(Place other) {
    return name.equals(other.name) && ProcessHandle.of(other.pid).isEmpty();
  }
}
