package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.it.CompletingShell.Kind;
import dev.byok.testing.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the committed scripts in the real shells, at a terminal, with the finished byok. */
final class CompletionIT {
  private static final String CONFIG =
      """
      {"aliases": {"fast": "openai:work/gpt-5.6-luna"},
       "keys": {"openai:work": {"stored_in": "keychain", "model": "gpt-5.6-luna"},
                "anthropic": {"stored_in": "command"}}}
      """;

  @TempDir Path temp;
  private Launcher byok;

  @BeforeEach
  void setUp() throws IOException {
    byok = new Launcher(temp);
    write("config.json", CONFIG);
    write(
        "cache/models/list.json",
        """
        {"key": "openai:work", "models": [{"id": "gpt-5.6-luna"}, {"id": "gpt-5.6-sol"},
          {"id": "meta/llama:free"}, {"id": "meta/@cf/one"}]}
        """);
    write("sessions/monday.json", "{}");
    byok.file("my notes.txt", "");
    byok.file("other.md", "");
  }

  @ParameterizedTest
  @EnumSource
  void commands_and_options_are_completed_and_described(Kind kind) throws Exception {
    try (CompletingShell shell = CompletingShell.start(kind, byok)) {
      shell.completes("byok ke", "byok keys");
      String commands = shell.lists("byok ", "completion", "sessions", "doctor");
      assertFalse(commands.contains("__complete"), commands);
      assertEquals(
          kind.describes(), commands.contains("send one prompt and print the answer"), commands);
      String below = shell.lists("byok keys ", "add", "import", "list");
      assertEquals(kind.describes(), below.contains("store a key"), below);
      shell.completes("byok -q keys li", "byok -q keys list");
      shell.completes("byok run --js", "byok run --json");
      String options = shell.lists("byok run --no-", "--no-input", "--no-stdin", "--no-stream");
      assertEquals(kind.describes(), options.contains("never ask questions"), options);
      shell.completes("byok completion z", "byok completion zsh");
      shell.lists("byok keys rm --", "--help", "--quiet", "--yes");
      shell.completes("byok keys rm --y", "byok keys rm --yes");
      shell.completes("byok keys rm -q --ver", "byok keys rm -q --verbose");
      shell.lists("byok sessions export --for", "--force", "--format");
    }
  }

