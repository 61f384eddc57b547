package dev.byok.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.testing.CliRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a prompt is answered whatever is wrong with the ledger. */
final class AnswerDespiteTroubleTest {
  private static final String WITHOUT_PRIVILEGE =
      "[ \"$(id -u)\" = 0 ] && set -- setpriv --bounding-set=-all --inh-caps=-all \"$@\";";

  @TempDir private Path folder;
  private Path home = Path.of("unset");
  private Path file = Path.of("unset");

  @BeforeEach
  void name() throws Exception {
    home = Files.createDirectory(folder.resolve("home"));
    file = home.resolve("usage.json");
  }

  @Test
  void damage_is_put_right_and_told_once() throws Exception {
    Fixtures.ledger(file, 2);
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    String closed = text.substring(0, text.length() - 3);
    for (String damage : List.of(",\n{\"id\":\"torn", ",\n\0\0\0\0", ",\n{\"id\":\"\u00e2\u0082")) {
      Files.writeString(file, closed + damage, StandardCharsets.ISO_8859_1);
      CliRunner.Result first = prompt();
      assertTrue(first.err().startsWith("byok: the ledger was damaged and is repaired: 2 entries"));
      assertTrue(first.err().contains("usage.json.damaged-"), first.err());
      assertEquals(1, first.err().lines().count());
      assertTold("", 3);
    }
  }

  @Test
  void a_missing_bracket_or_another_layout_loses_nothing() throws Exception {
    Fixtures.ledger(file, 2);
    String text = Files.readString(file);
    String told =
        "byok: the ledger was damaged and is repaired: 2 entries kept, nothing else was in it\n";
    for (String layout :
        List.of(
            text.substring(0, text.length() - 3),
            text.replace("\n", "\r\n"),
            "\ufeff" + text.stripTrailing(),
            Fixtures.pretty(text).strip())) {
      Files.writeString(file, layout);
      assertTold(told, 2);
      assertTold("", 3);
      assertEquals(List.of(), damaged());
    }
    for (String layout : List.of(Fixtures.pretty(text), text)) {
      Files.writeString(file, layout);
      assertTold("", 2);
    }
    Files.writeString(file, "");
    assertTold("", 0);
  }

  /** Repairs a torn end in place in a ledger of more than eight megabytes. */
  @Test
  void the_end_of_a_large_ledger_is_repaired_in_place() throws Exception {
    Fixtures.ledger(file, 1);
    String line = Files.readAllLines(file).get(1);
    String lines = (line + ",\n").repeat(9_000_000 / line.length());
    Files.writeString(file, "[\n" + lines + "{\"id\":\"torn");
    Object before = Files.getAttribute(file, "unix:ino");
    CliRunner.Result result = prompt();
    assertTrue(
        result.err().startsWith("byok: the ledger was damaged and is repaired: every whole entry"),
        result.err());
    assertTrue(
        result.err().contains(" kept, 11 bytes that are not entries were moved to "), result.err());
    assertEquals(before, Files.getAttribute(file, "unix:ino"), "the same file");
    assertEquals("{\"id\":\"torn\n", Files.readString(damaged().getFirst()));
    assertEquals(9_000_000 / line.length() + 1, Fixtures.strictIds(file).size());

    Files.writeString(file, "[\n" + lines.substring(0, lines.length() - 2));
    assertEquals(
        "byok: the ledger was damaged and is repaired:"
            + " every whole entry kept, nothing else was in it\n",
        prompt().err());
    assertEquals(1, damaged().size());
  }

  @Test
  void what_is_no_array_is_untouched_and_ends_with12() throws Exception {
    for (String content : List.of("my diary\n", "{}", "null")) {
      Files.writeString(file, content);
      CliRunner.Result result = new CliRunner(home).run("run", "-m", "demo/echo", "hi");
      assertEquals("hi\n", result.out());
      assertEquals(12, result.exitCode());
      assertWarning(result.err(), "does not contain a JSON array");
      assertEquals(content, Files.readString(file));
    }
  }

  @Test
  void what_is_no_plain_file_of_ones_own_is_warned_of() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "[\n{}\n]\n");
    Files.createSymbolicLink(file, victim);
    assertWarning(prompt().err(), "is a symbolic link");
    assertEquals("[\n{}\n]\n", Files.readString(victim));
    Files.delete(file);

    Files.createDirectory(file);
    assertWarning(prompt().err(), "is a folder");
    Files.delete(file);

    assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
    assertWarning(prompt().err(), "is not a plain file");
    Files.delete(file);

    Fixtures.ledger(file, 1);
    assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "root gives away");
    Files.setAttribute(file, "unix:uid", 12345, LinkOption.NOFOLLOW_LINKS);
    String before = Files.readString(file);
    assertWarning(prompt(12).err(), "belongs to another user");
    assertEquals(before, Files.readString(file));
  }

  @Test
  void a_full_disk_is_warned_of() throws Exception {
    Fixtures.ledger(file, 19);
    String before = Files.readString(file);
    int blocks = (int) (Files.size(file) / 512) + 1;
    assertTrue(blocks > 10, "the other files of byok are smaller");
    assertWarning(process("ulimit -f " + blocks + ";"), "File too large");
    assertEquals(before, Files.readString(file));
  }

  @Test
  void a_read_only_ledger_is_warned_of() throws Exception {
    Fixtures.ledger(file, 1);
    String before = Files.readString(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    assertWarning(process(WITHOUT_PRIVILEGE), "permission denied");
    assertEquals(before, Files.readString(file));
  }

  private CliRunner.Result prompt() {
    return prompt(0);
  }

  private CliRunner.Result prompt(int exitCode) {
    CliRunner.Result result = new CliRunner(home).run("run", "-m", "demo/echo", "hi");
    assertEquals("hi\n", result.out(), result.err());
    assertEquals(exitCode, result.exitCode(), result.err());
    return result;
  }

  private void assertTold(String told, int before) throws Exception {
    assertEquals(told, prompt().err());
    assertEquals(before + 1, Fixtures.strictIds(file).size());
  }

  private void assertWarning(String err, String cause) {
    List<String> lines = err.lines().toList();
    assertEquals(2, lines.size(), err);
    assertTrue(
        lines.getFirst().startsWith("byok: the ledger \"" + file + "\"")
            || lines.getFirst().startsWith("byok: \"" + file + "\""),
        err);
    assertTrue(lines.getFirst().contains(cause), err);
    assertTrue(lines.getLast().startsWith("  hint: "), err);
  }

  private List<Path> damaged() throws Exception {
    List<Path> damaged = new ArrayList<>();
    for (Path beside : Fixtures.filesBeside(file)) {
      if (beside.getFileName().toString().startsWith("usage.json.damaged-")) {
        damaged.add(beside);
      }
    }
    return damaged;
  }

  /** Runs the whole program as a separate process, after these shell commands. */
  private String process(String before) throws Exception {
    List<String> command = new ArrayList<>(List.of("sh", "-c", before + " exec \"$@\"", "sh"));
    command.addAll(Child.java(dev.byok.Main.class, "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("run", "-m", "demo/echo", "--no-stdin", "hi"));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("BYOK_HOME", home.toString());
    Process byok = builder.start();
    assertTrue(byok.waitFor(60, TimeUnit.SECONDS), "it hangs");
    assertEquals("hi\n", Files.readString(out), Files.readString(err));
    assertEquals(0, byok.exitValue(), Files.readString(err));
    return Files.readString(err);
  }
}
