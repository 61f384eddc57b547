import dev.byok.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Measures a chat on a pseudo-terminal, as a person sees it. The floor of the first prompt is the
 * same terminal with a shell that prints one. The floor of a keystroke is the terminal's own echo.
 */
final class ChatBench {
  private static final int ROUNDS = Integer.getInteger("rounds", 20);
  private static final int WARM_UP = 3;
  private static final int KEYSTROKES = 80;
  private static final char FIRST_LETTER = 0x100;
  private static final int TOKENS = 8_000;
  private static final int ANSWERS = 10;
  private static final AtomicBoolean STREAMING = new AtomicBoolean();
  private static final String PROMPT = "/m> ";
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
  private static final String END =
      "data: {\"id\":\"b\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: {\"id\":\"b\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}\n\n"
          + "data: [DONE]\n\n";

  private final String byok = Path.of("dist/byok").toAbsolutePath().toString();
  private final Path home = Files.createTempDirectory("byok-bench");

  private ChatBench() throws IOException {}

  public static void main(String[] args) throws Exception {
    ChatBench bench = new ChatBench();
    bench.firstPrompt();
    bench.keystrokes();
    bench.memory();
  }

  private void firstPrompt() throws Exception {
    double[] floor = new double[ROUNDS];
    double[] chat = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double least = untilShown("printf '" + PROMPT + "'; sleep 9", 1);
      double own = untilShown(chat(), 1);
      if (round >= 0) {
        floor[round] = least;
        chat[round] = own;
      }
    }
    row("a shell's prompt (floor)", floor, floor);
    row("first prompt of byok chat", chat, floor);
  }

  private double untilShown(String line, int port) throws Exception {
    long start = System.nanoTime();
    try (Screen screen = new Screen(line, env(port))) {
      screen.await(shown -> shown.contains(PROMPT));
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private void keystrokes() throws Exception {
    double[] floor;
    try (Screen cat = new Screen("printf '" + PROMPT + "'; cat > /dev/null", env(1))) {
      cat.await(shown -> shown.contains(PROMPT));
      floor = type(cat);
    }
    double[] quiet;
    double[] streaming;
    try (RawServer server = RawServer.start(ChatBench::thousandTokensASecond);
        Screen screen = new Screen(chat(), env(server.port()))) {
      screen.await(shown -> shown.contains(PROMPT));
      quiet = type(screen);
      screen.type("\u0015hi\r");
      screen.await(shown -> shown.contains("901"));
      streaming = type(screen);
      if (!STREAMING.get()) {
        throw new IllegalStateException("the answer was over before the last key");
      }
    }
    row("the terminal's own echo (floor)", floor, floor);
    row("a keystroke at the prompt", quiet, floor);
    row("a keystroke at 1,000 tokens/s", streaming, floor);
  }

  /** Types letters that are nowhere else on the screen, each only once, and waits for each. */
  private static double[] type(Screen screen) throws Exception {
    double[] times = new double[KEYSTROKES];
    for (int i = 0; i < KEYSTROKES; i++) {
      String letter = String.valueOf((char) (FIRST_LETTER + i));
      byte[] bytes = letter.getBytes(StandardCharsets.UTF_8);
      String seen = new String(bytes, StandardCharsets.ISO_8859_1);
      screen.forget();
      long start = System.nanoTime();
      screen.type(letter);
      screen.await(shown -> shown.contains(seen));
      times[i] = (System.nanoTime() - start) / 1e6;
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return times;
  }

  private void memory() throws Exception {
    try (RawServer server = RawServer.start(ChatBench::megabyte);
        Screen screen = new Screen(chat(), env(server.port()))) {
      screen.await(shown -> shown.contains(PROMPT));
      StringBuilder line = new StringBuilder("memory after each megabyte, MiB:");
      for (int i = 1; i <= ANSWERS; i++) {
        screen.type("go on\r");
        screen.await(shown -> shown.contains(" prompt"));
        screen.forget();
        line.append(' ').append(screen.mebibytes());
      }
      System.out.println(line);
    }
  }

  private static void thousandTokensASecond(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
    STREAMING.set(true);
    long start = System.nanoTime();
    for (int i = 1; i <= TOKENS; i++) {
      out.write(event(i + " "));
      out.flush();
      while (System.nanoTime() - start < i * 1_000_000L) {
        Thread.onSpinWait();
        if (i % 8 == 0) {
          java.util.concurrent.locks.LockSupport.parkNanos(500_000);
        }
      }
    }
    STREAMING.set(false);
    out.write(END.getBytes(StandardCharsets.US_ASCII));
  }

  private static void megabyte(Socket socket) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(HEAD.getBytes(StandardCharsets.US_ASCII));
    byte[] event = event("some words of a **long** answer, the next line of it\\n".repeat(20));
    for (int i = 0; i < 1_000; i++) {
      out.write(event);
    }
    out.write(END.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static byte[] event(String text) {
    return ("data: {\"id\":\"b\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
            + text
            + "\"}}]}\n\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private String chat() {
    return byok + " chat -m openai-compatible/m";
  }

  private Map<String, String> env(int port) {
    Map<String, String> env = new HashMap<>();
    env.put("BYOK_HOME", home.toString());
    env.put("HOME", home.toString());
    env.put("PATH", System.getenv("PATH"));
    env.put("TERM", "xterm-256color");
    env.put("BYOK_OPENAI_COMPATIBLE_API_KEY", "sk-benchmark");
    env.put("BYOK_OPENAI_COMPATIBLE_HOST", "http://127.0.0.1:" + port + "/v1");
    return env;
  }

  private static void row(String name, double[] times, double[] floor) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    double[] least = floor.clone();
    Arrays.sort(least);
    System.out.printf(
        Locale.ROOT,
        "%-34s median %7.2f ms, 95%% %7.2f, most %7.2f, %6.2f x floor%n",
        name,
        sorted[sorted.length / 2],
        sorted[sorted.length * 95 / 100],
        sorted[sorted.length - 1],
        sorted[sorted.length / 2] / least[least.length / 2]);
  }

  /** A terminal of 140 columns with one program on it. */
  private static final class Screen implements AutoCloseable {
    private final Process process;
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    Screen(String line, Map<String, String> env) throws IOException {
      ProcessBuilder builder =
          new ProcessBuilder("script", "-qec", "stty rows 40 cols 140; exec " + line, "/dev/null");
      if (line.startsWith("printf")) {
        builder.command("script", "-qec", "stty rows 40 cols 140; " + line, "/dev/null");
      }
      builder.environment().clear();
      builder.environment().putAll(env);
      process = builder.redirectErrorStream(true).start();
      Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
      byte[] buffer = new byte[65536];
      try (InputStream in = process.getInputStream()) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          synchronized (this) {
            shown.write(buffer, 0, count);
            notifyAll();
          }
        }
      } catch (IOException gone) {
        return;
      }
    }

    synchronized String shown() {
      return shown.toString(StandardCharsets.ISO_8859_1);
    }

    synchronized void forget() {
      shown.reset();
    }

    /** Tests all output at each change. The caller keeps it short. */
    synchronized void await(Predicate<String> wanted) throws InterruptedException {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!wanted.test(shown())) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("not shown, but: " + shown());
        }
        wait(1_000);
      }
    }

    void type(String keys) throws IOException {
      process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    /** Returns how much memory the Java process uses now. */
    long mebibytes() throws IOException {
      ProcessHandle java =
          process
              .descendants()
              .filter(child -> child.info().command().orElse("").endsWith("/bin/java"))
              .findFirst()
              .orElseThrow();
      for (String line : Files.readAllLines(Path.of("/proc/" + java.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
        }
      }
      throw new IllegalStateException("no memory is stated");
    }

    @Override
    public void close() {
      for (ProcessHandle child : process.descendants().toList()) {
        child.destroyForcibly();
      }
      process.destroyForcibly();
    }
  }
}
