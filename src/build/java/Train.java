import dev.byok.keys.stores.dbus.FakeBus;
import dev.byok.keys.stores.dbus.WireWriter;
import dev.byok.testing.RawServer;
import dev.byok.testing.StoredPrices;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TlsServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs the most common commands with the new image, so that the runtime can record which classes
 * they load. The servers and the keychain are the tests' fakes on loopback.
 */
final class Train {
  private static final long PATIENCE_SECONDS = 120;

  private static final String[] EVENTS = {
    chunk("{\"role\":\"assistant\",\"content\":\"Hel\"}", "null"),
    chunk("{\"content\":\"lo\"}", "null"),
    chunk("{}", "\"stop\""),
    "data: {\"id\":\"t\",\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":3,"
        + "\"completion_tokens\":2,\"prompt_tokens_details\":{\"cached_tokens\":0},"
        + "\"completion_tokens_details\":{\"reasoning_tokens\":0}}}\n\n",
    "data: [DONE]\n\n"
  };

  private static final String[] ANTHROPIC = {
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"t\",\"model\":\"m\","
        + "\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n",
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
        + "{\"type\":\"text_delta\",\"text\":\"Hello\"}}\n\n",
    "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
        + "\"usage\":{\"output_tokens\":2}}\n\n",
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"
  };
  private static final String GEMINI =
      "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]},"
          + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":3,"
          + "\"candidatesTokenCount\":2},\"modelVersion\":\"m\",\"responseId\":\"t\"}\n\n";

  private static final String RESPONSES =
      "data: {\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"model\":\"m\","
          + "\"status\":\"in_progress\"}}\n\n"
          + "data: {\"type\":\"response.output_text.delta\",\"output_index\":0,"
          + "\"content_index\":0,\"delta\":\"Hello\"}\n\n"
          + "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\","
          + "\"output\":[],\"usage\":{\"input_tokens\":3,\"output_tokens\":1}}}\n\n";

  /** Has a tier, so that every part of a price is read. */
  private static final String PRICES =
      "{\"anthropic\":{\"models\":{\"m\":{\"cost\":{\"input\":1,\"output\":2,\"cache_read\":0.1,"
          + "\"tiers\":[{\"tier\":{\"size\":200000},\"input\":2,\"output\":4}]}}}}}";

  /** A chat on a terminal, with typed input. */
  private static final String CHAT = "0 chat -m openai-compatible/m";

  private static final List<String> PROMPTS =
      List.of(
          "0 run -m demo/echo Hello, keys",
          // Twice, because the second writes to a ledger that exists.
          "0 run -m openai-compatible/m hi",
          "0 run -m openai-compatible/m hi",
          "0 run -m openai-compatible:tls/m hi",
          "0 run -m openai-compatible:tls/m --json hi",
          "0 run -m anthropic/m hi",
          "0 run -m google/m hi",
          "0 run -m openai-compatible:new/m hi",
          "0 config set prices.fetch false",
          "0 budget set 1000000 --per day --tokens",
          "0 run -m demo/echo --max-tokens 9 Hello, keys",
          "0 budget rm --all");

  /** What reads files and prints, without a network. */
  private static final List<String> REPORTS =
      List.of(
          "0 --version",
          "0 --help",
          "0 run --help",
          "0 keys list",
          "0 usage",
          "0 usage --by day --since month",
          "0 usage tail",
          "0 sessions list",
          "0 providers",
          "0 __complete models -- openai-compatible/",
          "0 __complete models -- o",
          "0 __complete keys",
          "0 __complete sessions");

  private Train() {}

  static void run(Path image, Platform platform) throws Exception {
    Path lib = image.resolve("lib/byok");
    Path home = Files.createTempDirectory("byok-training");
    var root = TestCertificates.authority("training root").selfSigned();
    var certificate = TestCertificates.server().under(root);
    keychainKey(home);
    cachedModels(home);
    StoredPrices.write(home, PRICES, Instant.now());
    try (FakeBus _ = FakeBus.scripted(home.resolve("bus"), keychain());
        RawServer plain = RawServer.start(RawServer.events(EVENTS));
        RawServer anthropic = RawServer.start(RawServer.events(ANTHROPIC));
        RawServer gemini = RawServer.start(RawServer.events(GEMINI));
        RawServer responses = RawServer.start(RawServer.events(RESPONSES));
        TlsServer tls = TlsServer.start(certificate, RawServer.events(EVENTS))) {
      Map<String, String> env = new HashMap<>();
      env.put("BYOK_HOME", home.toString());
      env.put("SSL_CERT_FILE", root.pem(home).toString());
      key(env, "OPENAI_COMPATIBLE", "http://127.0.0.1:" + plain.port() + "/v1");
      key(env, "OPENAI_COMPATIBLE__TLS", "https://localhost:" + tls.port() + "/v1");
      key(env, "ANTHROPIC", "http://127.0.0.1:" + anthropic.port() + "/v1");
      key(env, "GOOGLE", "http://127.0.0.1:" + gemini.port() + "/v1beta");
      key(env, "OPENAI_COMPATIBLE__NEW", "http://127.0.0.1:" + responses.port() + "/v1");
      env.put("BYOK_OPENAI_COMPATIBLE__NEW_WIRE", "responses");
      env.put("LC_ALL", "C.UTF-8");
      env.put("TERM", "xterm-256color");
      env.put("PATH", System.getenv("PATH"));
      // Without this, Windows opens no connection.
      env.put("SystemRoot", System.getenv().getOrDefault("SystemRoot", ""));
      List<String> prompts = new ArrayList<>(PROMPTS);
      if (platform.isLinux()) {
        // On other systems the keychain would be the user's. This fake sends a secret that cannot
        // be decrypted, so byok exits with 11.
        prompts.add(0, "11 run -m openai-compatible:stored/m hi");
      }
      List<String> all = new ArrayList<>(prompts);
      if (isOnPath("script")) {
        // First, because the typed input waits in the terminal from the start.
        all.add(0, CHAT);
      } else {
        System.err.println("there is no script program: chat will start more slowly");
      }
      train(image, lib.resolve("byok.aot"), home, env, all);
      train(image, lib.resolve("reports.aot"), home, env, REPORTS);
    }
  }

