package dev.byok.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShellCommandsTest {
  @Test
  void pipes_lists_and_substitutions_are_commands_of_their_own() {
    assertEquals(
        List.of(List.of("a", "b c"), List.of("byok", "run", "x|y")),
        ShellCommands.of("a 'b c' < in.txt | KEY=$SECRET byok run \"x|y\" > out.txt"));
    assertEquals(
        List.of(List.of("byok", "usage", "path"), List.of("jq", "length", "$")),
        ShellCommands.of("jq length \"$(byok usage path)\""));
    assertEquals(
        List.of(List.of("byok", "completion", "bash"), List.of("source", "<")),
        ShellCommands.of("source <(byok completion bash)"));
    assertEquals(
        List.of(List.of("byok", "a"), List.of("echo", "exit code $?")),
        ShellCommands.of("byok a || echo \"exit code $?\""));
  }

  @Test
  void a_line_that_is_continued_is_one() {
    assertEquals(
        List.of(List.of("byok", "run", "--seed", "1", "")),
        ShellCommands.of("byok run \\\n  --seed 1 ''"));
  }

  @Test
  void a_quote_without_its_end_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> ShellCommands.of("byok run 'x"));
    assertThrows(IllegalArgumentException.class, () -> ShellCommands.of("byok run \"x"));
  }
}
