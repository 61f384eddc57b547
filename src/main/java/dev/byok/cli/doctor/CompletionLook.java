package dev.byok.cli.doctor;

import dev.byok.cli.completion.Shell;
import dev.byok.failure.UserWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the user's shell completes byok's commands. It is told from files alone: to start the
 * shell would run whatever its start files say.
 */
final class CompletionLook {
  /** What a line has that makes bash read scripts from their folders. */
  private static final List<String> LOADER = List.of("bash_completion");

  private final Surroundings around;
  private final CompletionPlaces places;
  private final @Nullable Image image;

  CompletionLook(Surroundings around, @Nullable Image image) {
    this.around = around;
    this.places = new CompletionPlaces(around);
    this.image = image;
  }

  Finding look() {
    String program = around.text("SHELL");
    if (program.isEmpty()) {
      return Finding.of("not known: SHELL does not say which shell is used");
    }
    Shell shell = Shell.of(program.substring(program.lastIndexOf('/') + 1));
    if (shell == null) {
      return Finding.of(
          "none for " + UserWord.quoted(program) + "; there is one for bash, zsh and fish");
    }
    Path start = fileWith(places.startFiles(shell), wordsOfStartFiles(shell));
    if (start != null) {
      return Finding.of("set up for " + shell.word() + " in " + start);
    }
    Path script = installedScript(shell);
    return script == null
        ? new Finding("not set up for " + shell.word(), setUp(shell))
        : ofScript(shell, script);
  }

  private Finding ofScript(Shell shell, Path script) {
    if (shell == Shell.BASH && fileWith(places.loaders(), LOADER) == null) {
      return new Finding(
          "there is " + script + " for bash, but no start file loads bash-completion to read it",
          setUp(shell));
    }
    if (shell == Shell.ZSH && isOwnFolder(script) && !isOnFunctionPath(script)) {
      return new Finding(
          "there is " + script + " for zsh, but no start file puts its folder on fpath",
          "add to ~/.zshrc, before compinit: fpath=(" + script.getParent() + " $fpath)");
    }
    if (isStale(shell, script)) {
      return new Finding(
          "set up for " + shell.word() + " by " + script + ", which is not this version's",
          renewal(shell, script));
    }
    return Finding.of("set up for " + shell.word() + " by " + script);
  }

  private @Nullable Path installedScript(Shell shell) {
    for (Path folder : places.folders(shell)) {
      for (String name : CompletionPlaces.installedFiles(shell)) {
        Path file = folder.resolve(name);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    return null;
  }

  /** A line that runs the command, reads the script, or has zsh look where the script lies. */
  private List<String> wordsOfStartFiles(Shell shell) {
    List<String> words = new ArrayList<>();
    words.add("byok completion");
    words.add("completions/" + shell.file());
    if (shell == Shell.ZSH) {
      words.add("byok/current/completions");
      if (image != null) {
        words.add(image.folder().resolve("completions").toString());
      }
    }
    return words;
  }

  private static @Nullable Path fileWith(List<Path> files, List<String> words) {
    for (Path file : files) {
      if (StartFile.read(file).mentions(words)) {
        return file;
      }
    }
    return null;
  }

  /** Whether the archive's own script says something else. */
  private boolean isStale(Shell shell, Path script) {
    if (image == null || !Files.isRegularFile(image.completion(shell))) {
      return false;
    }
    try {
      return Files.mismatch(image.completion(shell), script) >= 0;
    } catch (IOException unreadable) {
      // A script that byok cannot read may still be read by the shell, and be the right one.
      return false;
    }
  }

  private String renewal(Shell shell, Path script) {
    for (Path prefix : around.brewPrefixes()) {
      Path cellar = prefix.resolve("Cellar");
      if (script.startsWith(prefix) && Files.isSymbolicLink(script) && Files.exists(cellar)) {
        return "brew upgrade byok, or brew unlink byok && brew link byok";
      }
    }
    String command = "byok completion " + shell.word();
    return Files.isWritable(script)
        ? command + " > " + ShellWord.of(script)
        : command + " | sudo tee " + ShellWord.of(script) + " >/dev/null";
  }

  private boolean isOwnFolder(Path script) {
    Path home = around.home();
    return home != null && script.startsWith(home);
  }

  /** Frameworks put folders there that the user's own lines do not name: those count as there. */
  private boolean isOnFunctionPath(Path script) {
    Path folder = script.getParent();
    return folder == null
        || around.list("FPATH").contains(folder)
        || folder.toString().contains("/.oh-my-zsh/")
        || fileWith(places.startFiles(Shell.ZSH), List.of(String.valueOf(folder.getFileName())))
            != null;
  }

  /** How completion is set up. */
  static String setUp(Shell shell) {
    return switch (shell) {
      case BASH -> "add to ~/.bashrc: eval \"$(byok completion bash)\"";
      case ZSH -> "add to ~/.zshrc, behind compinit: source <(byok completion zsh)";
      case FISH ->
          "mkdir -p ~/.config/fish/completions && byok completion fish >"
              + " ~/.config/fish/completions/byok.fish";
    };
  }
}
