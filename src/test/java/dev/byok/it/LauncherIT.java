package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.testing.Launcher;
import dev.byok.testing.Launcher.Result;
import dev.byok.testing.Launcher.Running;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that the launcher behaves like any other program, from any folder and in any environment.
 */
@Execution(ExecutionMode.CONCURRENT)
final class LauncherIT {
  private static final List<String> SLOW = List.of("one", "two", "three", "four", "five", "six");

  @TempDir Path temp;
  private Launcher byok;

  @BeforeEach
  void setUp() throws IOException {
    byok = new Launcher(temp.resolve("user"));
  }

  @Test
  void starts_from_any_folder() throws Exception {
    for (Path folder : List.of(Path.of("/"), byok.home(), Launcher.TREE.resolve("dist"))) {
      assertEchoes(byok.in(folder).run("run", "-m", "demo/echo", "hi"), "hi");
    }
    assertEquals(
        "hi\n", byok.in(Launcher.TREE.resolve("dist")).sh("./byok run -m demo/echo hi").out());
    assertEquals("hi\n", byok.in(Launcher.TREE).sh("dist/byok run -m demo/echo hi").out());
  }

  @Test
  void starts_from_a_folder_that_is_gone() throws Exception {
    Files.createDirectory(byok.work().resolve("gone"));
    Result result = byok.sh("cd gone && rmdir ../gone && byok run -m demo/echo hi");
    assertEquals("hi\n", result.out(), result.toString());
    assertEquals(0, result.exitCode(), result.toString());
  }

  @Test
  void starts_through_links_relative_absolute_and_chained() throws Exception {
    Path links = Files.createDirectories(byok.root().resolve("some links"));
    Path absolute = Files.createSymbolicLink(links.resolve("absolute"), Launcher.DIST);
    Path relative =
        Files.createSymbolicLink(links.resolve("relative"), links.relativize(Launcher.DIST));
    Path chained = Files.createSymbolicLink(links.resolve("chained"), Path.of("relative"));
    Path twice =
        Files.createSymbolicLink(byok.root().resolve("twice"), Path.of("some links/chained"));
    for (Path link : List.of(absolute, relative, chained, twice)) {
      assertEchoes(byok.program(link).run("run", "-m", "demo/echo", "hi"), "hi");
    }
    assertEquals("hi\n", byok.in(links).sh("./chained run -m demo/echo hi").out());
    byok.env("PATH", links + ":/usr/bin:/bin");
    assertEquals("hi\n", byok.in(byok.work()).sh("chained run -m demo/echo hi").out());
  }

  @Test
  void runs_from_a_read_only_tree_with_blanks_in_its_path() throws Exception {
    Path tree = copyOfTheTree("a tree with  blanks");
    run("chmod", "-R", "a-w", tree.toString());
    try {
      byok.program(tree.resolve("dist/byok"));
      assertEchoes(byok.run("run", "-m", "demo/echo", "hi"), "hi");
      byok.program(tree.resolve("target/image/bin/byok"));
      assertEchoes(byok.run("run", "-m", "demo/echo", "hi"), "hi");
    } finally {
      run("chmod", "-R", "u+w", tree.toString());
    }
  }

