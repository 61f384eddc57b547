import dev.byok.json.Json;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Entry;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures what the ledger costs: appends, in turns to ledgers of three sizes and to a bare file;
 * the report of the real command with its peak memory, compared with reading the same file once;
 * and twenty processes that append at once. It is all one run on one disk, so that the ratios are
 * comparable. {@code LARGEST} is the number of entries of the largest ledger.
 */
final class LedgerBench {
  private static final int BYTES_AN_ENTRY = 530;
  private static final int ROUNDS = Integer.getInteger("rounds", 2_000);
  private static final int WARM_UP = 200;
  private static final int WRITERS = 20;
  private static final int ENTRIES_EACH = 250;

  private final String byok = Path.of("dist/byok").toAbsolutePath().toString();
  private final LedgerFile maker = new LedgerFile();
  private final Path folder;
  private final long[] sizes;
  private final long reported;

  private LedgerBench(long largest) throws IOException {
    sizes = new long[] {10, Math.min(100_000, largest / 10), largest};
    reported = Math.min(1_000_000, largest);
    Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
    long needed = (largest + sizes[1] + (reported < largest ? reported : 0)) * BYTES_AN_ENTRY;
    long free = Files.getFileStore(target).getUsableSpace();
    if (needed > free) {
      throw new IllegalStateException(
          "the ledgers take "
              + mega(needed)
              + " MB, and "
              + target
              + " has "
              + mega(free)
              + " MB: name a smaller largest one, as in src/bench/ledger 100000");
    }
    folder = Files.createTempDirectory(target, "bench-ledger");
  }

  public static void main(String[] args) throws Exception {
    String largest = System.getenv("LARGEST");
    long entries = largest == null || largest.isEmpty() ? 10_000_000 : Long.parseLong(largest);
    if (entries < 1_000) {
      throw new IllegalArgumentException("at least 1000 entries, not " + entries);
    }
    LedgerBench bench = new LedgerBench(entries);
    Thread clearing = new Thread(bench::clear);
    Runtime.getRuntime().addShutdownHook(clearing);
    bench.appends();
    bench.writers();
    bench.reports();
  }

