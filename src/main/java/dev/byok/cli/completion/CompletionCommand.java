package dev.byok.cli.completion;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.cli.line.Values;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code byok completion}: prints the script that makes a shell complete byok's command lines.
 *
 * @param all every command of the program
 */
public record CompletionCommand(Tools tools, Supplier<CommandSpec> all) implements Command {
  private static final String SHELLS = "bash, zsh or fish";

  public static CommandSpec spec() {
    return Specs.command(
            "completion",
            "print a script that completes byok's commands and values in a shell",
            "",
            "bash: this line in ~/.bashrc",
            "  eval \"$(byok completion bash)\"",
            "zsh: this line in ~/.zshrc, after compinit",
            "  source <(byok completion zsh)",
            "  or, which starts faster, a file in a folder on fpath:",
            "  mkdir -p ~/.zfunc && byok completion zsh > ~/.zfunc/_byok",
            "fish: a file of its own",
            "  mkdir -p ~/.config/fish/completions",
            "  byok completion fish > ~/.config/fish/completions/byok.fish",
            "",
            "Keys, models, aliases and sessions are completed from byok's own files;",
            "neither the keychain nor the network is asked. Models are known once \"byok models\"",
            "has listed them.")
        // Optional here, so that this command can report it as missing and list the shells.
        .addPositional(Specs.word(0, "0..1", "SHELL", SHELLS));
  }

  @Override
  public int run(Arguments given) {
    String word = given.word(0);
    if (word == null) {
      throw Failure.of(Kind.USAGE, "SHELL is missing")
          .hint("it takes " + SHELLS + ", such as: byok completion bash");
    }
    Shell shell = Shell.of(word);
    if (shell == null) {
      throw Values.wrong("byok completion", word, SHELLS);
    }
    String script = shell.script(CommandTree.of(all.get()));
    if (given.json()) {
      tools
          .out()
          .json(
              JsonObject.builder()
                  .put("shell", shell.word())
                  .put("file", shell.file())
                  .put("script", script)
                  .build());
    } else {
      tools.out().write(script);
    }
    return 0;
  }
}
