package dev.byok.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The image that this process was started from.
 *
 * @param folder its real path, with all links resolved
 */
record Image(Path folder) {
  /** The module of the runtime that byok is. */
  static final String MODULE = "byok";

  /**
   * Returns the image that the system properties point to. Returns null if byok does not run from
   * an image, for example from the classes of a build.
   */
  static @Nullable Image of(Properties properties) {
    if (!MODULE.equals(properties.getProperty("jdk.module.main"))) {
      return null;
    }
    try {
      Path runtime = Path.of(properties.getProperty("java.home", "")).toRealPath();
      Image image = new Image(runtime.resolve("..").normalize());
      return runtime.equals(image.runtime()) && Files.isDirectory(image.library()) ? image : null;
    } catch (IOException | InvalidPathException gone) {
      return null;
    }
  }

  private Path library() {
    return folder.resolve("lib/byok");
  }

  Path runtime() {
    return folder.resolve("runtime");
  }

  /** The class cache of prompts, and of every command without one of its own. */
  Path classCache() {
    return library().resolve("byok.aot");
  }

  /** The smaller one of the version, completion and short reports. */
  Path reportCache() {
    return library().resolve("reports.aot");
  }

  Path launcher() {
    Path windows = folder.resolve("bin/byok.cmd");
    return Files.exists(windows) ? windows : folder.resolve("bin/byok");
  }
}
