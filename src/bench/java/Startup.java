import dev.byok.testing.FakeBedrock;
import dev.byok.testing.RawServer;
import dev.byok.testing.RealKeyring;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TlsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures whole processes, from start to end, in turns: a bare hello on the JDK (the floor),
 * {@code --version}, one prompt over http and over TLS, with a key from the environment and from a
 * real gnome-keyring, one to Bedrock, which is signed, and what completion asks. If the variable
 * {@code BEFORE} names another image's launcher, or {@code PEER} another program's command, that
 * one sends the first prompt in the same turns, and the ratios of the two are printed: only times
 * of the same run show whether a start has become slower. Prints medians and minima of processor
 * time and of the time on the clock, the ratios of the medians to the floor, peak memory, and the
 * bytes of the request.
 */
final class Startup {
  private static final int ROUNDS = Integer.getInteger("rounds", 25);
  private static final int WARM_UP = 3;
  private static final String PROMPT = "run, http, key in environment";
  private static final String BEFORE = System.getenv("BEFORE");
  private static final String BEFORE_NAME = "the same, before";
  private static final String PEER = System.getenv("PEER");
  private static final String PEER_NAME = "the peer";
  private static final String ANSWER =
      "data: {\"id\":\"b\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hello\"},"
          + "\"finish_reason\":\"stop\"}]}\n\n"
          + "data: {\"id\":\"b\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n\n"
          + "data: [DONE]\n\n";

  private final String byok = Path.of("dist/byok").toAbsolutePath().toString();
  private final Path home = Files.createTempDirectory("byok-bench");
  private final Map<String, List<String>> commands = new TreeMap<>();
  private final Map<String, Map<String, String>> environments = new HashMap<>();
  private final List<String> order = new ArrayList<>();

  private Startup() throws IOException {}

  public static void main(String[] args) throws Exception {
    new Startup().run();
  }

  private void run() throws Exception {
    RawServer.Script[] scripts = new RawServer.Script[(ROUNDS + WARM_UP + 2) * 3];
    Arrays.fill(scripts, RawServer.events(ANSWER));
    var root = TestCertificates.authority("bench root").selfSigned();
    var between = TestCertificates.authority("bench intermediate").under(root);
    var certificate = TestCertificates.server().under(between);
    try (RealKeyring ring = RealKeyring.start();
        RawServer http = RawServer.start(scripts);
        FakeBedrock bedrock = FakeBedrock.start();
        TlsServer https = TlsServer.start(certificate, RawServer.events(ANSWER))) {
      Map<String, String> base = new HashMap<>(ring.env());
      base.put("BYOK_HOME", home.toString());
      base.put("HOME", home.toString());
      base.put("LC_ALL", "C.UTF-8");
      base.put("PATH", System.getenv("PATH"));
      base.put("SSL_CERT_FILE", root.pem(home).toString());
      String plain = "http://127.0.0.1:" + http.port() + "/v1";
      String tls = "https://localhost:" + https.port() + "/v1";
      store(base, "plain", plain);
      store(base, "tls", tls);
      add("hello on the JDK (floor)", base, hello());
      add("byok --version", base, List.of(byok, "--version"));
      add(PROMPT, withKey(base, "PLAIN", plain), prompt(byok, "plain"));
      if (BEFORE != null) {
        add(BEFORE_NAME, withKey(base, "PLAIN", plain), prompt(BEFORE, "plain"));
      }
      if (PEER != null) {
        Map<String, String> peer = new HashMap<>(base);
        peer.put("OPENAI_API_KEY", "sk-benchmark");
        peer.put("OPENAI_BASE_URL", plain);
        add(PEER_NAME, peer, List.of("sh", "-c", "exec " + PEER));
      }
      add("run, TLS, key in environment", withKey(base, "TLS", tls), prompt(byok, "tls"));
      add("run, http, key in gnome-keyring", base, prompt(byok, "plain"));
      add("run, TLS, key in gnome-keyring", base, prompt(byok, "tls"));
      Map<String, String> aws = new HashMap<>(base);
      aws.put("BYOK_BEDROCK_API_KEY", FakeBedrock.KEY);
      aws.put("BYOK_BEDROCK_HOST", bedrock.url());
      add("run, http, Bedrock", aws, List.of(byok, "run", "-m", "bedrock/m", "--no-stdin", "hi"));
      add("run, demo/echo", base, List.of(byok, "run", "-m", "demo/echo", "hi"));
      suggestions();
      add(
          "complete a model among 5000",
          base,
          List.of(byok, "__complete", "models", "openai/gpt-49"));
      add("complete a key", base, List.of(byok, "__complete", "keys", "op"));
      add("complete one of 200 sessions", base, List.of(byok, "__complete", "sessions"));
      Map<String, Times> times = measure();
      report(times);
      for (String other : List.of(BEFORE_NAME, PEER_NAME)) {
        if (times.containsKey(other)) {
          compare(other, times.get(PROMPT), times.get(other));
        }
      }
      String request = http.requests().get(0);
      int body = request.length() - request.indexOf("\r\n\r\n") - 4;
      System.out.printf("request: %d bytes, of them body %d%n", request.length(), body);
    }
  }

