package dev.byok.cli.completion;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A shell that byok has a completion script for. */
enum Shell {
  BASH("byok.bash"),
  ZSH("_byok"),
  FISH("byok.fish");

  private final String file;

  Shell(String file) {
    this.file = file;
  }

  /** Its name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of its script, in the archive and where the shell looks for it. */
  String file() {
    return file;
  }

  String script(CommandTree tree) {
    return switch (this) {
      case BASH -> new BashScript(tree).text();
      case ZSH -> new ZshScript(tree).text();
      case FISH -> new FishScript(tree).text();
    };
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Shell::word).toList();
  }

  static @Nullable Shell of(String word) {
    for (Shell shell : values()) {
      if (shell.word().equals(word)) {
        return shell;
      }
    }
    return null;
  }
}
