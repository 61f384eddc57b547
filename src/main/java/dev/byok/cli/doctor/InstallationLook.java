package dev.byok.cli.doctor;

import dev.byok.cli.doctor.Installation.Way;
import dev.byok.text.ShellWord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks how byok was installed, and whether a shell would run this installation. */
final class InstallationLook {
  /** In the order in which Windows tries them; other systems have only the first. */
  private static final List<String> NAMES = List.of("byok", "byok.exe", "byok.bat", "byok.cmd");

  private final String path;

  /**
   * @param path the value of {@code PATH}
   */
  InstallationLook(String path) {
    this.path = path;
  }

  Finding of(Image image) {
    Installation installation = Installation.of(image);
    Path first = firstOnPath();
    if (first == null) {
      return new Finding(
          installation.description() + "; PATH leads to no byok", wayOntoPath(installation, image));
    }
    if (!isOf(installation, first)) {
      return new Finding(
          installation.description() + "; PATH leads to another byok first: " + first,
          installation.way() == Way.SDKMAN && first.toString().contains("/candidates/byok/")
              ? "sdk default byok " + installation.folder().getFileName()
              : "remove the byok that you do not need, or change the order of PATH; you are running "
                  + image.launcher());
    }
    return Finding.of(installation.description());
  }

  /** Returns the file that a shell would run; null if it would find none. */
  private @Nullable Path firstOnPath() {
    if (path.isEmpty()) {
      return null;
    }
    for (String folder : path.split(File.pathSeparator, -1)) {
      for (String name : NAMES) {
        try {
          // An empty entry means the working folder, as it does to a shell.
          Path file = Path.of(folder, name);
          if (Files.isRegularFile(file) && Files.isExecutable(file)) {
            return file;
          }
        } catch (InvalidPathException noPath) {
          // A shell finds nothing there either.
        }
      }
    }
    return null;
  }

  private static boolean isOf(Installation installation, Path program) {
    try {
      return program.toRealPath().startsWith(installation.folder());
    } catch (IOException gone) {
      return false;
    }
  }

  private static String wayOntoPath(Installation installation, Image image) {
    Way way = installation.way();
    return switch (way) {
      case HOMEBREW -> "brew link byok";
      case SDKMAN -> "sdk default byok " + installation.folder().getFileName();
      case SOURCE_TREE -> link(installation.folder().resolve("dist/byok"));
      case ARCHIVE -> link(image.launcher());
    };
  }

  private static String link(Path launcher) {
    return "mkdir -p ~/.local/bin && ln -sfn "
        + ShellWord.of(launcher.toString())
        + " ~/.local/bin/byok (or another folder of PATH)";
  }
}
