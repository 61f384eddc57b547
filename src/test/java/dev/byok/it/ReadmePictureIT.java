package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.Launcher;
import dev.byok.testing.NamedHosts;
import dev.byok.testing.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Types what README's picture of a terminal shows, and compares the screen with the picture. */
final class ReadmePictureIT {
  private static final String KEY = "sk-picture-0123456789abcdef";
  private static final Pattern PICTURE = Pattern.compile("(?ms)^```text\n(.*?)^```$");

  /** A shell's or chat's prompt, and what was typed after it. */
  private static final Pattern TYPED = Pattern.compile("(\\$|\\S+>) (.+)");

  private static final Pattern PROMPT_AT_END = Pattern.compile("(?s).*(^|\n)(\\$|\\S+>)");

  @TempDir Path temp;

  @Test
  void the_picture_is_what_a_terminal_shows() throws Exception {
    List<String> picture = picture();
    Launcher byok = new Launcher(temp.resolve("place"));
    try (NamedHosts hosts = NamedHosts.start(temp, "api.openai.com", "models.dev")) {
      byok.env(hosts.env()).env("BYOK_OPENAI_API_KEY", KEY).env("TERM", "xterm").env("PS1", "$ ");
      assertEquals(0, byok.run("models", "openai").exitCode(), "fetches the prices");
      assertEquals(0, byok.run("default", "openai/gpt-5.6-luna").exitCode());
      try (Pty terminal = Pty.start(byok, 40, 100, "exec sh -i")) {
        for (String line : picture) {
          Matcher typed = TYPED.matcher(line);
          if (typed.matches()) {
            terminal.screen().await(seen -> PROMPT_AT_END.matcher(seen).matches(), "a prompt");
            terminal.type(typed.group(2) + "\r");
            terminal.screen().await(seen -> seen.contains(line), line);
          }
        }
        String shown =
            terminal.screen().await(seen -> PROMPT_AT_END.matcher(seen).matches(), "a prompt");
        List<String> lines = shown.lines().toList();
        assertEquals(masked(picture), masked(lines.subList(0, lines.size() - 1)));
      }
    }
  }

  private static List<String> picture() throws IOException {
    Matcher picture = PICTURE.matcher(Files.readString(Path.of("README.md")));
    assertTrue(picture.find(), "README has no picture");
    return picture.group(1).lines().toList();
  }

  /** Without the time to the first token, which differs each time. */
  private static String masked(List<String> lines) {
    return String.join("\n", lines).replaceAll("first token [0-9.]+ m?s", "first token TIME");
  }
}
