import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Merges byok and its libraries into one module. What nothing uses on this platform is left out.
 */
final class Jars {
  /**
   * A large library that is used in one place and called directly. Only the classes that can be
   * reached from byok's own classes are kept.
   */
  private static final String REDUCED = "bcprov-";

  /** Parts of libraries that byok does not use: a style sheet, and a D-Bus server. */
  private static final List<String> UNUSED =
      List.of("styles.css", "tmp-session.conf", "org/freedesktop/dbus/bin/");

  private final Path build;
  private final Platform platform;
  private final Path image;
  private final Path lib;
  private final Licenses licenses;
  private final MergedJar all = new MergedJar();

  Jars(Path project, Path build, Platform platform, Path image) throws IOException {
    this.build = build;
    this.platform = platform;
    this.image = image;
    lib = image.resolve("lib/byok");
    licenses = new Licenses(project.resolve("src/build/licenses"), project.resolve("LICENSE"));
  }

  /**
   * Writes the module, the native files that it loads, and the notices of all that is in it.
   *
   * @param required the runtime's modules that it uses
   */
  void write(Path module, List<String> required) throws IOException {
    all.add(build.resolve("byok.jar"), _ -> true, this::unpack);
    Map<String, byte[]> own = all.classes();
    try (Stream<Path> files = Files.list(build.resolve("jars"))) {
      for (Path jar : files.sorted().toList()) {
        String name = jar.getFileName().toString();
        if (platform.needs(name)) {
          licenses.add(jar);
          add(jar, name, own);
        }
      }
    }
    all.writeModule(module, required);
    licenses.write(image.resolve("THIRD-PARTY.txt"));
  }

  private void add(Path jar, String name, Map<String, byte[]> own) throws IOException {
    if (name.startsWith(REDUCED)) {
      Reachable reachable = new Reachable(classesOf(jar));
      own.values().forEach(reachable::from);
      all.add(jar, reachable::isReached, this::unpack);
    } else {
      all.add(jar, path -> !platform.isForeign(path) && !isOf(UNUSED, path), this::unpack);
    }
  }

  private static boolean isOf(List<String> group, String name) {
    return group.stream().anyMatch(name::startsWith);
  }

  private static Map<String, byte[]> classesOf(Path source) throws IOException {
    Map<String, byte[]> classes = new HashMap<>();
    try (JarFile jar = new JarFile(source.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
      for (JarEntry entry : jar.versionedStream().toList()) {
        if (entry.getName().endsWith(".class")) {
          classes.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
        }
      }
    }
    return classes;
  }

  /** Puts this platform's native libraries beside the jars; all others are left out. */
  private void unpack(String name, byte[] content) {
    if (platform.isOurs(name)) {
      try {
        Files.write(lib.resolve(name.substring(name.lastIndexOf('/') + 1)), content);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
