package dev.byok.term.console;

import dev.byok.testing.Pty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Starts {@link Talk} at a terminal. */
final class TalkPty {
  static final String PROMPT = "you>";

  private final Path folder;
  private final Map<String, String> env = new TreeMap<>();
  private int rows = 24;
  private int columns = 80;
  private String history = "-";
  private String letters = "ioe";

  /** Runs in this folder, without anyone's settings. */
  TalkPty(Path folder) {
    this.folder = folder;
    env.put("TERM", "xterm-256color");
    env.put("HOME", folder.toString());
    env.put("INPUTRC", "/dev/null");
  }

  TalkPty env(String name, String value) {
    env.put(name, value);
    return this;
  }

  TalkPty size(int high, int wide) {
    rows = high;
    columns = wide;
    return this;
  }

  TalkPty history(Path file) {
    history = file.toString();
    return this;
  }

  /** Sets which standard streams are terminals, as the launcher says it. */
  TalkPty terminals(String standard) {
    letters = standard;
    return this;
  }

  Pty start() throws IOException {
    return start("", "; echo over");
  }

  /** Starts it between other shell commands. */
  Pty start(String before, String behind) throws IOException {
    return Pty.start(folder, env, rows, columns, before + command() + behind);
  }

  private String command() {
    return String.join(
        " ",
        "'" + Path.of(System.getProperty("java.home"), "bin", "java") + "'",
        "--enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "-XX:-UsePerfData -cp '" + System.getProperty("java.class.path", "") + "'",
        Talk.class.getName(),
        "'" + letters + "'",
        "'" + history + "'");
  }
}
