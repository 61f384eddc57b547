package dev.byok.term;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Pty;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of the terminal while something is typed unseen, and after it. */
final class HiddenPromptTest {
  @TempDir private Path folder;

  /** A stopped byok would come back to a terminal on which the shell has set the echo on. */
  @Test
  void nobodyCanStopItWhileItAsks() throws Exception {
    try (Pty terminal = Pty.start(folder, Map.of(), 24, 80, ask() + "; stty -a; echo over")) {
      terminal.await("Key: ");
      String asking = settings();
      assertTrue(asking.contains("susp = <undef>;"), asking);
      assertTrue(asking.contains(" -echo "), asking);
      terminal.type("sec\u001aret\n");
      String screen = terminal.await("over");
      assertTrue(screen.contains("7 characters: 26 is the fourth"), screen);
      assertTrue(screen.contains("susp = ^Z;"), screen);
      assertTrue(screen.contains(" echo "), screen);
      assertFalse(screen.contains("ret\n"), screen);
    }
  }

  private String settings() throws Exception {
    Path device = Path.of(Files.readString(folder.resolve("tty")).strip());
    Process stty = new ProcessBuilder("stty", "-a").redirectInput(device.toFile()).start();
    String shown = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, stty.waitFor());
    return shown;
  }

  private static String ask() {
    return String.join(
        " ",
        "'" + Path.of(System.getProperty("java.home", ""), "bin", "java") + "'",
        "-XX:TieredStopAtLevel=1 -XX:-UsePerfData",
        "-cp '" + System.getProperty("java.class.path", "") + "'",
        "'" + Ask.class.getName() + "'");
  }

  /** Asks, and tells of the answer what does not give it away. */
  static final class Ask {
    private Ask() {}

    public static void main(String[] args) {
      String typed = new HiddenPrompt(false).ask("Key: ", args.length > 0).open();
      System.out.println(
          typed.length() + " characters: " + (int) typed.charAt(3) + " is the fourth");
    }
  }
}
