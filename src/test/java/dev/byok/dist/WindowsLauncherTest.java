package dev.byok.dist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks of {@code byok.cmd} what can be checked without Windows. */
final class WindowsLauncherTest {
  private static final Path WINDOWS = Path.of("dist/byok.cmd");
  private static final Path POSIX = Path.of("dist/byok");

  /** The flags that only the POSIX launcher has, with the reason for each. */
  private static final Set<String> POSIX_ALONE =
      // Its [ -t ] tells which streams are terminals; cmd.exe has nothing like it. Windows has no
      // limit of open files either that Java would raise for the programs that byok starts.
      Set.of("-Dbyok.terminal=\"$byok_terminal\"", "-XX:${byok_files}MaxFDLimit");

  @Test
  void every_line_ends_as_on_windows() throws Exception {
    String text = Files.readString(WINDOWS);
    assertTrue(text.endsWith("\r\n"));
    assertEquals(text, text.replace("\r", "").replace("\n", "\r\n"));
    assertFalse(Files.readString(POSIX).contains("\r"));
    assertTrue(text.chars().allMatch(c -> c < 0x80), "cmd.exe reads it in any code page");
  }

  @Test
  void the_runtime_gets_the_same_flags() throws Exception {
    Set<String> posix = flags(command(POSIX, "exec \"$byok_image/runtime/bin/java\"", "\\\\\n"));
    Set<String> windows = flags(command(WINDOWS, "\"%image%\\runtime\\bin\\java.exe\"", "\\^\n"));
    assertTrue(posix.size() > 8, posix.toString());
    Set<String> missing = new TreeSet<>(posix);
    missing.removeAll(windows);
    Set<String> added = new TreeSet<>(windows);
    added.removeAll(posix);
    assertEquals(POSIX_ALONE, missing, "only in dist/byok");
    assertEquals(Set.of(), added, "only in dist/byok.cmd");
  }

  @Test
  void the_same_variables_of_the_runtime_are_cleared() throws Exception {
    String posix = Files.readString(POSIX);
    int start = posix.indexOf("in LC_ALL ") + "in LC_ALL ".length();
    List<String> names = List.of(posix.substring(start, posix.indexOf(';', start)).split(" ", -1));
    assertTrue(names.contains("JAVA_TOOL_OPTIONS"), names.toString());
    List<String> lines = lines();
    for (String name : names) {
      assertTrue(lines.contains("set \"" + name + "=\""), name);
    }
  }

  @Test
  void nothing_of_it_stays_behind_and_the_exit_code_passes() throws Exception {
    List<String> lines = lines();
    String code = String.join("\n", lines).toLowerCase(Locale.ROOT);
    assertTrue(code.startsWith("@echo off\nsetlocal enableextensions disabledelayedexpansion\n"));
    assertFalse(code.contains(" enabledelayedexpansion"), code);
    assertFalse(code.contains("chcp"), code);
    int java = lines.indexOf("-m byok/dev.byok.Main %*");
    assertTrue(java > 0, code);
    assertEquals("exit /b %ERRORLEVEL%", lines.get(java + 1));
    assertTrue(lines.contains("set \"ERRORLEVEL=\""), "a variable of that name hides the code");
    assertTrue(lines.contains("set \"image=%~dp0..\""), code);
  }

  @Test
  void says_that_it_was_not_tried() throws Exception {
    assertTrue(Files.readString(WINDOWS).contains("NOT TRIED YET ON WINDOWS"));
  }

  /** Returns the lines without comments and empty lines. */
  private static List<String> lines() throws IOException {
    return Files.readAllLines(WINDOWS).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("rem "))
        .toList();
  }

  /** Returns the last command, which starts the runtime, in one line. */
  private static String command(Path launcher, String start, String continued) throws IOException {
    String text = Files.readString(launcher).replace("\r\n", "\n");
    int from = text.indexOf(start);
    assertTrue(from > 0, launcher + " does not start the runtime");
    String joined = text.substring(from + start.length()).replaceAll(continued, " ");
    return joined.lines().findFirst().orElseThrow();
  }

  /** Returns the flags of a command, written as in the POSIX launcher. */
  private static Set<String> flags(String command) {
    Matcher flag = Pattern.compile("-[XD]\\S+").matcher(command);
    Set<String> flags = new TreeSet<>();
    while (flag.find()) {
      flags.add(
          flag.group()
              .replace("%image%", "$byok_image")
              .replace("%cache%", "$byok_cache")
              .replace('\\', '/'));
    }
    return flags;
  }
}