  @ParameterizedTest
  @EnumSource
  void values_that_are_known_are_completed(Kind kind) throws Exception {
    try (CompletingShell shell = CompletingShell.start(kind, byok)) {
      shell.completes("byok run --effort hi", "byok run --effort high");
      shell.completes("byok run --effort=hi", "byok run --effort=high");
      shell.lists("byok run --effort=", "low", "medium", "none");
      shell.completes("byok --color al", "byok --color always");
      shell.completes("byok keys list --color=nev", "byok keys list --color=never");
      shell.completes("byok usage --by ke", "byok usage --by key");
      shell.completes("byok usage --status=rate", "byok usage --status=rate-limit");
      shell.completes("byok usage --chart=co", "byok usage --chart=cost");
      shell.completes("byok config get prices.f", "byok config get prices.fetch");
      shell.completes("byok keys add opena", "byok keys add openai");
      shell.completes("byok keys add --from-env BYOK_HO", "byok keys add --from-env BYOK_HOME");
      shell.completes("byok run -f my", "byok run -f my\\ notes.txt");
      shell.completes("byok run --file=oth", "byok run --file=other.md");
      shell.completes("byok run hello --effort hi", "byok run hello --effort high");
      shell.completes("byok run hi >oth", "byok run hi >other.md");
      shell.nothing("byok run oth");
      shell.nothing("byok run --system oth");
      shell.nothing("byok run -- --js");
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_byok_has_written_down_is_completed(Kind kind) throws Exception {
    byok.env("MISTRAL_API_KEY", "sk-canary-0123456789");
    try (CompletingShell shell = CompletingShell.start(kind, byok)) {
      shell.completes("byok keys rm anth", "byok keys rm anthropic");
      shell.completes("byok keys test openai:w", "byok keys test openai:work");
      shell.completes("byok budget set 2 --key mis", "byok budget set 2 --key mistral");
      shell.completes("byok sessions show mo", "byok sessions show monday");
      shell.completes("byok chat --session=mo", "byok chat --session=monday");
      shell.completes("byok alias rm fa", "byok alias rm fast");
      shell.completes("byok run -m fa", "byok run -m fast");
      shell.completes("byok default dem", "byok default demo/echo");
      shell.completes("byok models openai:", "byok models openai:work");
      // The start of a reference gets no blank after it, since more must follow.
      shell.completes("byok run -m anth", "byok run -m anthropic/");
      shell.completes("byok run -m openai:work/gpt-5.6-l", "byok run -m openai:work/gpt-5.6-luna");
      shell.completes(
          "byok run --model=openai:work/gpt-5.6-s", "byok run --model=openai:work/gpt-5.6-sol");
      shell.completes(
          "byok compare -m fast -m openai:work/meta/l",
          "byok compare -m fast -m openai:work/meta/llama:free");
      shell.completes("byok run -m openai:work/meta/@cf/o", "byok run -m openai:work/meta/@cf/one");
      shell.completes(
          "byok run -m openai:work/meta/llama:f", "byok run -m openai:work/meta/llama:free");
      shell.completes(
          "byok run -m 'openai:work/gpt-5.6-l", "byok run -m 'openai:work/gpt-5.6-luna'");
      String all = shell.lists("byok run -m ", "openai:work/", "fast", "demo/echo", "mistral/");
      assertEquals(kind.describes(), all.contains("needs no key"), all);
    }
    assertEquals(List.of(), byok.filesWith("sk-canary"));
  }

  @ParameterizedTest
  @EnumSource
  void hostile_names_are_never_run_and_never_drawn(Kind kind) throws Exception {
    write(
        "config.json",
        """
        {"aliases": {"good": "\\u001b[2J$(touch a)\\n`touch b`\\tx", "$(touch c)": "x", "go`touch d`": "x",
          "go;touch e": "x", "go\\ntouch": "x"}, "keys": {"openai": {"stored_in": "keychain"}}}
        """);
    write(
        "cache/models/list.json",
        """
        {"key": "openai", "models": [{"id": "$(touch f)"}, {"id": "x`touch g`"}, {"id": "x'\\"; touch h"},
          {"id": "x\\ntouch i"}, {"id": "x\\u001b]0;t\\u0007"}, {"id": "x y"}, {"id": "x*"}, {"id": "x$HOME"},
          {"id": "x|touch j"}, {"id": "-x"}, {"id": "xx-1"}, {"id": "xx-2"}]}
        """);
    write("sessions/$(touch k).json", "{}");
    write("sessions/`touch l`.json", "{}");
    write("sessions/tuesday.json", "{}");
    try (CompletingShell shell = CompletingShell.start(kind, byok)) {
      shell.completes("byok run -m openai/x", "byok run -m openai/xx-");
      String models = shell.lists("byok run -m openai/xx-", "xx-1", "xx-2");
      assertFalse(models.contains("touch") || models.contains("HOME"), models);
      shell.completes("byok run -m go", "byok run -m good");
      String all = shell.lists("byok run -m ", "good", "openai/", "demo/echo");
      assertEquals(kind.describes(), all.contains("␛[2J$(touch a)"), all);
      assertFalse(all.contains("touch c") || all.contains("touch e"), all);
      shell.completes("byok sessions show tu", "byok sessions show tuesday");
      shell.completes("byok run -m '$(touch m)", "byok run -m '$(touch m)");
      if (kind != Kind.ZSH) {
        // Tab in zsh is expand-or-complete, which runs what the user has typed.
        shell.completes("byok run -m $(touch n)", "byok run -m $(touch n)");
      }
    }
    try (Stream<Path> files = Files.list(byok.work())) {
      assertEquals(
          List.of("my notes.txt", "other.md"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_damaged_configuration_is_not_spoken_of_and_nothing_is_written(Kind kind) throws Exception {
    write("config.json", "{");
    List<Path> before = byok.files();
    try (CompletingShell shell = CompletingShell.start(kind, byok)) {
      shell.completes("byok sessions show mo", "byok sessions show monday");
      shell.completes("byok run -m dem", "byok run -m demo/echo");
      String keys = shell.nothing("byok keys rm ope");
      assertFalse(keys.contains("config.json"), keys);
      shell.completes("byok ke", "byok keys");
    }
    for (Path file : before) {
      assertTrue(Files.exists(file), file.toString());
    }
    assertEquals("{", Files.readString(byok.byokHome().resolve("config.json")));
    try (Stream<Path> files = Files.list(byok.byokHome())) {
      assertEquals(3, files.count());
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_a_failing_program_prints_is_not_offered(Kind kind) throws Exception {
    Path program = byok.root().resolve("bin/byok");
    Files.delete(program);
    Files.writeString(program, "#!/bin/sh\necho usage: byok\nexit 1\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (CompletingShell shell = CompletingShell.start(kind, byok)) {
      shell.nothing("byok run -m usa");
      shell.completes("byok ke", "byok keys");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_script_is_also_taken_from_byok_itself_under_strict_options(Kind kind) throws Exception {
    String setUp =
        switch (kind) {
          case BASH ->
              """
              eval "$(byok completion bash)"
              set -eu; set -o noglob; shopt -s nocasematch; IFS=o
              enable -n compopt
              """;
          case ZSH ->
              """
              setopt KSH_ARRAYS SH_WORD_SPLIT NO_UNSET NO_NOMATCH RC_QUOTES
              source <(byok completion zsh)
              """;
          case FISH -> "byok completion fish | source\n";
        };
    String before = kind == Kind.ZSH ? CompletingShell.COMPINIT : "";
    try (CompletingShell shell = CompletingShell.start(kind, byok, before + setUp)) {
      shell.completes("byok ke", "byok keys");
      shell.completes("byok run --effort=hi", "byok run --effort=high");
      shell.completes("byok run -m openai:work/gpt-5.6-l", "byok run -m openai:work/gpt-5.6-luna");
      shell.completes("byok run -f my", "byok run -f my\\ notes.txt");
      shell.completes("byok sessions rm mo", "byok sessions rm monday");
      shell.run("echo still here");
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_shell_finds_no_fault_in_its_script(Kind kind) throws Exception {
    try (CompletingShell _ = CompletingShell.start(kind, byok)) {
      Path folder = Launcher.TREE.resolve("completions");
      String script =
          switch (kind) {
            case BASH -> "byok.bash";
            case ZSH -> "_byok";
            case FISH -> "byok.fish";
          };
      Launcher.Result result = byok.sh(kind.program() + " -n '" + folder.resolve(script) + "'");
      assertEquals("", result.out() + result.err());
      assertEquals(0, result.exitCode());
    }
  }

  private void write(String name, String content) throws IOException {
    Path file = byok.byokHome().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
