package dev.byok.cli.doctor;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folders that the environment names. What is empty, relative or no path at all counts as not
 * set, as the XDG rules want it.
 *
 * @param root what the system's own folders are below: {@code /}
 */
record Surroundings(Map<String, String> env, Path root) {
  private static final List<String> BREW_PREFIXES =
      List.of("opt/homebrew", "usr/local", "home/linuxbrew/.linuxbrew");

  String text(String variable) {
    return env.getOrDefault(variable, "");
  }

  /** The folder of a variable. */
  @Nullable Path folder(String variable) {
    return absolute(text(variable));
  }

  /** The folder of a variable, else the one below the home; null when there is no home either. */
  @Nullable Path folder(String variable, String belowHome) {
    Path folder = folder(variable);
    Path home = home();
    return folder != null || home == null ? folder : home.resolve(belowHome);
  }

  @Nullable Path home() {
    return folder("HOME");
  }

  Path system(String below) {
    return root.resolve(below);
  }

  /** The folders of a variable that lists several. */
  List<Path> list(String variable) {
    List<Path> folders = new ArrayList<>();
    for (String word : text(variable).split(File.pathSeparator, -1)) {
      Path folder = absolute(word);
      if (folder != null) {
        folders.add(folder);
      }
    }
    return folders;
  }

  /** The folders of data that programs share, after the user's own. */
  List<Path> sharedData() {
    List<Path> folders = list("XDG_DATA_DIRS");
    return folders.isEmpty() ? List.of(system("usr/local/share"), system("usr/share")) : folders;
  }

  /** Where Homebrew may be. */
  Set<Path> brewPrefixes() {
    Set<Path> prefixes = new LinkedHashSet<>();
    Path named = folder("HOMEBREW_PREFIX");
    if (named != null) {
      prefixes.add(named);
    }
    for (String prefix : BREW_PREFIXES) {
      prefixes.add(system(prefix));
    }
    return prefixes;
  }

  private static @Nullable Path absolute(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException noPath) {
      return null;
    }
  }
}
