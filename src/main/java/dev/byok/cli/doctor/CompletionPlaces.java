package dev.byok.cli.doctor;

import dev.byok.cli.completion.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where shells look for completion scripts, and which files they start with. */
final class CompletionPlaces {
  private final Surroundings around;

  CompletionPlaces(Surroundings around) {
    this.around = around;
  }

  /** In the order in which the shell looks. */
  List<Path> folders(Shell shell) {
    return switch (shell) {
      case BASH -> bash();
      case ZSH -> zsh();
      case FISH -> fish();
    };
  }

  /** The names under which the shell would find the script. */
  static List<String> installedFiles(Shell shell) {
    return shell == Shell.BASH ? List.of("byok", shell.file(), "_byok") : List.of(shell.file());
  }

  /** Files that the shell reads when it starts. */
  List<Path> startFiles(Shell shell) {
    List<Path> files = new ArrayList<>();
    switch (shell) {
      case BASH -> {
        Path home = around.home();
        for (String name :
            List.of(".bashrc", ".bash_profile", ".bash_login", ".profile", ".bash_completion")) {
          add(files, home, name);
        }
      }
      case ZSH -> {
        Path folder = around.folder("ZDOTDIR", "");
        for (String name : List.of(".zshrc", ".zprofile", ".zshenv", ".zlogin")) {
          add(files, folder, name);
        }
        // Where ZDOTDIR itself is usually set.
        add(files, around.home(), ".zshenv");
      }
      case FISH -> add(files, around.folder("XDG_CONFIG_HOME", ".config"), "fish/config.fish");
    }
    return files;
  }

  /** Files that may have bash look into its folders: of itself it looks into none. */
  List<Path> loaders() {
    List<Path> files = startFiles(Shell.BASH);
    for (String name :
        List.of("bash.bashrc", "bashrc", "profile", "profile.d/bash_completion.sh")) {
      files.add(around.system("etc").resolve(name));
    }
    return files;
  }

  private List<Path> bash() {
    List<Path> folders = new ArrayList<>();
    Path own = around.folder("BASH_COMPLETION_USER_DIR");
    add(folders, own, "completions");
    add(folders, around.folder("XDG_DATA_HOME", ".local/share"), "bash-completion/completions");
    for (Path data : around.sharedData()) {
      add(folders, data, "bash-completion/completions");
    }
    for (Path prefix : around.brewPrefixes()) {
      add(folders, prefix, "etc/bash_completion.d");
      add(folders, prefix, "share/bash-completion/completions");
    }
    folders.add(around.system("etc/bash_completion.d"));
    return folders;
  }

  private List<Path> zsh() {
    List<Path> folders = new ArrayList<>(around.list("FPATH"));
    Path start = around.folder("ZDOTDIR", "");
    for (String name : List.of("completions", "functions", ".zfunc")) {
      add(folders, start, name);
    }
    for (String name :
        List.of(
            ".zfunc",
            ".zfunctions",
            ".zsh/completions",
            ".zsh/completion",
            ".zsh/functions",
            ".oh-my-zsh/completions",
            ".oh-my-zsh/custom/completions",
            ".local/share/zsh/site-functions")) {
      add(folders, around.home(), name);
    }
    for (Path prefix : around.brewPrefixes()) {
      add(folders, prefix, "share/zsh/site-functions");
    }
    folders.add(around.system("usr/share/zsh/site-functions"));
    folders.add(around.system("usr/share/zsh/vendor-completions"));
    return folders;
  }

  private List<Path> fish() {
    List<Path> folders = new ArrayList<>();
    add(folders, around.folder("XDG_CONFIG_HOME", ".config"), "fish/completions");
    folders.add(around.system("etc/fish/completions"));
    add(folders, around.folder("XDG_DATA_HOME", ".local/share"), "fish/vendor_completions.d");
    for (Path data : around.sharedData()) {
      add(folders, data, "fish/vendor_completions.d");
    }
    for (Path prefix : around.brewPrefixes()) {
      add(folders, prefix, "share/fish/vendor_completions.d");
    }
    return folders;
  }

  private static void add(List<Path> paths, @Nullable Path folder, String below) {
    if (folder != null && !paths.contains(folder.resolve(below))) {
      paths.add(folder.resolve(below));
    }
  }
}
