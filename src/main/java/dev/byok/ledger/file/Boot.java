package dev.byok.ledger.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells one start of the system from another, since nothing that is written is lost within one. */
public final class Boot {
  private static final Path ID = Path.of("/proc/sys/kernel/random/boot_id");

  private Boot() {}

  /** Returns a text that is the same until the system starts again; "" if there is none. */
  public static String id() {
    try {
      return Files.readString(ID, StandardCharsets.US_ASCII).strip();
    } catch (IOException otherSystem) {
      return "";
    }
  }
}
