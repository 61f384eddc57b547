package dev.byok.cli.flood;

import dev.byok.Byok;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.RawServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A process with a heap of 48 MiB, in which byok meets one flood after the other. */
final class SmallProcess {
  static final String KEY = "canary-0123456789abcdef-canary";

  private SmallProcess() {}

  static List<String> command(Class<?> main, String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path", ""),
                main.getName()));
    command.addAll(List.of(args));
    return command;
  }

  static Map<String, String> environment(Flood flood, String url, Path home) {
    Map<String, String> env = new TreeMap<>();
    env.put("BYOK_HOME", home.toString());
    env.put("HOME", home.toString());
    String stem = "BYOK_" + flood.provider().toUpperCase(Locale.ROOT).replace('-', '_');
    boolean signs = flood.provider().equals("bedrock");
    env.put(stem + "_API_KEY", signs ? FakeBedrock.KEY : KEY);
    env.put(stem + "_HOST", signs ? url : url + "/v1");
    return env;
  }

  /** Sends the first of every so many floods, and prints one JSON object for each. */
  public static void main(String[] args) throws Exception {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      for (Flood flood : Flood.all(Integer.parseInt(args[0]))) {
        out.write((Json.write(met(flood)) + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static JsonObject met(Flood flood) throws IOException {
    Path home = Files.createTempDirectory("flood");
    Ends out = new Ends();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    long start = System.nanoTime();
    try (RawServer server = RawServer.start(flood.script())) {
      int exitCode =
          Byok.run(
              new ByteArrayInputStream("hi\n".getBytes(StandardCharsets.UTF_8)),
              out,
              err,
              environment(flood, server.url(), home),
              flood.args());
      Path ledger = home.resolve("usage.json");
      return JsonObject.builder()
          .put("name", flood.name())
          .put("exit", exitCode)
          .put("err", err.toString(StandardCharsets.UTF_8))
          .put("out", out.first.toString(StandardCharsets.UTF_8))
          .put("length", out.length)
          .put("requests", server.connections())
          .put("ledger", Files.exists(ledger) ? Files.readString(ledger) : "")
          .put("ms", (System.nanoTime() - start) / 1_000_000)
          .build();
    }
  }

  /** Keeps how much was written, and how it began. */
  private static final class Ends extends OutputStream {
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private long length;

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      first.write(bytes, offset, Math.min(count, Math.max(0, 1_000 - first.size())));
      length += count;
    }
  }
}
