package dev.byok.sessions;

import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Renames a damaged file so that it is out of the way and its owner can still find all of it. */
final class SetAside {
  private SetAside() {}

  /** Renames the file, under the store's lock. Returns what was done, as the end of a sentence. */
  static String of(Path file) {
    Path folder = file.resolveSibling("");
    int number = 1;
    Path aside = aside(file, number);
    while (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
      number++;
      aside = aside(file, number);
    }
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
      return "it is kept as " + UserWord.quoted(folder.relativize(aside));
    } catch (IOException stays) {
      return "it stays where it is, since it cannot be moved: " + Causes.of(stays);
    }
  }

  private static Path aside(Path file, int number) {
    return file.resolveSibling(file.getFileName() + ".damaged-" + number);
  }
}
