package dev.byok.serve.child.run;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A script {@code x} in a folder of its own: it runs {@link ExecMain} with its arguments. */
final class ExecScript {
  private static final long PATIENCE_SECONDS = 120;

  private final Path folder;
  private final Map<String, String> env = new TreeMap<>();

  ExecScript(Path folder) throws IOException {
    this.folder = folder;
    env.put("PATH", folder + ":/usr/local/bin:/usr/bin:/bin");
    env.put("HOME", Files.createDirectories(folder.resolve("home")).toString());
    env.put("TERM", "xterm");
    env.put("PS1", "P> ");
    program(
        "x",
        "exec '"
            + System.getProperty("java.home")
            + "/bin/java' --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:-MaxFDLimit"
            + " -XX:TieredStopAtLevel=1 -cp '"
            + classPath()
            + "' "
            + ExecMain.class.getName()
            + " \"$@\"");
  }

  /** The entries may be relative to the build's folder. */
  private static String classPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /** How a line ended. */
  record Result(int exitCode, String out, String err) {}

  Path folder() {
    return folder;
  }

  Map<String, String> env() {
    return env;
  }

  ExecScript env(String name, String value) {
    env.put(name, value);
    return this;
  }

  /** Puts a program on the path, a script of the system's shell. */
  Path program(String name, String line) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + line + "\n");
    Assertions.assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  /** Runs a line of bash in the folder. */
  Result bash(String line) throws Exception {
    Process process = start(line);
    process.getOutputStream().close();
    return finish(process);
  }

  Process start(String line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", line)
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().clear();
    builder.environment().putAll(env);
    return builder.start();
  }

  Result finish(Process process) throws Exception {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      Assertions.fail("no end; " + text("out") + text("err"));
    }
    return new Result(process.exitValue(), text("out"), text("err"));
  }

  /** Returns what a file of the folder holds. */
  String text(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
  }

  /** Waits until a file of the folder has this text. */
  String await(String name, String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(folder.resolve(name)) || !text(name).contains(text)) {
      Assertions.assertTrue(System.nanoTime() < end, name + " has no " + text);
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return text(name);
  }

  /** Returns the paths of what is in the folder. */
  List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (var all = Files.list(folder)) {
      all.forEach(each -> names.add(each.getFileName().toString()));
    }
    return names;
  }
}
