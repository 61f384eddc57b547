import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** What several benchmarks measure in the same way. */
final class Measured {
  private Measured() {}

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /**
   * Returns the peak memory as the kernel counts it, polled until the process is gone.
   *
   * @param pause milliseconds between two polls; with 0, polling takes time from the process
   */
  static double peakMebibytes(Process process, long pause) throws InterruptedException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    long peak = 0;
    while (process.isAlive()) {
      try {
        for (String line : Files.readAllLines(status)) {
          if (line.startsWith("VmHWM:")) {
            peak = Math.max(peak, Long.parseLong(line.replaceAll("[^0-9]", "")));
          }
        }
      } catch (IOException gone) {
        break;
      }
      process.waitFor(pause, TimeUnit.MILLISECONDS);
    }
    process.waitFor();
    return peak / 1024.0;
  }
}
