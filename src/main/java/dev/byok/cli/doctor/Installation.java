package dev.byok.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How byok was installed.
 *
 * @param folder everything below it belongs to this installation
 */
record Installation(Way way, Path folder) {
  enum Way {
    HOMEBREW("by Homebrew", "brew upgrade byok"),
    SDKMAN("by SDKMAN", "sdk upgrade byok"),
    SOURCE_TREE("from a source tree", "git pull && mvn -DskipTests package, run in that folder"),
    ARCHIVE(
        "from an archive",
        "the newest archive of https://github.com/byok-dev/byok/releases; then move the link to it");

    private final String words;
    private final String upgrade;

    Way(String words, String upgrade) {
      this.words = words;
      this.upgrade = upgrade;
    }
  }

  /**
   * Recognizes the installation by the image's path alone, since each installer has a fixed layout.
   */
  static Installation of(Image image) {
    Path folder = image.folder();
    Path keg = versionBelow(folder, "Cellar/byok");
    if (keg != null) {
      return new Installation(Way.HOMEBREW, keg);
    }
    Path candidate = versionBelow(folder, "candidates/byok");
    if (candidate != null) {
      return new Installation(Way.SDKMAN, candidate);
    }
    Path tree = folder.resolve("../..").normalize();
    if (folder.endsWith("target/image") && Files.exists(tree.resolve("pom.xml"))) {
      return new Installation(Way.SOURCE_TREE, tree);
    }
    return new Installation(Way.ARCHIVE, folder);
  }

  String description() {
    return way.words + ", in " + folder + "; upgraded by: " + way.upgrade;
  }

  /**
   * Returns the folder {@code …/store/VERSION} that this path is or is below; null if there is
   * none.
   */
  private static @Nullable Path versionBelow(Path path, String store) {
    for (Path at = path; at != null; at = at.getParent()) {
      if (at.getParent() != null && at.getParent().endsWith(store)) {
        return at;
      }
    }
    return null;
  }
}
