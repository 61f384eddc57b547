import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;

/**
 * Merges several jars into one, which jlink takes as a module. Class files that are older than Java
 * 6 get a newer version, because the runtime keeps none of them in its cache.
 */
final class MergedJar {
  private static final int OLDEST_CACHED = 50;
  private static final String OWN = "dev/byok/";
  private static final String SERVICES = "META-INF/services/";
  private static final List<String> NATIVE = List.of("META-INF/native/", "org/jline/nativ/");

  private final Map<String, byte[]> entries = new TreeMap<>();

  /** The providers of each service, as the jars list them. */
  private final Map<String, List<String>> services = new TreeMap<>();

  /**
   * Adds a jar's classes in their version for this Java, and merges its services with the others.
   *
   * @param isWanted whether anything needs a path in the jar
   * @param natives takes the native files of libraries, which have to be beside the jar
   */
  void add(Path source, Predicate<String> isWanted, BiConsumer<String, byte[]> natives)
      throws IOException {
    try (JarFile jar = new JarFile(source.toFile(), false, JarFile.OPEN_READ, Runtime.version())) {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        byte[] content = jar.getInputStream(jar.getJarEntry(name)).readAllBytes();
        String file = nativeFile(name);
        if (file != null) {
          natives.accept(file, content);
        } else if (name.startsWith(SERVICES)) {
          addService(name.substring(SERVICES.length()), content);
        } else if (isContent(name) && isWanted.test(name)) {
          put(name, name.endsWith(".class") ? shipped(name, content) : content);
        }
      }
    }
  }

  /** Returns the classes that were added, by path. */
  Map<String, byte[]> classes() {
    Map<String, byte[]> classes = new TreeMap<>(entries);
    classes.keySet().removeIf(name -> !name.endsWith(".class"));
    return classes;
  }

  /** Writes the jar as a module; the entries' order and times are the same in every build. */
  void writeModule(Path target, List<String> required) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target))) {
      store(out, "module-info.class", ModuleInfo.of(entries, services, required));
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        store(out, entry.getKey(), entry.getValue());
      }
    }
  }

  private void put(String name, byte[] content) {
    if (entries.putIfAbsent(name, content) != null) {
      throw new IllegalStateException("two jars hold " + name);
    }
  }

  private void addService(String service, byte[] content) {
    List<String> providers = services.computeIfAbsent(service, _ -> new ArrayList<>());
    new String(content, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .forEach(providers::add);
  }

  /** Returns the name below the folder of native libraries; null for any other file. */
  private static String nativeFile(String name) {
    return NATIVE.stream()
        .filter(folder -> name.startsWith(folder) && !name.endsWith("/"))
        .filter(folder -> !name.endsWith(".class") && !name.endsWith(".properties"))
        .map(folder -> name.substring(folder.length()))
        .findFirst()
        .orElse(null);
  }

  /** Returns false for folders and for descriptions and notices of the jar. */
  private static boolean isContent(String name) {
    return !name.endsWith("/")
        && !name.endsWith("module-info.class")
        && !name.startsWith("META-INF/")
        && !name.startsWith("OSGI-INF/")
        && !name.endsWith(".html");
  }

  private static void store(JarOutputStream out, String name, byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    JarEntry entry = new JarEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(sum.getValue());
    entry.setTimeLocal(java.time.LocalDateTime.of(2026, 11, 21, 0, 0));
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }

  /**
   * Returns a class as it is shipped, without what only a debugger reads. Libraries lose their line
   * numbers too, which nobody needs to find a fault of byok, and which each start would map.
   */
  private static byte[] shipped(String name, byte[] content) {
    ClassFile classFile =
        ClassFile.of(
            ClassFile.DebugElementsOption.DROP_DEBUG,
            name.startsWith(OWN)
                ? ClassFile.LineNumbersOption.PASS_LINE_NUMBERS
                : ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);
    return classFile.transformClass(
        classFile.parse(LeanPicocli.in(LazyDecimals.in(raised(content)))),
        ClassTransform.transformingMethodBodies(CodeBuilder::with));
  }

  /** Gives an old class file the runtime's version, and the stack maps that this requires. */
  private static byte[] raised(byte[] content) {
    if ((content[7] & 0xFF) >= OLDEST_CACHED) {
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
    // Any transformation of a body builds it again, with stack maps.
    ClassTransform bodies = ClassTransform.transformingMethodBodies(CodeBuilder::with);
    return classFile.transformClass(classFile.parse(content), version.andThen(bodies));
  }
}
