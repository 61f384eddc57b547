package dev.byok.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How byok came here.
 *
 * @param folder everything below it is this installation's
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

  /** Told by where the image is, since whoever puts it there keeps to a layout. */
  static Installation of(Image image, Surroundings around) {
    Path folder = image.folder();
    Path keg = versionBelow(folder, "Cellar");
    if (keg != null) {
      return new Installation(Way.HOMEBREW, keg);
    }
    for (Path candidates : candidateFolders(around)) {
      Path byok = candidates.resolve("byok");
      if (folder.startsWith(byok) && !folder.equals(byok)) {
        return new Installation(Way.SDKMAN, byok.resolve(byok.relativize(folder).getName(0)));
      }
    }
    Path version = versionBelow(folder, ".sdkman/candidates");
    if (version != null) {
      return new Installation(Way.SDKMAN, version);
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

  /** The folder {@code …/store/byok/VERSION} that this path is, or lies in; null for none. */
  private static @Nullable Path versionBelow(Path path, String store) {
    for (Path at = path; at != null; at = at.getParent()) {
      Path byok = at.getParent();
      if (byok != null && byok.endsWith(store + "/byok")) {
        return at;
      }
    }
    return null;
  }

  private static List<Path> candidateFolders(Surroundings around) {
    List<Path> named = new ArrayList<>();
    Path candidates = around.folder("SDKMAN_CANDIDATES_DIR");
    if (candidates != null) {
      named.add(candidates);
    }
    Path sdkman = around.folder("SDKMAN_DIR", ".sdkman");
    if (sdkman != null) {
      named.add(sdkman.resolve("candidates"));
    }
    List<Path> real = new ArrayList<>();
    for (Path folder : named) {
      try {
        real.add(folder.toRealPath());
      } catch (IOException notThere) {
        // Then nothing was installed there.
      }
    }
    return real;
  }
}
