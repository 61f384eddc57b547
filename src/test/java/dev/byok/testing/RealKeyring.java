package dev.byok.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A real gnome-keyring, unlocked, with a bus and a home that only it uses. The bus does not start
 * services by itself, so that a killed keychain stays away.
 */
public final class RealKeyring implements AutoCloseable {
  /** How many times in a row the default collection must be found. */
  private static final int SURE = 3;

  private static final List<String> PROGRAMS =
      List.of("dbus-daemon", "gnome-keyring-daemon", "gdbus", "secret-tool");
  private static final String CONFIGURATION =
      """
      <busconfig>
        <type>session</type>
        <listen>unix:path=SOCKET</listen>
        <auth>EXTERNAL</auth>
        <policy context="default">
          <allow send_destination="*" eavesdrop="true"/>
          <allow eavesdrop="true"/>
          <allow own="*"/>
        </policy>
      </busconfig>
      """;

  private final Path home;
  private final List<Process> processes = new ArrayList<>();

  private RealKeyring(Path home) {
    this.home = home;
  }

  /** Starts a bus with an unlocked keychain; fails or skips the test if programs are missing. */
  public static RealKeyring start() throws Exception {
    RealKeyring keyring = startBus();
    Process daemon =
        keyring.launch("gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground");
    try (OutputStream password = daemon.getOutputStream()) {
      password.write("pw".getBytes(StandardCharsets.US_ASCII));
    }
    keyring.awaitService();
    keyring.awaitDefaultCollection();
    return keyring;
  }

  /** Starts a bus with a keychain without password, locked because it was not used yet. */
  public static RealKeyring startWithoutPassword() throws Exception {
    RealKeyring keyring = startBus();
    Path folder = Files.createDirectories(keyring.home.resolve("data/keyrings"));
    Files.writeString(
        folder.resolve("open.keyring"), "[keyring]\ndisplay-name=open\nctime=0\nmtime=0\n");
    Files.writeString(folder.resolve("default"), "open");
    keyring.launchLocked();
    keyring.awaitDefaultCollection();
    return keyring;
  }

  /** Starts a bus with a keychain that has only its collection in memory. */
  public static RealKeyring startEmpty() throws Exception {
    RealKeyring keyring = startBus();
    keyring.launchLocked();
    return keyring;
  }

  /** Waits until this name has no owner on the bus. */
  public void awaitNobody(String name) throws Exception {
    String bus = "org.freedesktop.DBus";
    while (call(bus, "/org/freedesktop/DBus", bus + ".NameHasOwner", name).contains("true")) {
      Thread.onSpinWait();
    }
  }

  /** Ends the keychain and starts it again, as a login does that unlocks nothing. */
  public void restart() throws Exception {
    kill();
    launchLocked();
    awaitDefaultCollection();
  }

  private void launchLocked() throws Exception {
    launch("gnome-keyring-daemon", "--components=secrets", "--foreground");
    awaitService();
  }

  private void awaitService() throws Exception {
    run("gdbus", "wait", "--session", "--timeout", "10", "org.freedesktop.secrets");
  }

  /**
   * The daemon takes its name on the bus a moment before it makes the collection. While it first
   * writes the collection to its disk, the collection can disappear for another moment.
   */
  private void awaitDefaultCollection() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    int seen = 0;
    while (seen < SURE) {
      boolean there = !service("ReadAlias", "default").contains("'/'");
      seen = there ? seen + 1 : 0;
      Assertions.assertTrue(there || System.nanoTime() < deadline, "no default collection");
      TimeUnit.MILLISECONDS.sleep(there ? 5 : 20);
    }
  }

  /** Starts a bus without a keychain. */
  public static RealKeyring startBus() throws Exception {
    requirePrograms();
    RealKeyring keyring = new RealKeyring(Files.createTempDirectory("byok-ring"));
    Path configuration = keyring.home.resolve("bus.conf");
    Files.writeString(configuration, CONFIGURATION.replace("SOCKET", keyring.socket().toString()));
    Process bus =
        keyring.launch(
            "dbus-daemon", "--nofork", "--print-address", "--config-file=" + configuration);
    bus.inputReader().readLine();
    return keyring;
  }

  public String address() {
    return "unix:path=" + socket();
  }

  /** Returns the environment that a process needs to use this keychain. */
  public Map<String, String> env() {
    return Map.of("DBUS_SESSION_BUS_ADDRESS", address());
  }

  public void lock() throws Exception {
    service("Lock", "['/org/freedesktop/secrets/collection/login']");
  }

  /** Makes the collection in memory the default one. */
  public void keepInMemory() throws Exception {
    service("SetAlias", "default", "/org/freedesktop/secrets/collection/session");
  }

  private String service(String method, String... arguments) throws Exception {
    return call(
        "org.freedesktop.secrets",
        "/org/freedesktop/secrets",
        "org.freedesktop.Secret.Service." + method,
        arguments);
  }

  private String call(String name, String path, String method, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("gdbus", "call", "--session", "--dest", name));
    command.addAll(List.of("--object-path", path, "--method", method));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** Suspends the keychain's process, so that it neither answers nor ends. */
  public void hang() throws Exception {
    run("kill", "-STOP", String.valueOf(processes.getLast().pid()));
  }

  /** Kills the keychain. The bus keeps running. */
  public void kill() throws Exception {
    processes.getLast().destroyForcibly().waitFor();
  }

  /** Runs a program on this bus and returns its output. */
  public String run(String... command) throws Exception {
    return feed("", command);
  }

  /** Runs a program on this bus with this input and returns its output. */
  public String feed(String input, String... command) throws Exception {
    Process process = builder(command).start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException(command[0] + " failed");
    }
    return output;
  }

  @Override
  public void close() throws IOException {
    for (Process process : processes.reversed()) {
      process.destroyForcibly().onExit().join();
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  public Path socket() {
    return home.resolve("bus");
  }

  private Process launch(String... command) throws IOException {
    Process process = builder(command).start();
    processes.add(process);
    return process;
  }

  private ProcessBuilder builder(String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> env = builder.environment();
    env.keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
    env.putAll(env());
    env.put("HOME", home.toString());
    env.put("XDG_DATA_HOME", home.resolve("data").toString());
    env.put("XDG_RUNTIME_DIR", home.toString());
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD);
  }

  private static void requirePrograms() {
    for (String program : PROGRAMS) {
      boolean found =
          Stream.of(System.getenv("PATH").split(":", -1))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
      if (!found) {
        String message =
            program
                + " is not installed; needed are gnome-keyring, dbus, libsecret-tools, libglib2.0-bin";
        Map<String, String> env = System.getenv();
        if (env.containsKey("CI") || env.containsKey("BYOK_TEST_KEYRING")) {
          Assertions.fail(message);
        }
        Assumptions.abort(message);
      }
    }
  }
}
