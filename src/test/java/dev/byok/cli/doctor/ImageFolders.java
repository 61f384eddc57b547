package dev.byok.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Folders that look like installed images, and the properties of a process started there. */
final class ImageFolders {
  private ImageFolders() {}

  /** Makes an image of empty files. */
  static Image make(Path folder) throws IOException {
    for (String name : new String[] {"lib/byok", "runtime/bin", "bin"}) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.createFile(folder.resolve("bin/byok")).toFile().setExecutable(true);
    return new Image(folder.toRealPath());
  }

  static Properties properties(String runtime, String module) {
    Properties properties = new Properties();
    properties.setProperty("java.home", runtime);
    properties.setProperty("jdk.module.main", module);
    return properties;
  }
}