  /** Writes a list of models and saved sessions for completion to read. */
  private void suggestions() throws IOException {
    StringBuilder models = new StringBuilder("{\"key\":\"openai\",\"models\":[");
    for (int i = 0; i < 5000; i++) {
      models
          .append(i == 0 ? "\n" : ",\n")
          .append("{\"id\":\"gpt-" + i + "\",\"name\":\"GPT " + i + "\",\"context\":128000,")
          .append("\"max_output\":16384,\"input\":1.25,\"output\":10,\"cache_read\":0.125}");
    }
    Path folder = Files.createDirectories(home.resolve("cache/models"));
    Files.writeString(folder.resolve("list.json"), models.append("\n]}\n"));
    Path sessions = Files.createDirectories(home.resolve("sessions"));
    for (int i = 0; i < 200; i++) {
      Files.writeString(sessions.resolve("talk-" + i + ".json"), "{}");
    }
  }

  private void store(Map<String, String> env, String label, String host) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            byok, "keys", "add", "openai-compatible:" + label, "--host", host, "--no-verify", "-q");
    builder.environment().clear();
    builder.environment().putAll(env);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write("sk-benchmark".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    require(process.waitFor() == 0, "the key could not be stored");
  }

  private void add(String name, Map<String, String> env, List<String> command) {
    order.add(name);
    environments.put(name, env);
    commands.put(name, command);
  }

  private static Map<String, String> withKey(Map<String, String> base, String label, String host) {
    Map<String, String> env = new HashMap<>(base);
    env.put("BYOK_OPENAI_COMPATIBLE__" + label + "_API_KEY", "sk-benchmark");
    env.put("BYOK_OPENAI_COMPATIBLE__" + label + "_HOST", host);
    return env;
  }

  private static List<String> prompt(String program, String label) {
    return List.of(program, "run", "-m", "openai-compatible:" + label + "/m", "--no-stdin", "hi");
  }

  private List<String> hello() throws Exception {
    Path source = home.resolve("Hello.java");
    Files.writeString(
        source,
        "public class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
    Path jdk = Path.of(System.getProperty("java.home"));
    Process javac =
        new ProcessBuilder(jdk.resolve("bin/javac").toString(), source.toString())
            .inheritIO()
            .start();
    require(javac.waitFor() == 0, "javac failed");
    return List.of(jdk.resolve("bin/java").toString(), "-cp", home.toString(), "Hello");
  }

  /** What one command took in each round, in milliseconds. */
  private record Times(double[] cpu, double[] wall) {
    Times() {
      this(new double[ROUNDS], new double[ROUNDS]);
    }
  }

  /** Runs the commands in turns, so that other load on the machine affects all alike. */
  private Map<String, Times> measure() throws Exception {
    Map<String, Times> times = new HashMap<>();
    for (String name : order) {
      times.put(name, new Times());
    }
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (String name : order) {
        once(name, round < 0 ? new Times() : times.get(name), Math.max(0, round));
      }
    }
    return times;
  }

  private void once(String name, Times times, int round) throws Exception {
    double before = ChildTime.milliseconds();
    long start = System.nanoTime();
    Process process = start(name);
    int code = process.waitFor();
    times.wall[round] = (System.nanoTime() - start) / 1e6;
    times.cpu[round] = ChildTime.milliseconds() - before;
    require(code == 0, name + " ended with " + code);
  }

  private Process start(String name) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(commands.get(name));
    builder.environment().clear();
    builder.environment().putAll(environments.get(name));
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start();
  }

  private void report(Map<String, Times> times) throws Exception {
    Times floor = times.get(order.get(0));
    System.out.printf(
        "%-34s %8s %8s %8s %8s %8s %8s %9s%n",
        "", "CPU ms", "min", "x floor", "wall ms", "min", "x floor", "peak MiB");
    for (String name : order) {
      Times all = times.get(name);
      System.out.printf(
          Locale.ROOT,
          "%-34s %8.1f %8.1f %8.2f %8.1f %8.1f %8.2f %9.0f%n",
          name,
          Measured.median(all.cpu),
          Arrays.stream(all.cpu).min().orElseThrow(),
          Measured.median(all.cpu) / Measured.median(floor.cpu),
          Measured.median(all.wall),
          Arrays.stream(all.wall).min().orElseThrow(),
          Measured.median(all.wall) / Measured.median(floor.wall),
          Measured.peakMebibytes(start(name), 0));
    }
  }

  /** Compares the first prompt with another command of the same turns. */
  private static void compare(String name, Times prompt, Times other) {
    System.out.printf(
        Locale.ROOT,
        "the first prompt to %s: CPU %.3f, wall %.3f%n",
        name,
        Measured.median(prompt.cpu) / Measured.median(other.cpu),
        Measured.median(prompt.wall) / Measured.median(other.wall));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }
}
