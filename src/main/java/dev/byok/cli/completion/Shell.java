package dev.byok.cli.completion;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A shell that completes what is typed. */
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

  /** What its script is called in the archive, and where the shell looks for such. */
  String file() {
    return file;
  }

  /** Its script for these commands. */
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

  /** The one of that name; null for any other. */
  static @Nullable Shell of(String word) {
    for (Shell shell : values()) {
      if (shell.word().equals(word)) {
        return shell;
      }
    }
    return null;
  }
}
