package dev.byok.serve.child.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.serve.child.run.ExecScript.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs programs without a terminal. */
final class ExecProcessTest {
  private static final String CANARY = "sk-canary-of-the-child-0123456789abcdef";

  @TempDir Path temp;
  private ExecScript script;

  @BeforeEach
  void setUp() throws IOException {
    script = new ExecScript(temp);
  }

  @Test
  void the_exit_code_and_the_streams_are_the_programs() throws Exception {
    Result result =
        script.bash("echo question | ./x sh -c 'read line; echo got $line; echo err >&2; exit 7'");
    assertEquals(new Result(7, "got question\n", "err\n"), result);
  }

  @ParameterizedTest
  @CsvSource({"KILL, 137", "SEGV, 139", "TERM, 143", "INT, 130", "QUIT, 131", "PIPE, 141"})
  void a_signal_is_128_and_its_number(String signal, int exitCode) throws Exception {
    Result result = script.bash("./x sh -c 'ulimit -c 0; kill -" + signal + " $$; exit 5'");
    assertEquals(new Result(exitCode, "", ""), result);
  }

  @ParameterizedTest
  @CsvSource({
    "no-such-program, 127, command \"no-such-program\" not found",
    "./no-such-program, 127, there is no \"./no-such-program\"",
    "'', 127, the command is empty",
    "./home, 126, \"./home\" is a folder",
    "./plain, 126, \"./plain\" is not executable",
    "plain, 126, /plain\" is not executable",
    "./odd, 127, cannot run \"./odd\": its interpreter does not exist"
  })
  void a_command_that_cannot_be_run_ends_as_in_a_shell(String command, int code, String says)
      throws Exception {
    Files.writeString(temp.resolve("plain"), "text\n");
    script.program("odd", "");
    Files.writeString(temp.resolve("odd"), "#!/no/such/interpreter\n");
    Result result = script.bash("./x '" + command + "'");
    assertEquals(code, result.exitCode(), result.toString());
    assertTrue(result.err().contains(says), result.toString());
    assertEquals(1, result.err().lines().count(), result.toString());
  }

  @Test
  void a_script_without_a_first_line_is_run_by_the_shell() throws Exception {
    script.program("bare", "");
    Files.writeString(temp.resolve("bare"), "echo bare $1; exit 3\n");
    assertEquals(new Result(3, "bare a b\n", ""), script.bash("./x bare 'a b'"));
  }

  @Test
  void arguments_arrive_as_they_are() throws Exception {
    script.program("show", "printf '[%s]' \"$@\"");
    script.env("LC_ALL", "C.UTF-8");
    Result result = script.bash("./x show '' 'a b' \"it's\" '$HOME' -- --help 'é ✓' '*'");
    assertEquals(new Result(0, "[][a b][it's][$HOME][--][--help][é ✓][*]", ""), result);
  }

  @ParameterizedTest
  @CsvSource({"022, -rw-r--r--", "077, -rw-------", "002, -rw-rw-r--"})
  void files_have_the_callers_modes(String umask, String modes) throws Exception {
    Result result = script.bash("umask " + umask + "; ./x sh -c 'touch made; ls -l made'");
    assertTrue(result.out().startsWith(modes), result.toString());
  }

