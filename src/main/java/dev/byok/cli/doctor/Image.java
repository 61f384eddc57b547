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
  private static final String JAR = "lib/byok/byok.jar";

  /**
   * Returns the image that the system properties point to. Returns null if byok does not run from
   * an image, for example from the classes of a build.
   */
  static @Nullable Image of(Properties properties) {
    String jar = properties.getProperty("java.class.path", "");
    if (!jar.endsWith("byok.jar")) {
      return null;
    }
    try {
      Image image = new Image(Path.of(jar).toRealPath().resolve("../../..").normalize());
      Path runtime = Path.of(properties.getProperty("java.home", "")).toRealPath();
      return image.jar().equals(Path.of(jar).toRealPath()) && runtime.equals(image.runtime())
          ? image
          : null;
    } catch (IOException | InvalidPathException gone) {
      return null;
    }
  }

  Path jar() {
    return folder.resolve(JAR);
  }

  Path runtime() {
    return folder.resolve("runtime");
  }

  Path classCache() {
    return folder.resolve("lib/byok/byok.aot");
  }

  Path launcher() {
    Path windows = folder.resolve("bin/byok.cmd");
    return Files.exists(windows) ? windows : folder.resolve("bin/byok");
  }
}
