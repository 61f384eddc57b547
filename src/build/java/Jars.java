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
 * byok and its libraries in three jars: what every command needs; what only Bedrock needs; what
 * only conversations at a terminal, some places of keys and questions about keys need. The runtime
 * looks at each jar at every start. What nothing uses on this platform is left out.
 */
final class Jars {
  /** The libraries on the way of every prompt. */
  private static final List<String> HOT = List.of("conscrypt", "jackson-core", "picocli");

  /** What only prompts to Bedrock need: the parts of the AWS SDK, and what they need themselves. */
  private static final List<String> AWS =
      List.of(
          "annotations-",
          "checksums-",
          "eventstream-",
          "http-auth-",
          "http-client-spi-",
          "identity-spi-",
          "metrics-spi-",
          "reactive-streams-",
          "utils-");

  /**
   * Large, used in one place, and called directly: only the classes that byok's own lead to are
   * kept.
   */
  private static final String REDUCED = "bcprov-";

  /** In the jars of libraries, but for others: a style sheet, and a D-Bus server of its own. */
  private static final List<String> UNUSED =
      List.of("styles.css", "tmp-session.conf", "org/freedesktop/dbus/bin/");

  private final Path build;
  private final Platform platform;
  private final Path image;
  private final Path lib;
  private final Licenses licenses;
  private final MergedJar hot = new MergedJar();
  private final MergedJar aws = new MergedJar();
  private final MergedJar rest = new MergedJar();

  Jars(Path project, Path build, Platform platform, Path image) throws IOException {
    this.build = build;
    this.platform = platform;
    this.image = image;
    lib = image.resolve("lib/byok");
    licenses = new Licenses(project.resolve("src/build/licenses"), project.resolve("LICENSE"));
  }

  /** Writes the jars, the native files beside them, and the notices of all that is in them. */
  void write() throws IOException {
    hot.add(build.resolve("byok.jar"), _ -> true, this::unpack);
    Map<String, byte[]> own = hot.classes();
    try (Stream<Path> all = Files.list(build.resolve("jars"))) {
      for (Path jar : all.sorted().toList()) {
        String name = jar.getFileName().toString();
        if (platform.needs(name)) {
          licenses.add(jar);
          add(jar, name, own);
        }
      }
    }
    hot.write(
        lib.resolve("byok.jar"),
        Map.of(
            "Main-Class", "dev.byok.Main",
            "Class-Path", "aws.jar stores.jar",
            "Enable-Native-Access", "ALL-UNNAMED"));
    aws.write(lib.resolve("aws.jar"), Map.of());
    rest.write(lib.resolve("stores.jar"), Map.of());
    licenses.write(image.resolve("THIRD-PARTY.txt"));
  }

  private void add(Path jar, String name, Map<String, byte[]> own) throws IOException {
    MergedJar target = isOf(HOT, name) ? hot : isOf(AWS, name) ? aws : rest;
    if (name.startsWith(REDUCED)) {
      Reachable reachable = new Reachable(classesOf(jar));
      own.values().forEach(reachable::from);
      target.add(jar, reachable::isReached, this::unpack);
    } else {
      target.add(jar, path -> !platform.isForeign(path) && !isOf(UNUSED, path), this::unpack);
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
