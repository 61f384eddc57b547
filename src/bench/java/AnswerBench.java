import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures whole processes that read one answer over http: a short one (the floor), and 4,000,000
 * characters in deltas of 100 bytes. If the variable {@code BEFORE} names another image's launcher,
 * that one reads the same in the same turns, and the ratio of the two is printed. Prints medians,
 * what the long answer adds to the short one, and peak memory.
 */
final class AnswerBench {
  private static final int ROUNDS = Integer.getInteger("rounds", 9);
  private static final int WARM_UP = 2;
  private static final int CHARACTERS = 4_000_000;
  private static final int PIECE = 100;
  private static final String BEFORE = System.getenv("BEFORE");

  private final Path home = Files.createTempDirectory("byok-bench");
  private final RawServer brief = server(1);
  private final RawServer lengthy = server(CHARACTERS / PIECE);

  private AnswerBench() throws IOException {}

  public static void main(String[] args) throws Exception {
    AnswerBench bench = new AnswerBench();
    try (RawServer _ = bench.brief;
        RawServer _ = bench.lengthy) {
      bench.run(Path.of("dist/byok").toAbsolutePath().toString());
    }
  }

  private void run(String byok) throws Exception {
    double[] floor = new double[ROUNDS];
    double[] now = new double[ROUNDS];
    double[] before = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      int at = Math.max(round, 0);
      floor[at] = milliseconds(byok, brief);
      now[at] = milliseconds(byok, lengthy);
      before[at] = BEFORE == null ? 0 : milliseconds(BEFORE, lengthy);
    }
    double least = Measured.median(floor);
    double read = Measured.median(now);
    System.out.printf(Locale.ROOT, "%-40s %8.0f ms%n", "a short answer (floor)", least);
    System.out.printf(
        Locale.ROOT,
        "%-40s %8.0f ms  %6.2f of the floor, %.0f ms more, %.0f MiB%n",
        "4,000,000 characters, 100 bytes a delta",
        read,
        read / least,
        read - least,
        Measured.peakMebibytes(start(byok, lengthy), 0));
    if (BEFORE != null) {
      System.out.printf(
          Locale.ROOT,
          "%-40s %8.0f ms  %.0f MiB; now to before: %.3f%n",
          "the same, before",
          Measured.median(before),
          Measured.peakMebibytes(start(BEFORE, lengthy), 0),
          read / Measured.median(before));
    }
  }

  private static RawServer server(int pieces) throws IOException {
    StringBuilder answer = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      answer
          .append(
              "data: {\"id\":\"b\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",")
          .append("\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
          .append("word ".repeat(PIECE / 5))
          .append("\"},\"finish_reason\":null}]}\n\n");
    }
    answer
        .append("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],")
        .append("\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":")
        .append(pieces)
        .append("}}\n\ndata: [DONE]\n\n");
    return RawServer.start(RawServer.events(answer.toString()));
  }

  private double milliseconds(String byok, RawServer server) throws Exception {
    long start = System.nanoTime();
    int code = start(byok, server).waitFor();
    double took = (System.nanoTime() - start) / 1e6;
    if (code != 0) {
      throw new IllegalStateException(byok + " ended with " + code);
    }
    return took;
  }

  private Process start(String byok, RawServer server) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(byok, "run", "-m", "openai-compatible/m", "--no-stdin", "hi"));
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", System.getenv("PATH"),
                "HOME", home.toString(),
                "BYOK_HOME", home.resolve("byok").toString(),
                "BYOK_OPENAI_COMPATIBLE_API_KEY", "sk-benchmark",
                "BYOK_OPENAI_COMPATIBLE_HOST", "http://127.0.0.1:" + server.port() + "/v1"));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start();
  }
}
