import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the start of the build's image with that of the unpacked archive, to tell whether moving
 * it has cost its speed. Runs whole processes of both in turns; the image is the floor. Prints
 * medians, minima and the ratio of each. Exits with 1 when the archive is more than a twentieth
 * slower in each of three attempts, since a busy machine spoils one now and then.
 *
 * <p>Arguments: the image's launcher, the archive's launcher.
 */
final class ArchiveStart {
  private static final int ROUNDS = Integer.getInteger("rounds", 20);
  private static final int WARM_UP = 3;
  private static final int ATTEMPTS = 3;
  private static final double WANTED = 1.05;

  private final String image;
  private final String archive;
  private final Path home = Files.createTempDirectory("byok-bench");

  private ArchiveStart(String[] args) throws IOException {
    image = args[0];
    archive = args[1];
  }

  public static void main(String[] args) throws Exception {
    ArchiveStart bench = new ArchiveStart(args);
    boolean quick =
        bench.compare("--version") && bench.compare("run", "--no-stdin", "-m", "demo/echo", "hi");
    System.exit(quick ? 0 : 1);
  }

  private boolean compare(String... words) throws Exception {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      List<Double> built = new ArrayList<>();
      List<Double> moved = new ArrayList<>();
      for (int round = 0; round < ROUNDS + WARM_UP; round++) {
        // Each goes first equally often.
        boolean swapped = round % 2 == 1;
        double first = time(swapped ? archive : image, words);
        double second = time(swapped ? image : archive, words);
        if (round >= WARM_UP) {
          built.add(swapped ? second : first);
          moved.add(swapped ? first : second);
        }
      }
      double ratio = median(moved) / median(built);
      System.out.printf(
          Locale.ROOT,
          "byok %-30s image %.1f ms (at least %.1f), archive %.1f ms (at least %.1f), ratio %.3f%n",
          String.join(" ", words),
          median(built),
          Collections.min(built),
          median(moved),
          Collections.min(moved),
          ratio);
      if (ratio <= WANTED) {
        return true;
      }
    }
    return false;
  }

  private double time(String launcher, String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(launcher));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder
        .environment()
        .putAll(Map.of("PATH", "/usr/bin:/bin", "HOME", home.toString(), "TZ", "Pacific/Apia"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    long start = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(launcher + " ended with " + exitCode);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
