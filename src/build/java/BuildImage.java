import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * Builds the image that users run, and the archive of it that is released. The image consists of a
 * reduced runtime, the jars, the unpacked TLS library, an index of the trusted roots, the launcher,
 * completions, manual pages, notices, and the class cache that a training run writes. The build
 * runs this program with its own JDK.
 *
 * <p>Arguments: the project's folder, the build's folder, the version, the time that all files in
 * the archive get.
 */
final class BuildImage {
  /**
   * The modules that the jars use according to jdeps, without java.desktop and java.xml, which only
   * parts of libraries need that are never loaded.
   */
  private static final List<String> REQUIRED =
      List.of(
          "java.base",
          "java.logging",
          "java.naming",
          "jdk.net",
          "jdk.security.auth",
          "jdk.unsupported");

  /** Files of the runtime that nothing uses: programs, and the input of compilers and tools. */
  private static final String LEFT_OUT =
      "glob:/java.base/bin/keytool*,/java.base/lib/jrt-fs.jar,/java.base/lib/classlist";

  private final Path project;
  private final Path build;
  private final String version;
  private final Instant time;
  private final Platform platform = Platform.ofThisMachine();
  private final Path finished;
  private final Path image;
  private final Path runtime;
  private final Path lib;

  private BuildImage(List<String> args) {
    project = Path.of(args.get(0));
    build = Path.of(args.get(1));
    version = args.get(2);
    time = Instant.parse(args.get(3));
    finished = build.resolve("image");
    // Built beside its place and moved there whole: a launcher must never find half an image.
    image = build.resolve("image.new");
    // Not beside the launcher: a "java" there would be found before the user's.
    runtime = image.resolve("runtime");
    lib = image.resolve("lib/byok");
  }

  public static void main(String[] args) throws Exception {
    new BuildImage(List.of(args)).build();
  }

  private void build() throws Exception {
    delete(image);
    Files.createDirectories(lib);
    Path module = build.resolve("module.jar");
    new Jars(project, build, platform, image).write(module, REQUIRED);
    link(module);
    shortenSecurityProperties();
    writeRoots();
    copyLauncher();
    copyDocuments();
    if (platform.isMac()) {
      sign();
    }
    Train.run(image, platform);
    delete(finished);
    Files.move(image, finished);
    String name = "byok-" + version;
    Path archive = build.resolve(name + "-" + platform.releaseName() + ".zip");
    Archive.write(finished, archive, name, time);
  }

  /** Keeps line numbers: a stack trace without them helps nobody. */
  private void link(Path module) {
    int code =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--module-path",
                module.toString(),
                "--add-modules",
                ModuleInfo.NAME,
                "--no-header-files",
                "--no-man-pages",
                "--exclude-files",
                LEFT_OUT,
                "--compress",
                "zip-0",
                "--output",
                runtime.toString());
    if (code != 0) {
      throw new IllegalStateException("jlink failed with " + code);
    }
  }

  /** Leaves out comments, which are 95 % of a file that every https prompt reads by lines. */
  private void shortenSecurityProperties() throws IOException {
    Path file = runtime.resolve("conf/security/java.security");
    List<String> kept = new ArrayList<>();
    boolean continued = false;
    for (String line : Files.readAllLines(file)) {
      if (continued || !(line.isBlank() || line.strip().startsWith("#"))) {
        kept.add(line);
        continued = line.endsWith("\\");
      }
    }
    Files.write(file, kept);
  }

  private void copyLauncher() throws IOException {
    String name = platform.isWindows() ? "byok.cmd" : "byok";
    Path launcher = image.resolve("bin").resolve(name);
    Files.createDirectories(launcher.getParent());
    Files.copy(project.resolve("dist").resolve(name), launcher);
    if (!platform.isWindows()) {
      Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /** Signs before the training, so that the training runs the program that is shipped. */
  private void sign() throws IOException, InterruptedException {
    String script = project.resolve("dist/macos-sign").toString();
    int code = new ProcessBuilder(script, image.toString()).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IllegalStateException(script + " failed with " + code);
    }
  }

  private void copyDocuments() throws IOException {
    Files.copy(project.resolve("LICENSE"), image.resolve("LICENSE"));
    Files.copy(project.resolve("src/archive/README.md"), image.resolve("README.md"));
    copyFolder(project.resolve("completions"), image.resolve("completions"));
    copyFolder(build.resolve("man/man1"), image.resolve("share/man/man1"));
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.sorted().toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
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