  @Test
  void limits_are_the_callers() throws Exception {
    String show = "sh -c 'ulimit -S -n; ulimit -H -n; ulimit -S -c; ulimit -H -c'";
    script.env("BYOK_LAUNCH", "1");
    String set = "ulimit -S -n 321; ulimit -H -n 1000; ulimit -S -c 0; ./x " + show;
    assertEquals("321\n1000\n0\nunlimited\n", script.bash(set).out());
    script.env("BYOK_LAUNCH_CORE", "100");
    assertEquals("321\n1000\n100\nunlimited\n", script.bash(set).out());
    script.env("BYOK_LAUNCH_CORE", "unlimited");
    assertEquals("321\n1000\nunlimited\nunlimited\n", script.bash(set).out());
    script.env("BYOK_LAUNCH_CORE", "; touch planted");
    assertEquals("321\n1000\n0\nunlimited\n", script.bash(set).out());
    assertFalse(Files.exists(temp.resolve("planted")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "QUIT", "PIPE", "USR2", "XFSZ", "HUP INT TERM USR1 QUIT PIPE TSTP"})
  void ignored_signals_are_the_callers(String ignored) throws Exception {
    String line =
        "show() { while read -r name mask; do [ $name != SigIgn: ] || echo $mask; done; }; "
            + (ignored.isEmpty() ? "" : "trap '' " + ignored + "; ")
            + "export BYOK_LAUNCH_IGNORED=$(show </proc/self/status); echo $BYOK_LAUNCH_IGNORED; "
            + "./x cat /proc/self/status";
    List<String> lines = script.bash(line).out().lines().toList();
    long here = Long.parseUnsignedLong(lines.getFirst(), 16);
    long there = mask(lines, "SigIgn:");
    // The system's library ignores two of its own in what it starts.
    long own = 3L << 31;
    assertEquals(Long.toHexString(here | own), Long.toHexString(there | own));
    assertEquals(0, mask(lines, "SigBlk:"));
  }

  private static long mask(List<String> lines, String name) {
    for (String line : lines) {
      if (line.startsWith(name)) {
        return Long.parseUnsignedLong(line.substring(name.length()).strip(), 16);
      }
    }
    throw new AssertionError(lines.toString());
  }

  @Test
  void variables_that_the_launcher_changed_are_the_callers() throws Exception {
    script
        .env("BYOK_LAUNCH", "1")
        .env("LC_ALL", "C.UTF-8")
        .env("BYOK_LAUNCH_LC_ALL", "de_DE.ISO-8859-1")
        .env("BYOK_LAUNCH_JAVA_TOOL_OPTIONS", "-Dcaller=own")
        .env("BYOK_LAUNCH_CORE", "")
        .env("BYOK_LAUNCH_IGNORED", "0");
    List<String> lines = script.bash("./x env").out().lines().toList();
    assertTrue(lines.contains("LC_ALL=de_DE.ISO-8859-1"), lines.toString());
    assertTrue(lines.contains("JAVA_TOOL_OPTIONS=-Dcaller=own"), lines.toString());
    assertFalse(lines.toString().contains("BYOK_LAUNCH"), lines.toString());
  }

  /** Java would write such a value as question marks. */
  @Test
  void a_value_that_is_not_text_arrives_as_it_is() throws Exception {
    script.env("LC_ALL", "C.UTF-8");
    Result result =
        script.bash(
            "export ODD=$(printf 'a\\351\\377b'); ./x sh -c 'printf %s \"$ODD\" | od -An -tx1'");
    assertEquals("61 e9 ff 62", result.out().strip());
  }

  @Test
  void descriptors_above_two_are_not_passed_on() throws Exception {
    Result result = script.bash("exec 7</dev/null; ./x sh -c '[ -e /dev/fd/7 ] || echo none'");
    assertEquals("none\n", result.out());
  }

  @Test
  void a_program_that_is_left_running_is_not_waited_for() throws Exception {
    Result result =
        script.bash("./x sh -c 'setsid sleep 600 </dev/null >/dev/null 2>&1 & echo $!; exit 3'");
    assertEquals(3, result.exitCode());
    ProcessHandle left = ProcessHandle.of(Long.parseLong(result.out().strip())).orElseThrow();
    assertTrue(left.isAlive());
    left.destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP", "INT", "USR1"})
  void a_signal_to_byok_alone_reaches_the_program(String signal) throws Exception {
    Process process =
        script.start(
            "exec setsid ./x sh -c 'trap \"echo got; exit 7\" "
                + signal
                + "; echo ready; while :; do sleep 0.05; done'");
    script.await("out", "ready");
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    assertEquals(new Result(7, "ready\ngot\n", ""), script.finish(process));
  }

  @Test
  void no_process_below_has_a_key_in_its_environment() throws Exception {
    script
        .env("OPENAI_API_KEY", CANARY)
        .env("BYOK_ANTHROPIC__WORK_API_KEY", CANARY + "1")
        .env("BYOK_PASSPHRASE", CANARY + "2")
        .env("COPY", CANARY)
        .env("HEADER", "Authorization: Bearer " + CANARY)
        .env("OTHER", "other");
    Result result =
        script.bash(
            "./x sh -c 'cat /proc/$$/environ /proc/self/environ; sh -c \"cat /proc/self/environ\"'");
    assertEquals(0, result.exitCode(), result.err());
    assertFalse(result.out().contains("sk-canary"), result.out());
    assertTrue(result.out().contains("OTHER=other"), result.out());
    assertTrue(result.out().contains("OPENAI_API_KEY=" + ExecMain.TOKEN), result.out());
  }

  @Test
  void a_private_folder_is_there_while_the_program_runs_and_removed_at_its_end() throws Exception {
    Path gemini = temp.resolve("home/.gemini");
    Files.createDirectories(gemini.resolve("tmp"));
    Files.writeString(gemini.resolve("GEMINI.md"), "remember\n");
    Files.writeString(gemini.resolve("settings.json"), "{\"theme\":\"dark\", /* mine */}\n");
    script.program(
        "gemini",
        """
        cd "$GEMINI_CLI_HOME/.gemini" || exit 1
        stat -c '%a' "$GEMINI_CLI_HOME" settings.json
        cat GEMINI.md settings.json
        echo kept >tmp/kept; echo gone >new; mkdir -p deep/er; ln -s /etc deep/link
        echo "$GEMINI_CLI_HOME" >&2
        exit 4\
        """);
    Result result = script.env(ExecMain.KEYS, "google").bash("./x gemini");
    assertEquals(4, result.exitCode(), result.toString());
    assertTrue(result.out().startsWith("700\n600\nremember\n{"), result.out());
    assertTrue(result.out().contains("\"theme\": \"dark\""), result.out());
    assertTrue(result.out().contains("\"selectedType\": \"gemini-api-key\""), result.out());
    assertFalse(Files.exists(Path.of(result.err().strip())), result.err());
    assertEquals("kept\n", Files.readString(gemini.resolve("tmp/kept")));
    assertEquals("remember\n", Files.readString(gemini.resolve("GEMINI.md")));
    assertEquals(
        "{\"theme\":\"dark\", /* mine */}\n", Files.readString(gemini.resolve("settings.json")));
    assertTrue(Files.exists(Path.of("/etc/passwd")));
  }

  @Test
  void a_relative_path_and_a_link_start_what_they_lead_to() throws Exception {
    script.program("named", "echo ${0##*/} $PWD");
    Files.createDirectories(temp.resolve("below"));
    Files.createSymbolicLink(temp.resolve("below/link"), temp.resolve("named"));
    assertEquals("link " + temp + "/below\n", script.bash("cd below; ../x ./link").out());
    assertEquals("named " + temp + "\n", script.bash("./x named").out());
  }

  @Test
  void the_search_knows_the_path_of_the_environment_and_the_systems_usual_one() {
    assertEquals(
        new CommandSearch.Found("sh"), CommandSearch.find("sh", Map.of("PATH", "/no:/bin")));
    assertEquals(new CommandSearch.Found("/usr/bin/env"), CommandSearch.find("env", Map.of()));
    assertTrue(
        CommandSearch.find("sh", Map.of("PATH", temp.toString())) instanceof CommandSearch.Missing);
    String nul = new String(new byte[] {'a', 0, 'b'}, StandardCharsets.US_ASCII);
    assertTrue(CommandSearch.find(nul, Map.of()) instanceof CommandSearch.Missing);
    assertTrue(CommandSearch.find("/" + nul, Map.of()) instanceof CommandSearch.Missing);
  }

  @Test
  void a_key_typed_as_a_command_is_masked() {
    CommandSearch.Result result = CommandSearch.find(CANARY, Map.of("PATH", "/bin"));
    assertFalse(result.toString().contains("canary-of"), result.toString());
  }
}
