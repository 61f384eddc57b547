package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.testing.CliRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that byok never obeys what another user of the machine has prepared, and does not rename
 * or overwrite the victim's files. The victim is root here, the other user 65534.
 */
final class StrangersFolderTest {
  private static final int MALLORY = 65534;

  @TempDir Path root;
  private Path home;
  private Path repository;
  private Path trace;
  private String command;

  @BeforeEach
  void a_cloned_repository_of_the_victims() throws IOException {
    assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
    home = Files.createDirectory(root.resolve("home"));
    trace = root.resolve("trace");
    repository = Files.createDirectory(root.resolve("clone")).resolve("package.json");
    command = "touch " + trace;
    Files.writeString(
        repository,
        "{\"keys\":{\"openai\":{\"stored_in\":\"command\",\"command\":\"%s\"}}}"
            .formatted(command));
  }

  private static void mode(Path path, String modes) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(modes));
  }

  private static void give(Path path) throws IOException {
    Files.setAttribute(path, "unix:uid", MALLORY, LinkOption.NOFOLLOW_LINKS);
  }

  private CliRunner byok() {
    return new CliRunner(home).env("PATH", System.getenv("PATH"));
  }

  /** Returns every command that obeys or writes a file. */
  static Stream<List<String>> commands() {
    return Stream.of(
        List.of("run", "-m", "openai/m", "hi"),
        List.of("run", "-m", "openai/m", "--dry-run", "hi"),
        List.of("compare", "-m", "openai/m", "-m", "openai/n", "hi"),
        List.of("chat", "-m", "openai/m"),
        List.of("keys", "list"),
        List.of("keys", "test"),
        List.of("keys", "rm", "--yes", "openai"),
        List.of("default", "demo/echo"),
        List.of("alias", "set", "x", "demo/echo"),
        List.of("config", "list"),
        List.of("doctor"));
  }

  private void assertRefused(CliRunner.Result result, Path thing) {
    assertEquals(12, result.exitCode(), result.err() + result.out());
    assertTrue((result.err() + result.out()).contains("\"" + thing + "\""), result.err());
    assertFalse(Files.exists(trace), "the command of the victim's repository was run");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void a_link_in_a_folder_that_all_may_write_to_is_not_followed(List<String> words)
      throws IOException {
    Files.createSymbolicLink(home.resolve("config.json"), repository);
    mode(home, "rwxrwxrwx");
    assertRefused(byok().run(words.toArray(new String[0])), home);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void neither_is_one_in_a_folder_that_they_made(List<String> words) throws IOException {
    Files.createSymbolicLink(home.resolve("config.json"), repository);
    give(home);
    assertRefused(byok().run(words.toArray(new String[0])), home);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void nor_their_own_link_in_a_sticky_folder(List<String> words) throws Exception {
    Path link = home.resolve("config.json");
    Files.createSymbolicLink(link, repository);
    give(link);
    sticky(home);
    assertRefused(byok().run(words.toArray(new String[0])), link);
  }

  @Test
  void nor_a_second_name_of_a_file_of_the_victims_there() throws Exception {
    Path name = home.resolve("config.json");
    Files.createLink(name, repository);
    sticky(home);
    assertRefused(byok().run("run", "-m", "openai/m", "hi"), name);
  }

  @Test
  void nor_what_lies_behind_a_folder_of_theirs_on_the_way() throws IOException {
    Path theirs = Files.createDirectory(root.resolve("theirs"));
    home = Files.createDirectory(theirs.resolve("home"));
    Files.copy(repository, home.resolve("config.json"));
    mode(home.resolve("config.json"), "rw-------");
    give(theirs);
    assertRefused(byok().run("run", "-m", "openai/m", "hi"), theirs);
  }

  @Test
  void nor_what_a_link_leads_to_through_a_folder_of_theirs() throws IOException {
    give(root.resolve("clone"));
    Files.createSymbolicLink(home.resolve("config.json"), repository);
    assertRefused(byok().run("run", "-m", "openai/m", "hi"), root.resolve("clone"));
  }

  @Test
  void a_chosen_place_that_all_may_write_to_is_refused_even_when_it_is_empty() throws IOException {
    mode(home, "rwxrwxrwx");
    assertRefused(byok().run("run", "-m", "demo/echo", "hi"), home);
    home = home.resolve("below");
    assertRefused(byok().run("default", "demo/echo"), root.resolve("home"));
    assertFalse(Files.exists(home));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"usage.json", "usage.lock", "config.lock", "keys.lock"})
  void a_name_that_leads_to_a_file_of_the_victims_is_left_alone(String name) throws Exception {
    Path victim = Files.writeString(root.resolve("victim"), "precious");
    for (boolean hard : new boolean[] {true, false}) {
      Path link = home.resolve(name);
      Files.deleteIfExists(link);
      if (hard) {
        Files.createLink(link, victim);
      } else {
        Files.createSymbolicLink(link, victim);
      }
      byok().run("run", "-m", "demo/echo", "hi");
      byok().run("default", "demo/echo");
      byok().stdin("sk-0123456789").run("keys", "add", "openai", "--no-verify");
      assertEquals("precious", Files.readString(victim), name + ", hard " + hard);
    }
  }

  @Test
  void sessions_behind_a_link_are_neither_read_nor_renamed() throws IOException {
    Path victims = Files.createDirectory(root.resolve("victims"));
    Path precious = Files.writeString(victims.resolve("notes.json"), "not a session");
    Files.createSymbolicLink(home.resolve("sessions"), victims);
    give(home);
    assertRefused(byok().run("sessions", "list"), home);
    assertEquals("not a session", Files.readString(precious));
    Files.setAttribute(home, "unix:uid", 0);
    give(victims);
    assertRefused(byok().run("sessions", "list"), victims);
    assertEquals("not a session", Files.readString(precious));
  }

  @Test
  void sessions_that_are_a_pipe_hang_nothing() throws Exception {
    new ProcessBuilder("mkfifo", home.resolve("sessions").toString()).start().waitFor();
    for (String[] words :
        new String[][] {
          {"sessions", "list"}, {"run", "-c", "-m", "demo/echo", "hi"}, {"chat", "-c"}
        }) {
      assertEquals(12, byok().run(words).exitCode(), words[0]);
    }
  }

  @Test
  void a_key_of_the_environment_works_where_the_home_is_another_users() throws IOException {
    give(home);
    CliRunner byok =
        new CliRunner(home).env("BYOK_HOME", "").env("HOME", home.resolve("u").toString());
    Files.createDirectory(home.resolve("u"));
    CliRunner.Result result = byok.run("run", "-m", "demo/echo", "hi");
    assertEquals("hi\n", result.out());
    assertEquals(0, result.exitCode(), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
    assertTrue(result.err().startsWith("byok: nothing is recorded: "), result.err());
    assertTrue(result.err().contains("BYOK_HOME=…"), result.err());
    assertEquals(12, byok.run("default", "demo/echo").exitCode());
    Files.createDirectories(home.resolve("u/.config/byok"));
    Files.copy(repository, home.resolve("u/.config/byok/config.json"));
    assertEquals(12, byok.run("run", "-m", "demo/echo", "hi").exitCode());
  }

  @Test
  void a_ledger_in_a_place_of_theirs_is_told_after_the_answer() throws IOException {
    Path data = Files.createDirectory(root.resolve("data"));
    CliRunner byok =
        new CliRunner(home)
            .env("BYOK_HOME", "")
            .env("XDG_DATA_HOME", data.toString())
            .env("XDG_CONFIG_HOME", home.toString());
    Files.writeString(Files.createDirectory(data.resolve("byok")).resolve("usage.json"), "[\n]\n");
    give(data);
    CliRunner.Result result = byok.run("run", "-m", "demo/echo", "hi");
    assertEquals("hi\n", result.out());
    assertEquals(12, result.exitCode(), result.err());
    assertTrue(byok.run("doctor").out().contains("FAILED  data folder: \"" + data + "\""));
  }

  private static void sticky(Path folder) throws IOException, InterruptedException {
    Process chmod = new ProcessBuilder("chmod", "1777", folder.toString()).start();
    assertTrue(chmod.waitFor(10, TimeUnit.SECONDS) && chmod.exitValue() == 0);
  }
}
