package dev.byok.cli.doctor;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A shell that there is completion for. */
enum UserShell {
  BASH("byok.bash"),
  ZSH("_byok"),
  FISH("byok.fish");

  private final String archivedFile;

  UserShell(String archivedFile) {
    this.archivedFile = archivedFile;
  }

  /** The shell whose program this is; null for any other. */
  static @Nullable UserShell of(String program) {
    String name = program.substring(program.lastIndexOf('/') + 1);
    for (UserShell shell : values()) {
      if (shell.word().equals(name)) {
        return shell;
      }
    }
    return null;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its script's name in the archive. */
  String archivedFile() {
    return archivedFile;
  }

  /** The names under which the shell would find the script. */
  List<String> installedFiles() {
    return this == BASH ? List.of("byok", archivedFile, "_byok") : List.of(archivedFile);
  }

  /** How completion is set up. */
  String setUp() {
    return switch (this) {
      case BASH -> "add to ~/.bashrc: eval \"$(byok completion bash)\"";
      case ZSH -> "add to ~/.zshrc, behind compinit: source <(byok completion zsh)";
      case FISH ->
          "mkdir -p ~/.config/fish/completions && byok completion fish >"
              + " ~/.config/fish/completions/byok.fish";
    };
  }
}
