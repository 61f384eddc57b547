package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Secret;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HelperOutputTest {
  private static final String KEY = Canary.VALUE;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "KEY\\nurl: x\\n                | printed 2 lines",
        "KEY\\nurl: x\\nuser: y         | printed 3 lines",
        "KEY\\r\\nX-Evil: 1\\r\\n       | printed 2 lines",
        "KEY\\n\\nurl                   | printed 3 lines",
        "\\033[32mKEY\\033[0m\\n        | printed terminal colors",
        "\\033[1;38:5:9mKEY\\n          | printed terminal colors",
        "\\302\\23332mKEY\\n            | printed terminal colors",
        "\\033]0;title\\007KEY\\n       | printed terminal escape sequences",
        "\\033[2JKEY                    | printed terminal escape sequences",
        "\\357\\273\\277KEY\\n          | printed a byte order mark",
        "K\\000EY\\n                    | printed a NUL byte",
        "\\377\\376K\\000E\\000Y\\000   | printed UTF-16 instead of UTF-8",
        "KEY\\344\\n                    | printed bytes that are not UTF-8",
        "KEY\\303\\244\\n               | printed a character that is not ASCII within the key",
        "KEY\\rX-Evil: 1                | printed a carriage return",
        "KEY\\r                         | printed a carriage return",
        "KEY\\r\\r\\n                   | printed a carriage return",
        "key: KEY\\n                    | printed a blank within the key",
        "key\\tKEY\\n                   | printed a tab within the key",
        "KEY\\010\\n                    | printed a control character within the key",
        "\"KEY\"\\n                     | printed the key in quotation marks",
        "'KEY'\\n                       | printed the key in quotation marks",
        "{\"key\":\"KEY\"}\\n           | printed a JSON object instead of the key",
        "                               | printed nothing",
        "\\n                            | printed nothing",
        "\\040\\011\\n                  | printed only spaces",
        "\\n\\n                         | printed only spaces",
      })
  void what_is_not_one_key_is_told_and_never_quoted(String printed, String what) throws Exception {
    Failure failure = refusal(printed == null ? "" : printed, false);
    assertEquals(Kind.KEYCHAIN, failure.kind());
    assertEquals("the helper command \"" + helper() + "\" " + what, failure.text());
    assertTrue(failure.hint() != null, "no hint");
    Canary.absentFrom(failure);
  }

  @Test
  void a_line_that_is_too_long_for_a_key_is_refused() throws Exception {
    Files.writeString(folder.resolve("long"), "a".repeat(16 * 1024 + 1));
    Failure failure =
        assertThrows(Failure.class, () -> run("cat " + folder.resolve("long"), false));
    assertEquals("the helper command \"cat\" printed a line of 16,385 characters", failure.text());
    Files.writeString(folder.resolve("long"), "a".repeat(16 * 1024));
    assertEquals(16 * 1024, run("cat " + folder.resolve("long"), false).length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"KEY", "KEY\\n", "KEY\\r\\n", "KEY\\n\\n", "\\nKEY", "\\040KEY\\011\\n"})
  void blanks_around_the_key_are_cut(String printed) throws Exception {
    write(printed);
    assertTrue(run(helper().toString(), false).equals(Secret.of(KEY)));
  }

  @Test
  void a_json_object_is_a_key_where_the_provider_takes_one() throws Exception {
    String json = "{\\n  \"accessKeyId\": \"KEY\",\\n  \"region\": \"us-east-1\"\\n}\\n";
    write(json);
    assertEquals(
        "{\n  \"accessKeyId\": \"" + KEY + "\",\n  \"region\": \"us-east-1\"\n}",
        run(helper().toString(), true).open());
    assertTrue(refusal(json, false).text().endsWith("printed a JSON object instead of the key"));
    assertTrue(
        refusal("{\"a\": \"KEY\"\\n", true)
            .text()
            .endsWith("printed what begins like a JSON object and is not one"));
    assertTrue(refusal("KEY\\nnotes\\n", true).text().endsWith("printed 2 lines"));
  }

  /** The hint must work when it is typed into a shell, and so must the command that it stores. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "KEY\\nurl: x\\n",
        "KEY\\r\\nurl: x\\r\\n",
        "\\357\\273\\277KEY\\n",
        "K\\000EY\\n",
        "\\377\\376K\\000E\\000Y\\000",
        "KEY\\rX\\n",
        "\"KEY\"\\n",
        "'KEY'\\n"
      })
  void the_hint_works_as_it_is_typed(String printed) throws Exception {
    String short1 = printed.contains("K\\000E") ? "KEY" : KEY;
    for (String name : new String[] {"pass", "my pass", "it's $HOME", "a\"b\\c`d`!"}) {
      Path program = script(folder.resolve(name), printed, short1);
      for (String word : new String[] {"x", "My Vault/it's"}) {
        String command = quoted(program.toString()) + " " + quoted(word);
        Failure failure = assertThrows(Failure.class, () -> run(command, false));
        String stored = typed(String.valueOf(failure.hint()));
        String key = run(stored, false).open();
        assertEquals(printed.contains("\\rX") ? short1 + "X" : short1, key, stored);
      }
    }
  }

  @Test
  void the_hint_for_colors_asks_for_none() throws Exception {
    Path program = folder.resolve("colored");
    Files.writeString(
        program,
        "#!/bin/sh\n[ -n \"$NO_COLOR\" ] && echo " + KEY + " || printf '\\033[1m" + KEY + "'\n");
    assertTrue(program.toFile().setExecutable(true));
    Failure failure = assertThrows(Failure.class, () -> run(program.toString(), false));
    assertEquals(KEY, run(typed(String.valueOf(failure.hint())), false).open());
  }

  @Test
  void the_hint_reads_well() throws Exception {
    write("KEY\\nnotes\\n");
    Failure failure = assertThrows(Failure.class, () -> run(helper() + " show x", false));
    assertEquals(
        "use --from-command \"sh -c '" + helper() + " show x | head -n1'\"", failure.hint());
  }

  @Test
  void a_command_that_holds_a_secret_is_not_repeated() throws Exception {
    write("KEY\\nnotes\\n");
    Failure failure = assertThrows(Failure.class, () -> run(helper() + " " + KEY, false));
    assertEquals("use --from-command \"sh -c '… | head -n1'\"", failure.hint());
    Canary.absentFrom(failure);
  }

  private Failure refusal(String printed, boolean json) throws Exception {
    write(printed);
    return assertThrows(Failure.class, () -> run(helper().toString(), json));
  }

  private Path helper() {
    return folder.resolve("helper");
  }

  private void write(String printed) throws Exception {
    script(helper(), printed, KEY);
  }

  /** Makes a program that prints this, written as for printf. */
  private static Path script(Path program, String printed, String key) throws Exception {
    Path output = program.resolveSibling("output");
    Process printf =
        new ProcessBuilder("printf", printed.replace("KEY", key))
            .redirectOutput(output.toFile())
            .start();
    assertEquals(0, printf.waitFor());
    Files.writeString(program, "#!/bin/sh\ncat '" + output + "'\n");
    assertTrue(program.toFile().setExecutable(true));
    return program;
  }

  private static Secret run(String command, boolean json) {
    return new CommandKey(
            new ChildEnvironment(Map.of("PATH", "/usr/bin:/bin"), Set::of),
            CommandKey.LIMIT,
            OutputStream.nullOutputStream())
        .run(command, json);
  }

  /** Returns what a shell makes of the option's value. */
  private static String typed(String hint) throws Exception {
    String option = hint.substring(hint.indexOf("--from-command ") + "--from-command ".length());
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + option).start();
    String value = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, shell.waitFor(), option);
    return value;
  }

  private static String quoted(String word) {
    return "\"" + word.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