  private static void key(Map<String, String> env, String name, String host) {
    env.put("BYOK_" + name + "_API_KEY", "sk-training-0123456789abcdef");
    env.put("BYOK_" + name + "_HOST", host);
  }

  /** Writes a configuration with a key that is in the keychain. */
  private static void keychainKey(Path home) throws IOException {
    Files.writeString(
        home.resolve("config.json"),
        "{\"keys\":{\"openai-compatible:stored\":"
            + "{\"stored_in\":\"keychain\",\"host\":\"http://127.0.0.1:9/v1\"}}}");
    if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          home.resolve("config.json"), PosixFilePermissions.fromString("rw-------"));
    }
  }

  /** Writes the files that completion reads. */
  private static void cachedModels(Path home) throws IOException {
    Path folder = Files.createDirectories(home.resolve("cache/models"));
    Files.writeString(
        folder.resolve("training.json"),
        "{\"key\":\"openai-compatible\",\"host\":\"http://127.0.0.1:9/v1\",\"models\":["
            + "{\"id\":\"m\",\"name\":\"M\",\"context\":1000,\"input\":1,\"output\":2}]}");
    Files.createDirectories(home.resolve("sessions"));
    Files.writeString(home.resolve("sessions/training.json"), "{}");
  }

  /** Answers with one unlocked item, an encrypted session, and a secret of random octets. */
  private static Map<String, FakeBus.Answer> keychain() {
    byte[] publicKey = new byte[128];
    java.util.Arrays.fill(publicKey, (byte) 0x5A);
    return Map.of(
        "SearchItems",
        FakeBus.reply("aoao", new WireWriter().strings("/item").strings()),
        "OpenSession",
        FakeBus.reply("vo", new WireWriter().signature("ay").octets(publicKey).string("/session")),
        "GetSecret",
        FakeBus.reply(
            "(oayays)",
            new WireWriter()
                .align(8)
                .string("/session")
                .octets(new byte[16])
                .octets(new byte[32])
                .string("text/plain")));
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Returns the command on a terminal, in the form that this system's script program needs. */
  private static List<String> atTerminal(List<String> command) {
    List<String> all = new ArrayList<>(List.of("script", "-q"));
    if (System.getProperty("os.name").startsWith("Mac")) {
      all.add("/dev/null");
      all.addAll(command);
    } else {
      StringBuilder line = new StringBuilder("exec");
      for (String word : command) {
        line.append(" '").append(word.replace("'", "'\\''")).append('\'');
      }
      all.addAll(List.of("-e", "-c", line.toString(), "/dev/null"));
    }
    return all;
  }

  private static void train(
      Path image, Path cache, Path home, Map<String, String> env, List<String> lines)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(image.resolve("runtime/bin/java").toString());
    Path lib = cache.getParent();
    command.add("-XX:AOTCacheOutput=" + cache);
    command.addAll(List.of("-Xlog:aot=error", "-Xlog:cds=error"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.add("-Djdk.reflect.useNativeAccessorOnly=true");
    command.add("-Djava.library.path=" + lib);
    command.add("-Dbyok.roots=" + lib.resolve("roots"));
    command.add("-Dlibrary.jline.path=" + lib);
    // As the launcher has it: with other rights the runtime would not use what is recorded.
    command.add("--enable-native-access=" + ModuleInfo.NAME);
    command.addAll(List.of("-m", ModuleInfo.NAME + "/dev.byok.Training"));
    Path file = home.resolve("commands");
    Files.writeString(file, String.join("\n", lines).replace(' ', '\t'), StandardCharsets.UTF_8);
    command.add(file.toString());
    boolean chats = lines.contains(CHAT);
    ProcessBuilder builder = new ProcessBuilder(chats ? atTerminal(command) : command);
    builder.environment().clear();
    builder.environment().putAll(env);
    Path keys = home.resolve("keys");
    Files.writeString(keys, "hi\n/model demo/echo\n**Hello**, `keys`\n/exit\n");
    builder.redirectInput(keys.toFile());
    Path log = home.resolve("log");
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    if (!ended || process.exitValue() != 0) {
      throw new IllegalStateException("the training failed:\n" + Files.readString(log));
    }
  }

  private static String chunk(String delta, String finish) {
    return "data: {\"id\":\"t\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        + "\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]}\n\n";
  }
}
