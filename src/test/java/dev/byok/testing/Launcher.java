package dev.byok.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/**
 * Runs the finished byok as a separate process with a clean environment and home. There is no
 * keychain unless one is given, and the working folder is empty at first.
 */
public final class Launcher {
  /** The source tree. */
  public static final Path TREE = Path.of("").toAbsolutePath();

  /** The launcher of the source tree. */
  public static final Path DIST = TREE.resolve("dist/byok");

  /** The image that the launcher starts. */
  public static final Path IMAGE = TREE.resolve("target/image");

  private static final long PATIENCE_SECONDS = 180;

  private final Path root;
  private final Map<String, String> env = new TreeMap<>();
  private Path program = DIST;
  private Path folder;
  private byte[] stdin = new byte[0];

  /** Makes a byok whose files are all below this folder. */
  public Launcher(Path root) throws IOException {
    this.root = root;
    for (String part : List.of("home", "work", "bin")) {
      Files.createDirectories(root.resolve(part));
    }
    if (!Files.exists(root.resolve("bin/byok"))) {
      Files.createSymbolicLink(root.resolve("bin/byok"), DIST);
    }
    folder = root.resolve("work");
    env.put("PATH", root.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin");
    env.put("HOME", home().toString());
    env.put("BYOK_HOME", byokHome().toString());
    env.put("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + root.resolve("no-bus"));
    // Where many programs run at once, a keychain may take longer than a user would wait.
    env.put("BYOK_KEYCHAIN_TIMEOUT", "60");
  }

  /** The exit code and output of a run. */
  public record Result(int exitCode, String out, String err) {
    @Override
    public String toString() {
      return "exit code " + exitCode + "\nstdout:\n" + out + "\nstderr:\n" + err;
    }
  }

  public Path root() {
    return root;
  }

  public Path home() {
    return root.resolve("home");
  }

  public Path byokHome() {
    return home().resolve("byok");
  }

  public Path work() {
    return root.resolve("work");
  }

  public Path ledger() {
    return byokHome().resolve("usage.json");
  }

  /** Writes a file into the working folder. */
  public Path file(String name, String content) throws IOException {
    return Files.writeString(work().resolve(name), content);
  }

  public Launcher env(String name, String value) {
    env.put(name, value);
    return this;
  }

  public Launcher env(Map<String, String> more) {
    env.putAll(more);
    return this;
  }

  public Launcher unset(String name) {
    env.remove(name);
    return this;
  }

  /** Keeps new keys in an encrypted file. */
  public Launcher withKeyFile() throws IOException {
    Path passphrase = root.resolve("passphrase");
    Files.writeString(passphrase, "correct horse battery staple\n");
    return env("BYOK_KEYSTORE", "file").env("BYOK_PASSPHRASE_FILE", passphrase.toString());
  }

  /** Starts this launcher instead of the source tree's. */
  public Launcher program(Path other) {
    program = other;
    return this;
  }

  /** Starts in another folder. */
  public Launcher in(Path other) {
    folder = other;
    return this;
  }

  /** Sets the input of the next run. */
  public Launcher stdin(String text) {
    return stdin(text.getBytes(StandardCharsets.UTF_8));
  }

  public Launcher stdin(byte[] bytes) {
    stdin = bytes.clone();
    return this;
  }

  /** Runs byok and waits for its end. */
  public Result run(String... args) throws Exception {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(args));
    return finish(builder(words));
  }

  /** Does the same, with the type of result that a run inside this process has. */
  public CliRunner.Result ran(String... args) throws Exception {
    Result result = run(args);
    return new CliRunner.Result(result.exitCode(), result.out(), result.err());
  }

  /** Runs a line of bash with byok on its PATH, and waits for its end. */
  public Result bash(String line) throws Exception {
    return finish(builder(List.of("bash", "-c", line)));
  }

  /** Runs a line of the system's shell with byok on its PATH, and waits for its end. */
  public Result sh(String line) throws Exception {
    return finish(builder(List.of("sh", "-c", line)));
  }

  /** Starts byok and leaves it running. */
  public Running start(String... args) throws IOException {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(args));
    return new Running(builder(words).start(), stdin);
  }

  /** Starts this command with byok on its PATH. */
  public Process startCommand(String... command) throws IOException {
    return builder(List.of(command)).start();
  }

  /** Returns every regular file below the root whose bytes contain this text. */
  public List<Path> filesWith(String text) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files()) {
      String content = Files.readString(file, StandardCharsets.ISO_8859_1);
      if (content.contains(text)) {
        found.add(file);
      }
    }
    return found;
  }

  /** Returns every regular file below the root. */
  public List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file)).toList();
    }
  }

  private Result finish(ProcessBuilder builder) throws Exception {
    byte[] input = stdin;
    stdin = new byte[0];
    return new Running(builder.start(), input).finish();
  }

  private ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(env);
    return builder;
  }

  /** A running process. */
  public static final class Running implements AutoCloseable {
    private final Process process;
    private final Captured out;
    private final Captured err;

    private Running(Process process, byte[] input) {
      this.process = process;
      out = new Captured(process.getInputStream());
      err = new Captured(process.getErrorStream());
      Thread.startVirtualThread(() -> feed(process, input));
    }

    /** Waits until this is on standard output. */
    public void await(String text) throws InterruptedException {
      out.await(text);
    }

    /** Sends a signal, such as {@code INT}. */
    public void signal(String name) throws Exception {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    }

    public Result finish() throws Exception {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        Assertions.fail("byok did not end within " + PATIENCE_SECONDS + " s");
      }
      return new Result(process.exitValue(), out.all(), err.all());
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }

    private static void feed(Process process, byte[] input) {
      try (OutputStream to = process.getOutputStream()) {
        to.write(input);
      } catch (IOException notRead) {
        // A program need not read all of its input.
      }
    }
  }
}
