package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandKeyTest {
  private static final Map<String, String> ENV =
      Map.of(
          "PATH", "/usr/bin:/bin",
          "OPENAI_API_KEY", Canary.VALUE,
          "BYOK_OPENAI__WORK_API_KEY", Canary.VALUE,
          "BYOK_PASSPHRASE_FILE", "/CANARY",
          "HARMLESS", "kept");

  @TempDir Path folder;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private CommandKey helper(Map<String, String> env, Duration limit) {
    return new CommandKey(new ChildEnvironment(env, () -> Set.of("OPENAI_API_KEY")), limit, errors);
  }

  private Secret run(String command) {
    return helper(ENV, CommandKey.LIMIT).run(command, true);
  }

  @Test
  void takes_the_output_without_one_newline() {
    assertTrue(run("printf 'sk-1\\n'").equals(Secret.of("sk-1")));
    assertTrue(run("printf 'sk-1\\r\\n'").equals(Secret.of("sk-1")));
    assertTrue(run("printf %s sk-1").equals(Secret.of("sk-1")));
  }

  @Test
  void uses_no_shell() {
    assertTrue(run("echo $HOME`id`;x").equals(Secret.of("$HOME`id`;x")));
    Failure failure = assertThrows(Failure.class, () -> run("byok-no-such-helper x | head -n1"));
    assertEquals("install it, or give its full path", failure.hint());
    failure = assertThrows(Failure.class, () -> run("false | head -n1"));
    assertEquals(
        "byok runs it without a shell; use --from-command \"sh -c 'false | head -n1'\"",
        failure.hint());
  }

  @Test
  void hides_known_keys_from_the_helper() {
    assertEquals("0", run("sh -c 'env | grep -c CANARY; exit 0'").open());
    assertEquals("HARMLESS=kept", run("sh -c 'env | grep HARMLESS'").open());
  }

  @Test
  void gives_the_helper_an_empty_input() {
    assertTrue(run("sh -c 'cat; echo end'").equals(Secret.of("end")));
  }

  @Test
  void passes_the_helpers_errors_on() {
    run("sh -c 'echo touch the key >&2; echo sk-1'");
    assertEquals("touch the key\n", errors.toString(StandardCharsets.UTF_8));
  }

  @Test
  void tells_its_failures_apart_and_never_quotes_the_output() {
    assertFailure("sh -c 'echo " + Canary.VALUE + "; exit 3'", "ended with exit code 3");
    assertFailure("true", "printed nothing");
    assertFailure("echo", "printed nothing");
    assertFailure("byok-no-such-helper x", "was not found");
    assertFailure("/byok/no/such/helper", "was not found");
    assertFailure("./helper", "is not named by its full path");
    assertFailure("sh -c 'yes " + Canary.VALUE + "'", "printed more than 64 KiB");
  }

  @Test
  void a_helper_in_the_working_directory_or_on_a_relative_path_is_not_run() throws Exception {
    Path planted = Files.writeString(folder.resolve("op"), "#!/bin/sh\necho planted\n");
    assertTrue(planted.toFile().setExecutable(true));
    String relative = Path.of("").toAbsolutePath().relativize(folder).toString();
    Failure failure =
        assertThrows(
            Failure.class,
            () -> helper(Map.of("PATH", relative + ":.:"), CommandKey.LIMIT).run("op", true));
    assertTrue(failure.text().endsWith("was not found"), failure.text());
  }

  /** A helper may start an agent that outlives it and keeps the inherited streams open. */
  @ParameterizedTest
  @ValueSource(strings = {"", ">/dev/null", "2>/dev/null", ">/dev/null 2>&1"})
  void an_agent_that_a_helper_leaves_behind_is_neither_waited_for_nor_killed(String streams)
      throws Exception {
    Path pid = folder.resolve("pid");
    String command = "sh -c 'sleep 600 " + streams + " & echo $! >" + pid + "; echo sk-1'";
    Secret key = helper(ENV, Duration.ofMinutes(5)).run(command, false);
    long agent = Long.parseLong(Files.readString(pid).strip());
    ProcessHandle left = ProcessHandle.of(agent).orElseThrow();
    try {
      assertTrue(left.isAlive(), "the agent was killed, or waited for");
      assertTrue(key.equals(Secret.of("sk-1")));
    } finally {
      left.destroyForcibly();
    }
  }

  @Test
  void what_a_helper_says_last_is_not_lost() {
    run("sh -c 'i=0; while [ $i -lt 2000 ]; do echo $i >&2; i=$((i+1)); done; echo sk-1'");
    assertTrue(errors.toString(StandardCharsets.UTF_8).endsWith("\n1999\n"));
  }

  @Test
  void a_late_helper_and_its_children_are_killed() throws Exception {
    Path alive = folder.resolve("alive");
    String command = "sh -c 'sleep 4 && touch " + alive + " & sleep 60'";
    Failure failure =
        assertThrows(Failure.class, () -> helper(ENV, Duration.ofSeconds(1)).run(command, true));
    assertEquals("the helper command \"sh\" did not end within 1 s", failure.text());
    assertFalse(
        ProcessHandle.current().descendants().anyMatch(CommandKeyTest::sleeps),
        "a child was left behind");
    assertFalse(Files.exists(alive));
  }

  @Test
  void splits_words_like_a_shell() {
    assertEquals(
        List.of("op", "read", "op://My Vault/it's/\"x\\", "", "a b"),
        CommandWords.split("op  read \"op://My Vault/it's/\\\"x\\\\\" '' a\\ b "));
    assertEquals(List.of("a\\nb"), CommandWords.split("\"a\\nb\""));
    assertEquals(List.of("ab c"), CommandWords.split("a'b 'c"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"op 'read", "op \"read", "op \"a\\\"", "op \\", "", "  ", "''"})
  void refuses_open_quotes_and_nothing(String command) {
    assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> CommandWords.split(command)).kind());
  }

  private static boolean sleeps(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/sleep") && process.isAlive();
  }

  private void assertFailure(String command, String how) {
    Failure failure = assertThrows(Failure.class, () -> run(command));
    assertEquals(Kind.KEYCHAIN, failure.kind());
    assertTrue(failure.text().endsWith(how), failure.text());
    Canary.absentFrom(failure);
  }
}
