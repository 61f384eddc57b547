package dev.byok.it;

import dev.byok.testing.Launcher;
import dev.byok.testing.Pty;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** A shell at a terminal, set up as users do it, in which tests press Tab. */
final class CompletingShell implements AutoCloseable {
  private static final String PROMPT = "ready>";
  private static final String CTRL_U = "\u0015";
  private static final String CTRL_L = "\u000c";
  private static final Path SCRIPTS = Launcher.TREE.resolve("completions");

  /** The shells that byok has scripts for. */
  enum Kind {
    BASH("bash"),
    ZSH("zsh"),
    FISH("fish");

    private final String program;

    Kind(String program) {
      this.program = program;
    }

    String program() {
      return program;
    }

    /** Returns whether it shows what a suggestion means. */
    boolean describes() {
      return this != BASH;
    }
  }

  private final Pty terminal;

  private CompletingShell(Pty terminal) {
    this.terminal = terminal;
  }

  /** Starts a shell that finds the committed script where it looks for scripts. */
  static CompletingShell start(Kind kind, Launcher byok) throws Exception {
    Path home = byok.home();
    return switch (kind) {
      case BASH -> start(kind, byok, "source '" + SCRIPTS.resolve("byok.bash") + "'\n");
      case ZSH -> {
        Path functions = Files.createDirectories(home.resolve("functions"));
        copy("_byok", functions);
        yield start(kind, byok, "fpath=('" + functions + "' $fpath)\n" + COMPINIT);
      }
      case FISH -> {
        copy("byok.fish", Files.createDirectories(home.resolve(".config/fish/completions")));
        yield start(kind, byok, "");
      }
    };
  }

  /** Runs compinit without a check of who owns the system's folders, and without its dump file. */
  static final String COMPINIT = "autoload -Uz compinit && compinit -u -D\n";

  /** Starts a shell with these lines in its start file. */
  static CompletingShell start(Kind kind, Launcher byok, String setUp) throws Exception {
    require(kind);
    byok.env("TERM", "xterm").env("LC_ALL", "C.UTF-8");
    Path home = byok.home();
    String command =
        switch (kind) {
          case BASH -> {
            // Lists suggestions at the first Tab, as the other two do.
            String listing = "bind 'set show-all-if-ambiguous on'\nbind 'set bell-style none'\n";
            Path file = home.resolve("bashrc");
            Files.writeString(file, "PS1='" + PROMPT + " '\n" + listing + setUp);
            yield "bash --noprofile --rcfile '" + file + "'";
          }
          case ZSH -> {
            Files.writeString(home.resolve(".zshrc"), "PS1='" + PROMPT + " '\n" + setUp);
            yield "zsh --no-globalrcs";
          }
          case FISH -> {
            Path folder = Files.createDirectories(home.resolve(".config/fish"));
            String prompt = "function fish_prompt; echo -n '" + PROMPT + " '; end\n";
            Files.writeString(
                folder.resolve("config.fish"),
                prompt + "set -g fish_autosuggestion_enabled 0\nset -g fish_greeting\n" + setUp);
            yield "fish";
          }
        };
    CompletingShell shell = new CompletingShell(Pty.start(byok, 60, 120, "exec " + command));
    shell.terminal.screen().await(CompletingShell::isReady, "the prompt");
    return shell;
  }

  private static void copy(String script, Path folder) throws IOException {
    Files.copy(SCRIPTS.resolve(script), folder.resolve(script));
  }

  /** Types this and Tab, and waits until the line is as expected. */
  void completes(String typed, String wanted) throws Exception {
    clear();
    terminal.type(typed + "\t");
    terminal
        .screen()
        .await(seen -> line(seen).equals(PROMPT + " " + wanted), "\"" + wanted + "\" typed");
  }

  /** Types this and Tab, waits until all of these can be seen, and returns the screen. */
  String lists(String typed, String... wanted) throws Exception {
    clear();
    terminal.type(typed + "\t");
    return terminal
        .screen()
        .await(
            seen -> Stream.of(wanted).allMatch(below(seen)::contains),
            String.join(" and ", wanted) + " listed for \"" + typed + "\"");
  }

  /** Types this and Tab, then a mark that appears once the shell has handled Tab. */
  String nothing(String typed) throws Exception {
    clear();
    terminal.type(typed + "\t#");
    return terminal
        .screen()
        .await(
            seen ->
                line(seen).equals(PROMPT + " " + typed.stripTrailing() + "#")
                    || line(seen).equals(PROMPT + " " + typed + "#"),
            "nothing behind \"" + typed + "\"");
  }

  /** Runs a line, and waits for the prompt after its output. */
  void run(String line) throws Exception {
    clear();
    terminal.type(line + "\r");
    terminal.screen().await(seen -> seen.endsWith("\n" + PROMPT), "the next prompt");
  }

  private void clear() throws Exception {
    terminal.type(CTRL_U + CTRL_L);
    terminal.screen().await(CompletingShell::isReady, "an empty prompt");
  }

  private static boolean isReady(String seen) {
    return seen.strip().equals(PROMPT);
  }

  /** Returns the line with the last prompt. */
  private static String line(String seen) {
    int start = seen.lastIndexOf(PROMPT);
    return start < 0 ? "" : seen.substring(start).lines().findFirst().orElse("").stripTrailing();
  }

  /** Returns everything below the first line. */
  private static String below(String seen) {
    int end = seen.indexOf('\n');
    return end < 0 ? "" : seen.substring(end);
  }

  private static void require(Kind kind) {
    boolean found =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, kind.program)));
    if (!found) {
      Map<String, String> env = System.getenv();
      String message = kind.program + " is not installed";
      if (env.containsKey("CI") || env.containsKey("BYOK_TEST_KEYRING")) {
        Assertions.fail(message);
      }
      Assumptions.abort(message);
    }
  }

  /** Lets the shell end by itself, since fish still writes its files when its terminal is gone. */
  @Override
  public void close() throws IOException {
    try (terminal) {
      terminal.type(CTRL_U + "exit\r");
      terminal.awaitEnd();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
