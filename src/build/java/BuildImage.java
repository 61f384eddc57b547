import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Makes the image that users run: a runtime of our own, the jars, the TLS library unpacked, an
 * index of the trusted roots, the launcher, and the cache of classes that a training run leaves.
 * Run by the build with the build's JDK.
 *
 * <p>Arguments: the folder of the jars, byok's own jar, the launcher, the image to make.
 */
final class BuildImage {
  /**
   * What the jars use, by jdeps, without java.desktop: only parts of JNA that are never loaded ask
   * for it.
   */
  private static final String MODULES =
      "java.base,java.logging,java.naming,java.xml,jdk.httpserver,jdk.net,jdk.security.auth,jdk.unsupported";

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

  private final Path jars;
  private final Path byok;
  private final Path launcher;
  private final Path finished;
  private final Path image;
  private final Path lib;

  private BuildImage(List<String> args) {
    jars = Path.of(args.get(0));
    byok = Path.of(args.get(1));
    launcher = Path.of(args.get(2));
    finished = Path.of(args.get(3));
    // Made beside its place and moved there whole: a launcher must never find half an image.
    image = finished.resolveSibling(finished.getFileName() + ".new");
    lib = image.resolve("lib/byok");
  }

  public static void main(String[] args) throws Exception {
    new BuildImage(List.of(args)).build();
  }

  private void build() throws Exception {
    delete(image);
    link();
    Files.createDirectories(lib);
    mergeJars();
    Files.copy(launcher, image.resolve("bin/byok"));
    Files.setPosixFilePermissions(
        image.resolve("bin/byok"), PosixFilePermissions.fromString("rwxr-xr-x"));
    writeRoots();
    Train.run(image, lib);
    delete(finished);
    Files.move(image, finished);
  }

  private void link() {
    ToolProvider jlink = ToolProvider.findFirst("jlink").orElseThrow();
    int code =
        jlink.run(
            System.out,
            System.err,
            "--add-modules",
            MODULES,
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            "--compress",
            "zip-0",
            "--output",
            image.toString());
    if (code != 0) {
      throw new IllegalStateException("jlink failed with " + code);
    }
  }

  /**
   * What every command needs in one jar; what only Bedrock, and what only conversations at a
   * terminal and some places of keys need, in others: the runtime looks at each at every start.
   */
  private void mergeJars() throws IOException {
    MergedJar hot = new MergedJar();
    MergedJar aws = new MergedJar();
    MergedJar rest = new MergedJar();
    hot.add(byok, this::unpack);
    try (Stream<Path> all = Files.list(jars)) {
      for (Path jar : all.sorted().toList()) {
        String name = jar.getFileName().toString();
        MergedJar target = isOf(HOT, name) ? hot : isOf(AWS, name) ? aws : rest;
        target.add(jar, this::unpack);
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
  }

  private static boolean isOf(List<String> group, String jar) {
    return group.stream().anyMatch(jar::startsWith);
  }

  /**
   * Puts this platform's native libraries beside the jars and leaves all others out: that of TLS
   * has the platform in its name, that of the line editor in its folder's.
   */
  private void unpack(String name, byte[] content) {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    boolean mac = os.startsWith("mac");
    boolean intel = arch.equals("amd64") || arch.equals("x86_64");
    String tls =
        (mac ? "osx" : os.startsWith("linux") ? "linux" : "other")
            + "-"
            + (intel ? "x86_64" : arch.equals("aarch64") ? "aarch_64" : arch);
    String editor =
        (mac ? "Mac" : os.startsWith("linux") ? "Linux" : "Windows")
            + "/"
            + (intel ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch)
            + "/";
    if (name.contains(tls) || name.startsWith(editor)) {
      try {
        Files.write(lib.resolve(name.substring(name.lastIndexOf('/') + 1)), content);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private void writeRoots() throws Exception {
    Path cacerts = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    KeyStore roots = KeyStore.getInstance(cacerts.toFile(), (char[]) null);
    dev.byok.http.tls.RootIndex.write(roots, lib.resolve("roots"));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(path -> {
            try {
              Files.delete(path);
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    }
  }
}