  private void appends() throws Exception {
    Ledger[] ledgers = new Ledger[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      maker.write(file(sizes[i]), sizes[i]);
      force(file(sizes[i]));
      ledgers[i] = new Ledger(file(sizes[i]));
    }
    Path bare = folder.resolve("bare");
    Files.copy(file(10), bare);
    double[][] times = new double[sizes.length + 1][ROUNDS];
    try (FileChannel channel = FileChannel.open(bare, StandardOpenOption.WRITE)) {
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        Entry entry =
            maker.entry(String.format("00000000-0000-7000-9000-%012x", round + WARM_UP), now());
        for (int turn = 0; turn <= sizes.length; turn++) {
          // Each goes first equally often.
          int which = Math.floorMod(turn + round, sizes.length + 1);
          long start = System.nanoTime();
          if (which == sizes.length) {
            appendBare(channel, entry);
          } else {
            ledgers[which].append(entry);
          }
          double micros = (System.nanoTime() - start) / 1e3;
          if (round >= 0) {
            times[which][round] = micros;
          }
        }
      }
    }
    double floor = quantile(times[sizes.length], 0.5);
    System.out.printf(
        "%-34s %9s %9s %9s %9s %9s%n",
        "append", "a second", "median us", "95 % us", "x 10", "x floor");
    for (int i = 0; i <= sizes.length; i++) {
      double median = quantile(times[i], 0.5);
      System.out.printf(
          Locale.ROOT,
          "%-34s %9.0f %9.0f %9.0f %9.2f %9.2f%n",
          i == sizes.length ? "the same bytes, bare (floor)" : sizes[i] + " entries",
          1e6 / median,
          median,
          quantile(times[i], 0.95),
          median / quantile(times[0], 0.5),
          median / floor);
    }
  }

  /** Only appends the same number of bytes to a file and forces them to the disk. */
  private static void appendBare(FileChannel channel, Entry entry) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((",\n" + Json.write(entry.toJson()) + "\n]\n").getBytes());
    long at = channel.size() - 3;
    while (bytes.hasRemaining()) {
      channel.write(bytes, at + bytes.position());
    }
    channel.force(true);
  }

  private void reports() throws Exception {
    // The appends made it longer.
    Files.delete(file(10));
    maker.write(file(10), 10);
    if (Files.notExists(file(reported))) {
      maker.write(file(reported), reported);
    }
    System.out.printf(
        "%n%-34s %9s %9s %9s %9s %9s%n",
        "byok usage --json", "ms", "read ms", "x read", "x 10", "peak MiB");
    double ten = 0;
    for (long size : List.of(10L, sizes[1], reported, sizes[2]).stream().distinct().toList()) {
      int rounds = size > 1_000_000 ? 1 : size > 100_000 ? 3 : 5;
      double[] reading = new double[rounds];
      double[] reporting = new double[rounds];
      double peak = 0;
      readOnce(file(size));
      for (int round = 0; round < rounds; round++) {
        long start = System.nanoTime();
        readOnce(file(size));
        reading[round] = (System.nanoTime() - start) / 1e6;
        Report report = report(size);
        reporting[round] = report.milliseconds();
        peak = Math.max(peak, report.mebibytes());
      }
      double median = quantile(reporting, 0.5);
      ten = size == 10 ? median : ten;
      System.out.printf(
          Locale.ROOT,
          "%-34s %9.0f %9.0f %9.1f %9.1f %9.0f%n",
          size + " entries, " + mega(Files.size(file(size))) + " MB",
          median,
          quantile(reading, 0.5),
          median / quantile(reading, 0.5),
          median / ten,
          peak);
    }
  }

  private static void readOnce(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 20);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(bytes.clear()) >= 0) {
        // Only the reading counts.
      }
    }
  }

  private record Report(double milliseconds, double mebibytes) {}

  private Report report(long size) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(byok, "usage", "--json");
    builder.environment().clear();
    builder.environment().putAll(environment(file(size).getParent()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    long start = System.nanoTime();
    Process process = builder.start();
    double peak = Measured.peakMebibytes(process, 5);
    int code = process.waitFor();
    double milliseconds = (System.nanoTime() - start) / 1e6;
    require(code == 0, "byok usage ended with " + code);
    return new Report(milliseconds, peak);
  }

  private static Map<String, String> environment(Path home) {
    Map<String, String> environment = new HashMap<>();
    environment.put("BYOK_HOME", home.toString());
    environment.put("HOME", home.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("PATH", System.getenv("PATH"));
    return environment;
  }

  private void writers() throws Exception {
    Path file = folder.resolve("writers").resolve("usage.json");
    List<Process> writers = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < WRITERS; i++) {
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              "dev.byok.ledger.Child",
              file.toString(),
              String.valueOf(ENTRIES_EACH),
              "w" + i + "-");
      File said = folder.resolve("said-" + i).toFile();
      writers.add(
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start());
    }
    for (Process writer : writers) {
      require(writer.waitFor() == 0, "a writer failed");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    int entries = WRITERS * ENTRIES_EACH;
    Set<String> ids = new HashSet<>();
    long[] found = {0};
    long skipped =
        new Ledger(file)
            .scan(entry -> {
              ids.add(entry.id());
              found[0]++;
            })
            .skippedPlaces();
    require(
        ids.size() == entries && found[0] == entries && skipped == 0,
        ids.size() + " of " + entries + " entries are there, in " + found[0] + " lines");
    System.out.printf(
        Locale.ROOT,
        "%n%d processes at once, their starts included: %d entries in %.1f s, %.0f a second,"
            + " all there once%n",
        WRITERS,
        entries,
        seconds,
        entries / seconds);
  }

  private Path file(long entries) {
    return folder.resolve(String.valueOf(entries)).resolve("usage.json");
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private void clear() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException left) {
      System.err.println("not removed: " + folder + ": " + left.getMessage());
    }
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static double quantile(double[] values, double part) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (part * (sorted.length - 1))];
  }

  private static long mega(long bytes) {
    return bytes / 1_000_000;
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
