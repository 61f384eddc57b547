package dev.byok.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShellCommandsTest {
  @Test
  void pipesListsAndSubstitutionsAreCommandsOfTheirOwn() {
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
  void aLineThatIsContinuedIsOne() {
    assertEquals(
        List.of(List.of("byok", "run", "--seed", "1", "")),
        ShellCommands.of("byok run \\\n  --seed 1 ''"));
  }

  @Test
  void aQuoteWithoutItsEndIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> ShellCommands.of("byok run 'x"));
    assertThrows(IllegalArgumentException.class, () -> ShellCommands.of("byok run \"x"));
  }
}
