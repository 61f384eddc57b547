package dev.byok.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** Collects what a process prints. */
final class Captured {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Thread reader;
  private volatile byte[] bytes = new byte[0];

  Captured(InputStream in) {
    reader = Thread.startVirtualThread(() -> read(in));
  }

  /** Waits until this text was printed, and returns all output so far. */
  String await(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!text().contains(text)) {
      if (System.nanoTime() > end) {
        Assertions.fail("\"" + text + "\" was not printed, but: " + text());
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return text();
  }

  /** Returns all output once the stream has ended. */
  String all() throws InterruptedException {
    Assertions.assertTrue(reader.join(PATIENCE), "the output has no end");
    return text();
  }

  private String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void read(InputStream in) {
    byte[] buffer = new byte[8192];
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (in) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        all.write(buffer, 0, count);
        bytes = all.toByteArray();
      }
    } catch (IOException closed) {
      // The test ended the process.
    }
  }
}
