package dev.byok.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.Wired;
import dev.byok.cli.line.Command;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class CommandTableTest {
  /** Collaborators without any place for files, not even for the configuration. */
  private final Collaborators made =
      Wired.of(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), Map.of());

  @Test
  void every_name_that_holds_no_others_is_a_command_and_can_be_made_without_any_file() {
    List<String> commands = new ArrayList<>();
    List<String> others = new ArrayList<>();
    look(CommandTable.all().commandLine(), commands, others);
    assertEquals(
        List.of("byok", "byok keys", "byok alias", "byok budget", "byok sessions", "byok config")
            .stream()
            .sorted()
            .toList(),
        others.stream().sorted().toList());
    assertTrue(commands.contains("byok usage") && commands.contains("byok usage tail"));
    assertEquals(36, commands.size(), commands.toString());
  }

  private void look(CommandLine line, List<String> commands, List<String> others) {
    String name = line.getCommandSpec().qualifiedName();
    @Nullable Command command = CommandTable.command(name, made);
    (command == null ? others : commands).add(name);
    if (line.getSubcommands().isEmpty()) {
      assertTrue(command != null, name);
    }
    for (CommandLine below : line.getSubcommands().values()) {
      look(below, commands, others);
    }
  }

  @Test
  void a_name_that_nobody_told_of_is_no_command() {
    assertNull(CommandTable.command("byok keys", made));
    assertNull(CommandTable.command("run", made));
  }

  @Test
  void what_commands_are_made_of_is_made_once() {
    Collaborators home =
        Wired.of(
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            Map.of("BYOK_HOME", "/nowhere/at/all"));
    assertSame(home.storage().ledger(), home.storage().ledger());
    assertSame(home.storage().sessions(), home.storage().sessions());
    assertSame(home.exchange(), home.exchange());
    assertSame(home.setup().catalog(), home.setup().catalog());
  }
}
