package dev.byok.ledger;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Rewrites a ledger in a separate process, and stops at the last entry. */
final class SlowRewriter {
  private SlowRewriter() {}

  /** Takes the ledger, and a file that it creates when it stops. */
  public static void main(String[] args) {
    Path standing = Path.of(args[1]);
    new Ledger(Path.of(args[0]))
        .reprice(entry -> {
          if (entry.id().equals("last")) {
            stand(standing);
          }
          return BigDecimal.ONE;
        });
  }

  private static void stand(Path standing) {
    try {
      Files.createFile(standing);
      TimeUnit.MINUTES.sleep(1);
    } catch (IOException | InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Starts the process and waits until it stops. */
  static Process start(Path ledger, Path standing) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path", ""),
                SlowRewriter.class.getName(),
                ledger.toString(),
                standing.toString())
            .inheritIO()
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(standing)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new AssertionError("the rewriter did not come to the last entry");
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return process;
  }
}