  @Test
  void is_silent_about_a_cache_that_is_missing_cut_or_garbage() throws Exception {
    Path tree = copyOfTheTree("tree");
    byok.program(tree.resolve("dist/byok"));
    Path cache = tree.resolve("target/image/lib/byok/byok.aot");
    try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
      file.setLength(file.length() / 2);
    }
    assertEchoes(byok.run("run", "-m", "demo/echo", "cut"), "cut");
    Files.writeString(cache, "garbage".repeat(10_000));
    assertEchoes(byok.run("run", "-m", "demo/echo", "garbage"), "garbage");
    Files.write(cache, new byte[0]);
    assertEchoes(byok.run("run", "-m", "demo/echo", "empty"), "empty");
    Files.delete(cache);
    assertEchoes(byok.run("run", "-m", "demo/echo", "missing"), "missing");
    Path reports = cache.resolveSibling("reports.aot");
    Files.writeString(reports, "garbage".repeat(10_000));
    assertEquals("exit code 0\nstdout:\nbyok 0.1.0\n\nstderr:\n", byok.run("--version").toString());
    Files.delete(reports);
    assertEquals("exit code 0\nstdout:\nbyok 0.1.0\n\nstderr:\n", byok.run("--version").toString());
  }

  /** Whatever is in that folder is not byok's business, and must not be built. */
  @Test
  void a_copy_of_the_launcher_alone_says_so() throws Exception {
    Path bin = Files.createDirectories(temp.resolve("project/bin"));
    Files.createFile(temp.resolve("project/pom.xml"));
    Files.copy(Launcher.DIST, bin.resolve("byok"), StandardCopyOption.COPY_ATTRIBUTES);
    Result result = byok.program(bin.resolve("byok")).run("--version");
    assertEquals(12, result.exitCode(), result.toString());
    assertEquals("", result.out());
    assertEquals(
        "byok: there is no byok around \""
            + bin
            + "\"\n  hint: link to bin/byok where byok was unpacked; a copy of that file alone does"
            + " not work\n",
        result.err());
  }

  @Test
  void says_what_keeps_java_from_starting() throws Exception {
    Path image = temp.resolve("a:b");
    Files.createSymbolicLink(image, Launcher.IMAGE);
    Result result = byok.program(image.resolve("bin/byok")).run("--version");
    assertEquals(12, result.exitCode(), result.toString());
    assertEquals("", result.out());
    assertTrue(result.err().contains("Java cannot start from a path with a colon"), result.err());

    Path tree = copyOfTheTree("tree");
    Path java = tree.resolve("target/image/runtime/bin/java");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rw-r--r--"));
    result = byok.program(tree.resolve("dist/byok")).run("--version");
    assertEquals(12, result.exitCode(), result.toString());
    assertTrue(result.err().contains("/runtime/bin/java\" cannot be run"), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX", "en_US.ISO-8859-1", "tr_TR.UTF-8", "no_SUCH", ""})
  void arguments_and_answers_are_utf8_in_every_locale(String locale) throws Exception {
    String text = "grüße 日本 🔑 ı İ";
    byok.env("LC_ALL", locale);
    assertEchoes(byok.run("run", "-m", "demo/echo", text), text);
  }

  @Test
  void input_is_utf8_in_the_c_locale() throws Exception {
    byok.env("LC_ALL", "C").file("ñandú.txt", "ärger\n");
    assertEquals(
        "ñandú.txt\n```\närger\n```\n\nübel\n",
        byok.stdin("übel").run("run", "-m", "demo/echo", "-f", "ñandú.txt").out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-Dbyok.roots=/nowhere", "-XX:+NoSuchOption", "-javaagent:/none.jar", "'", "@x"})
  void variables_of_the_java_runtime_neither_reach_it_nor_print(String value) throws Exception {
    for (String name :
        List.of(
            "JAVA_TOOL_OPTIONS",
            "_JAVA_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "JAVA_OPTIONS",
            "CLASSPATH")) {
      byok.env(name, value);
    }
    assertEchoes(byok.run("run", "-m", "demo/echo", "hi"), "hi");
  }

  @Test
  void arguments_that_java_would_take_are_the_prompt() throws Exception {
    byok.file("x", "-version");
    byok.file("argfile", "-version");
    assertEchoes(byok.run("run", "-m", "demo/echo", "@x", "@argfile"), "@x @argfile");
    assertEchoes(
        byok.run("run", "-m", "demo/echo", "--", "-jar", "-version", "-Dx=y"),
        "-jar -version -Dx=y");
    assertEquals(2, byok.run("-version").exitCode());
    assertEquals(2, byok.run("@x").exitCode());
    assertEquals(2, byok.run("-Dx=y").exitCode());
    assertEchoes(
        byok.run("run", "-m", "demo/echo", "a  b", "*", "$HOME", "\"'\\"), "a  b * $HOME \"'\\");
    assertEchoes(byok.run("run", "-m", "demo/echo", "two\nlines"), "two\nlines");
  }

  @Test
  void takes_a_prompt_of_a_hundred_kilobytes_as_one_argument() throws Exception {
    String prompt = "x".repeat(100_000);
    assertEchoes(byok.run("run", "-m", "demo/echo", prompt), prompt);
  }

  @Test
  void exit_codes_pass_through() throws Exception {
    assertEquals(0, byok.run("--version").exitCode());
    assertEquals(3, byok.run("run", "hi").exitCode());
    assertEquals(2, byok.run("run", "--no-such").exitCode());
    assertEquals(4, byok.run("run", "-m", "demo/error-401", "hi").exitCode());
    assertEquals(10, byok.run("run", "-m", "demo/cut", "a", "b").exitCode());
  }

  @Test
  void interrupt_keeps_what_came_and_writes_the_ledger() throws Exception {
    try (Running running = byok.start(slow())) {
      running.await("one");
      running.signal("INT");
      Result result = running.finish();
      assertEquals(130, result.exitCode(), result.toString());
      assertTrue(result.out().startsWith("one"), result.toString());
      assertTrue(result.out().endsWith("\n"), result.toString());
      assertFalse(result.out().contains("six"), result.toString());
      assertEquals("", result.err());
    }
    assertEquals("interrupted", lastStatus());
  }

  @Test
  void interrupt_keeps_what_came_in_its_session() throws Exception {
    try (Running running =
        byok.start(
            "run", "-m", "demo/slow", "--session", "s", "one two three four five six seven")) {
      running.await("one");
      running.signal("INT");
      assertEquals(130, running.finish().exitCode());
    }
    Result shown = byok.run("sessions", "show", "s");
    assertTrue(shown.out().contains("demo/slow"), shown.toString());
    assertTrue(shown.out().contains("(interrupted)\none"), shown.toString());
  }

  /** The answer arrives while byok is suspended, as by a closed lid or Ctrl-Z. */
  @Test
  void a_stop_longer_than_the_time_out_loses_no_answer() throws Exception {
    String answer =
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},"
            + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";
    Semaphore stopped = new Semaphore(0);
    try (RawServer late =
        RawServer.start(socket -> {
          stopped.acquire();
          RawServer.events(answer).play(socket);
        })) {
      byok.env("BYOK_OPENAI_COMPATIBLE_API_KEY", "sk-of-this-test-0123456789")
          .env("BYOK_OPENAI_COMPATIBLE_HOST", "http://127.0.0.1:" + late.port() + "/v1");
      try (Running running =
          byok.start(
              "run", "-m", "openai-compatible/m", "--timeout", "4", "--retries", "0", "hi")) {
        while (late.requests().isEmpty()) {
          Thread.sleep(10);
        }
        running.signal("STOP");
        stopped.release();
        Thread.sleep(6_000);
        running.signal("CONT");
        Result result = running.finish();
        assertEquals(0, result.exitCode(), result.toString());
        assertEquals("Hello\n", result.out());
      }
    }
  }

  @Test
  void interrupt_before_the_first_byte_ends_at_once_and_is_in_the_ledger() throws Exception {
    try (RawServer silent = RawServer.start(RawServer.stallBeforeHeaders())) {
      byok.env("BYOK_OPENAI_COMPATIBLE_API_KEY", "sk-of-this-test-0123456789")
          .env("BYOK_OPENAI_COMPATIBLE_HOST", "http://127.0.0.1:" + silent.port() + "/v1");
      try (Running running = byok.start("run", "-m", "openai-compatible/m", "hi")) {
        while (silent.requests().isEmpty()) {
          Thread.sleep(10);
        }
        running.signal("INT");
        Result result = running.finish();
        assertEquals(130, result.exitCode(), result.toString());
      }
    }
    assertEquals("interrupted", lastStatus());
  }

  @Test
  void terminate_keeps_what_came_and_writes_the_ledger() throws Exception {
    try (Running running = byok.start(slow())) {
      running.await("one");
      running.signal("TERM");
      Result result = running.finish();
      assertEquals(143, result.exitCode(), result.toString());
      assertTrue(result.out().startsWith("one"), result.toString());
      assertEquals("", result.err());
    }
    assertEquals("interrupted", lastStatus());
  }

  @Test
  void a_reader_that_goes_away_ends_it_silently_with141() throws Exception {
    Result result =
        byok.bash(
            "byok run -m demo/slow "
                + String.join(" ", SLOW)
                + " | head -c 1; echo \" ${PIPESTATUS[0]}\"");
    assertEquals("o 141\n", result.out(), result.toString());
    assertEquals("", result.err());
    assertEquals("closed-pipe", lastStatus());
  }

  @Test
  void a_full_disk_under_stdout_is_exit12_and_told() throws Exception {
    Result result = byok.sh("byok run -m demo/echo hi >/dev/full");
    assertEquals(12, result.exitCode(), result.toString());
    assertTrue(result.err().startsWith("byok: standard output cannot be written: "), result.err());
    assertEquals(12, byok.sh("byok --version >/dev/full").exitCode());
    assertEquals(12, byok.sh("byok --help >/dev/full").exitCode());
    assertEquals(12, byok.sh("byok providers >/dev/full").exitCode());
    assertEquals(12, byok.sh("byok run -m demo/echo --json hi >/dev/full").exitCode());
    assertEquals(12, byok.sh("byok run -m demo/echo --stream-json hi >/dev/full").exitCode());
  }

  @Test
  void works_with_closed_descriptors() throws Exception {
    assertEchoes(byok.sh("byok run -m demo/echo hi <&-"), "hi");
    assertEquals(2, byok.sh("byok run -m demo/echo - <&-").exitCode());
    Result noOut = byok.sh("byok run -m demo/echo hi >&-");
    assertEquals(12, noOut.exitCode(), noOut.toString());
    assertEquals("", noOut.out());
    Result noErr = byok.sh("byok run -m demo/error-401 hi 2>&-");
    assertEquals(4, noErr.exitCode(), noErr.toString());
    assertEquals("", noErr.err());
    assertEquals(4, byok.sh("byok run -m demo/error-401 hi <&- >&- 2>&-").exitCode());
    for (Path file : byok.files()) {
      assertFalse(Files.readString(file).startsWith("byok:"), file.toString());
    }
  }

  @Test
  void stderr_that_cannot_be_written_does_not_matter() throws Exception {
    assertEquals(4, byok.sh("byok run -m demo/error-401 hi 2>/dev/full").exitCode());
    assertEquals("hi\n", byok.sh("byok run -v -m demo/echo hi 2>/dev/full").out());
  }

  @Test
  void without_a_home_it_says_so() throws Exception {
    Result result = byok.unset("HOME").unset("BYOK_HOME").run("run", "-m", "demo/echo", "hi");
    assertEquals(12, result.exitCode(), result.toString());
    assertTrue(result.err().startsWith("byok: HOME is not set"), result.err());
    assertTrue(result.err().contains("  hint: "), result.err());
    assertEquals(0, byok.run("--version").exitCode());
    assertEquals(12, byok.env("HOME", "relative").run("config", "list").exitCode());
  }

  @Test
  void keeps_its_files_where_the_variables_say() throws Exception {
    byok.unset("BYOK_HOME");
    assertEquals(0, byok.run("default", "demo/echo").exitCode());
    assertEchoes(byok.run("run", "hi"), "hi");
    assertTrue(Files.exists(byok.home().resolve(".config/byok/config.json")));
    assertTrue(Files.exists(byok.home().resolve(".local/share/byok/usage.json")));
    byok.env("XDG_DATA_HOME", byok.home().resolve("data").toString());
    assertEchoes(byok.run("run", "hi"), "hi");
    assertTrue(Files.exists(byok.home().resolve("data/byok/usage.json")));
  }

  @Test
  void files_in_the_working_folder_are_no_configuration() throws Exception {
    byok.file("config.json", "{\"default\":\"demo/cut\"}");
    byok.file(".env", "BYOK_OPENAI_API_KEY=sk-planted\n");
    byok.file(".byok", "{}");
    byok.file("JDK_JAVA_OPTIONS", "-version");
    Result result = byok.run("run", "hi");
    assertEquals(3, result.exitCode(), result.toString());
    assertEquals(3, byok.run("run", "-m", "openai/m", "hi").exitCode());
  }

  @Test
  void a_dumb_terminal_changes_nothing_in_a_pipe() throws Exception {
    assertEchoes(
        byok.env("TERM", "dumb").env("NO_COLOR", "1").run("run", "-m", "demo/echo", "hi"), "hi");
    assertFalse(byok.run("run", "--help").out().contains("\u001b"));
    assertTrue(byok.run("run", "--color", "always", "--help").out().contains("\u001b["));
  }

  @ParameterizedTest
  @ValueSource(strings = {"000", "022", "077"})
  void files_are_private_whatever_the_umask(String umask) throws Exception {
    byok.withKeyFile();
    Result result =
        byok.stdin("sk-0123456789abcdef0123")
            .sh(
                "umask "
                    + umask
                    + "; byok keys add openai --no-verify -q && byok run -m demo/echo -q hi"
                    + " && byok default demo/echo -q");
    assertEquals(0, result.exitCode(), result.toString());
    try (Stream<Path> all = Files.walk(byok.byokHome())) {
      for (Path path : all.toList()) {
        String wanted = Files.isDirectory(path) ? "rwx------" : "rw-------";
        assertEquals(
            wanted,
            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
            path.toString());
      }
    }
    assertTrue(Files.exists(byok.byokHome().resolve("keys.enc")));
    assertTrue(Files.exists(byok.ledger()));
  }

  /** Otherwise Java's own report of its crash would be taken for the answer. */
  @ParameterizedTest
  @ValueSource(strings = {"SEGV", "BUS", "ILL", "FPE"})
  void when_java_breaks_the_answer_is_all_that_is_on_standard_output_and_nothing_is_left(
      String signal) throws Exception {
    String canary = "CANARY-of-the-prompt";
    try (Running running =
        byok.start("run", "-m", "demo/slow", "one two three four five six seven " + canary)) {
      running.await("one");
      running.signal(signal);
      Result result = running.finish();
      assertEquals(1, result.exitCode(), result.toString());
      assertTrue(
          "one two three four five six seven".startsWith(result.out().strip()), result.out());
      assertFalse(result.err().contains(canary), result.toString());
    }
    assertEquals(List.of(), byok.filesWith(canary));
    for (Path file : byok.files()) {
      String name = String.valueOf(file.getFileName());
      assertFalse(name.startsWith("hs_err") || name.startsWith("core"), file.toString());
    }
  }

  @Test
  void a_helper_gets_what_byoks_caller_had() throws Exception {
    Path seen = byok.root().resolve("seen");
    Path helper = byok.root().resolve("bin/helper");
    Files.writeString(
        helper,
        "#!/bin/sh\n{ env | LC_ALL=C sort; umask; ulimit -S -c; ulimit -H -c; } >"
            + seen
            + "\necho sk-of-the-helper-0123456789\n");
    assertTrue(helper.toFile().setExecutable(true));
    byok.env("LC_ALL", "de_DE.UTF-8")
        .env("LANG", "C")
        .env("JAVA_TOOL_OPTIONS", "-Dcaller=own")
        .env("CLASSPATH", "")
        .env("BYOK_LAUNCH_JAVA_OPTIONS", "planted")
        .env("byok_value", "1")
        .env("name", "kept")
        .env("value", "kept");
    String add =
        "byok keys add openai-compatible --host http://127.0.0.1:1/v1 --from-command helper -q --force";
    for (String umask : List.of("0022", "0077", "0000")) {
      for (String limit : List.of("0", "100", "unlimited")) {
        Result result =
            byok.sh("umask " + umask + "; ulimit -S -c " + limit + "; " + add + " 2>err; exit 0");
        assertEquals(0, result.exitCode(), result.toString());
        List<String> lines = Files.readAllLines(seen);
        assertEquals(
            List.of(umask, limit, "unlimited"), lines.subList(lines.size() - 3, lines.size()));
        assertTrue(lines.contains("LC_ALL=de_DE.UTF-8"), lines.toString());
        assertTrue(lines.contains("JAVA_TOOL_OPTIONS=-Dcaller=own"), lines.toString());
        assertTrue(lines.contains("CLASSPATH="), lines.toString());
        assertTrue(lines.containsAll(List.of("name=kept", "value=kept")), lines.toString());
        assertFalse(lines.toString().contains("BYOK_LAUNCH"), lines.toString());
        assertFalse(lines.toString().contains(" JAVA_OPTIONS"), lines.toString());
        Files.delete(seen);
      }
    }
    assertEquals(0, byok.unset("LC_ALL").sh(add + " 2>err; exit 0").exitCode());
    assertFalse(Files.readString(seen).contains("LC_ALL"), "it was not set");
  }

  @Test
  void no_command_prints_a_warning_of_the_runtime() throws Exception {
    for (String command :
        List.of(
            "--version",
            "--help",
            "providers",
            "usage --json",
            "config list",
            "keys list --json")) {
      Result result = byok.sh("byok " + command);
      assertEquals("", result.err(), command);
      assertFalse(result.out().contains("WARNING"), command);
    }
    String doctor = byok.sh("byok doctor 2>&1").out();
    assertTrue(doctor.contains("ok      versions"), doctor);
    assertFalse(doctor.contains("WARNING") || doctor.contains("SLF4J"), doctor);
  }

  private static void assertEchoes(Result result, String text) {
    assertEquals("exit code 0\nstdout:\n" + text + "\n\nstderr:\n", result.toString());
  }

  private static String[] slow() {
    return Stream.concat(Stream.of("run", "-m", "demo/slow"), SLOW.stream()).toArray(String[]::new);
  }

  private String lastStatus() throws Exception {
    String ledger = Files.readString(byok.ledger());
    String[] lines = ledger.strip().split("\n", -1);
    String last = lines[lines.length - 2];
    return String.valueOf(
        Json.parseObject(last.endsWith(",") ? last.substring(0, last.length() - 1) : last)
            .text("status"));
  }

  /** Makes a source tree as a user may have it, with the launcher and the built image. */
  private Path copyOfTheTree(String name) throws Exception {
    Path tree = Files.createDirectories(temp.resolve(name));
    Path dist = Files.createDirectories(tree.resolve("dist"));
    Files.copy(Launcher.DIST, dist.resolve("byok"), StandardCopyOption.COPY_ATTRIBUTES);
    Path builder = Files.createDirectories(tree.resolve("src/build/java"));
    Files.createFile(builder.resolve("BuildImage.java"));
    Path target = Files.createDirectories(tree.resolve("target"));
    run("cp", "-a", Launcher.IMAGE.toString(), target.toString());
    return tree;
  }

  private static void run(String... command) throws Exception {
    assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
  }
}
