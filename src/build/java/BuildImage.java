import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
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

  /** Class files older than Java 6 are left out of the cache. */
  private static final int OLDEST_CACHED = 50;

  private static final String NATIVE = "META-INF/native/";

  private final Path jars;
  private final Path byok;
  private final Path launcher;
  private final Path image;
  private final Path lib;

  private BuildImage(List<String> args) {
    jars = Path.of(args.get(0));
    byok = Path.of(args.get(1));
    launcher = Path.of(args.get(2));
    image = Path.of(args.get(3));
    lib = image.resolve("lib/byok");
  }

  public static void main(String[] args) throws Exception {
    new BuildImage(List.of(args)).build();
  }

  private void build() throws Exception {
    delete(image);
    link();
    Files.createDirectories(lib);
    try (Stream<Path> all = Files.list(jars)) {
      for (Path jar : all.sorted().toList()) {
        copyJar(jar);
      }
    }
    Files.copy(byok, lib.resolve("byok.jar"));
    Files.copy(launcher, image.resolve("bin/byok"));
    Files.setPosixFilePermissions(
        image.resolve("bin/byok"), PosixFilePermissions.fromString("rwxr-xr-x"));
    writeRoots();
    Train.run(image, lib);
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
   * Copies a jar: old class files raised, this platform's native library of TLS put beside it, all
   * others left out.
   */
  private void copyJar(Path source) throws IOException {
    Path target = lib.resolve(source.getFileName());
    try (JarFile in = new JarFile(source.toFile());
        OutputStream file = Files.newOutputStream(target);
        JarOutputStream out = new JarOutputStream(file)) {
      boolean unpacks = source.getFileName().toString().startsWith("conscrypt");
      for (Enumeration<JarEntry> entries = in.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        byte[] content = in.getInputStream(entry).readAllBytes();
        if (unpacks && entry.getName().startsWith(NATIVE)) {
          unpack(entry.getName().substring(NATIVE.length()), content);
          continue;
        }
        if (isSignature(entry.getName())) {
          continue;
        }
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        out.putNextEntry(copy);
        out.write(raised(entry.getName(), content));
        out.closeEntry();
      }
    }
  }

  /**
   * Classes of a signed jar are left out of the cache; what is ours to ship is signed as a whole.
   */
  private static boolean isSignature(String name) {
    return name.startsWith("META-INF/")
        && (name.endsWith(".SF") || name.endsWith(".DSA") || name.endsWith(".RSA"));
  }

  private void unpack(String name, byte[] content) throws IOException {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    String platform =
        (os.startsWith("mac") ? "osx" : os.startsWith("linux") ? "linux" : "other")
            + "-"
            + (arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "aarch_64" : arch);
    if (name.contains(platform)) {
      Files.write(lib.resolve(name), content);
    }
  }

  /** Gives old class files the runtime's version, with the stack maps that it asks for. */
  private static byte[] raised(String name, byte[] content) {
    boolean old =
        name.endsWith(".class") && content.length > 8 && (content[7] & 0xFF) < OLDEST_CACHED;
    if (!old) {
      return content;
    }
    ClassFile classFile = ClassFile.of(ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
    ClassTransform version =
        (builder, element) -> {
          if (element instanceof ClassFileVersion) {
            builder.withVersion(ClassFile.latestMajorVersion(), 0);
          } else {
            builder.with(element);
          }
        };
    // A body that passes through a transformation is built anew, and gets its stack maps with that.
    ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeBuilder::with);
    return classFile.transformClass(classFile.parse(content), version.andThen(bodies));
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
