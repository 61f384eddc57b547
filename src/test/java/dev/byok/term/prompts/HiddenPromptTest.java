package dev.byok.term.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.testing.Pty;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the settings of the terminal during a hidden prompt, and after it. */
final class HiddenPromptTest {
  @TempDir private Path folder;

  /** A stopped byok would return to a terminal on which the shell has turned echo on. */
  @Test
  void nobody_can_stop_it_while_it_asks() throws Exception {
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

  @ParameterizedTest(name = "{0} characters in {1} lines")
  @CsvSource({"1, 1", "4096, 1", "16384, 1", "60, 2", "4000, 50", "16384, 50"})
  void a_paste_arrives_whole_or_is_refused_and_the_shell_gets_nothing(int characters, int lines)
      throws Exception {
    String left = "; IFS= read -r -t 1 left; echo \"left:<$left>\"; echo over";
    try (Pty terminal = Pty.start(folder, Map.of(), 24, 80, ask() + left)) {
      terminal.await("Key: ");
      String line = "x".repeat(characters / lines);
      terminal.type((line + "\r").repeat(lines));
      String screen = terminal.await("over");
      assertTrue(screen.contains("left:<>"), screen);
      assertFalse(screen.contains("xx"), screen);
      assertTrue(
          screen.contains(lines == 1 ? characters + " characters" : "several lines"), screen);
    }
  }

  @Test
  void a_pasted_object_arrives_whole() throws Exception {
    try (Pty terminal = Pty.start(folder, Map.of(), 24, 80, ask() + " json; cat; echo over")) {
      terminal.await("Key: ");
      String json = "{\n" + "  \"k\": \"v\",\n".repeat(500) + "  \"end\": 1\n}";
      terminal.type(json.replace('\n', '\r') + "\r");
      terminal.await(json.length() + " characters");
      terminal.type("\u0004");
      assertFalse(terminal.await("over").contains("\"k\""));
    }
  }

  @Test
  void what_follows_ctrl_c_is_not_the_shells() throws Exception {
    String left = "; IFS= read -r -t 1 left; echo \"left:<$left>\"; echo over";
    try (Pty terminal = Pty.start(folder, Map.of(), 24, 80, "trap : INT; " + ask() + left)) {
      terminal.await("Key: ");
      terminal.type("half\u0003rest of the paste\rrm -rf x\r");
      String screen = terminal.await("over");
      assertTrue(screen.contains("left:<>"), screen);
      assertFalse(screen.contains("rest of the paste"), screen);
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

  /** Asks, and prints only what does not give the answer away. */
  static final class Ask {
    private Ask() {}

    private static String fourth(String typed) {
      return typed.length() < 4 ? "" : ": " + (int) typed.charAt(3) + " is the fourth";
    }

    public static void main(String[] args) {
      try {
        String typed = new HiddenPrompt(false).ask("Key: ", args.length > 0).open();
        System.out.println(typed.length() + " characters" + fourth(typed));
      } catch (Failure refused) {
        System.out.println(refused.text());
      }
    }
  }
}
