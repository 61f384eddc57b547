import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Writes the notices of everything in the archive that is not byok's own: its name, owner, license
 * and purpose, and then the text of each license once. The build fails on a jar that is not in the
 * table.
 */
final class Licenses {
  private static final List<String> NAMES = List.of("LICENSE", "LICENCE", "NOTICE");
  private static final String OWN = "Apache-2.0";
  private static final String RULE = "-".repeat(72) + "\n";

  private final Path texts;
  private final Path ownText;
  private final List<Library> table = new ArrayList<>();
  private final StringBuilder list = new StringBuilder();
  private final Set<String> licenses = new TreeSet<>();

  /** The license texts in the jars, each once, with the names of the jars. */
  private final Map<String, String> brought = new LinkedHashMap<>();

  private record Library(String jar, String name, List<String> licenses, String whose, String use) {
    static Library of(String line) {
      String[] parts = line.split("\\|", -1);
      List<String> licenses =
          parts[2].isBlank() ? List.of() : List.of(parts[2].strip().split(", "));
      return new Library(
          parts[0].strip(), parts[1].strip(), licenses, parts[3].strip(), parts[4].strip());
    }
  }

  /**
   * @param texts the folder of the table and of the licenses' texts
   * @param ownText the license of byok itself
   */
  Licenses(Path texts, Path ownText) throws IOException {
    this.texts = texts;
    this.ownText = ownText;
    for (String line : Files.readAllLines(texts.resolve("libraries.txt"))) {
      if (!line.startsWith("#")) {
        table.add(Library.of(line));
      }
    }
  }

  void add(Path jar) throws IOException {
    String file = jar.getFileName().toString();
    List<Library> known = table.stream().filter(one -> file.startsWith(one.jar)).toList();
    if (known.isEmpty()) {
      throw new IllegalStateException(
          "no license is known of " + file + ": add it to " + texts.resolve("libraries.txt"));
    }
    for (Library library : known) {
      licenses.addAll(library.licenses);
      list.append(library.name).append(" (").append(file).append(")\n");
      list.append("  ").append(library.use).append('\n');
      list.append("  ").append(library.whose).append('\n');
      list.append("  ");
      list.append(library.licenses.isEmpty() ? "its own" : String.join(", ", library.licenses));
      list.append("; the text is below\n\n");
    }
    addBrought(jar, file);
  }

  private void addBrought(Path jar, String file) throws IOException {
    try (JarFile open = new JarFile(jar.toFile())) {
      for (JarEntry entry : open.stream().toList()) {
        if (isLicense(entry.getName())) {
          byte[] content = open.getInputStream(entry).readAllBytes();
          String text = new String(content, StandardCharsets.UTF_8).replace("\r\n", "\n").strip();
          brought.merge(text, file + ": " + fileName(entry.getName()), (a, b) -> a + "\n" + b);
        }
      }
    }
  }

  private static boolean isLicense(String name) {
    String upper = fileName(name).toUpperCase(Locale.ROOT);
    boolean above = name.startsWith("META-INF/") || !name.contains("/");
    return above && !name.endsWith(".class") && NAMES.stream().anyMatch(upper::contains);
  }

  private static String fileName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  void write(Path target) throws IOException {
    StringBuilder all = new StringBuilder();
    all.append("byok is under the Apache License 2.0, see LICENSE. This archive also holds:\n\n");
    all.append(runtimeNotice()).append(list);
    for (String license : licenses) {
      Path text = license.equals(OWN) ? ownText : texts.resolve(license + ".txt");
      append(all, license, Files.readString(text));
    }
    brought.forEach((text, jars) -> append(all, jars, text));
    Files.writeString(target, all);
  }

  private static void append(StringBuilder all, String title, String text) {
    all.append(RULE).append(title).append('\n').append(RULE).append('\n');
    all.append(text.strip()).append("\n\n");
  }

  /** Returns the notice of the runtime, which is linked from the JDK that runs the build. */
  private static String runtimeNotice() {
    return "OpenJDK "
        + System.getProperty("java.runtime.version")
        + ", built by "
        + System.getProperty("java.vendor")
        + " (runtime/)\n"
        + "  runs byok; reduced to the modules that it needs\n"
        + "  Copyright (c) 1993, Oracle and/or its affiliates, and others\n"
        + "  GPL-2.0 with the Classpath Exception; notices and texts are in runtime/legal,\n"
        + "  its source is jdk-"
        + Runtime.version().toString().replaceFirst("-.*", "")
        + " of https://github.com/openjdk/jdk"
        + Runtime.version().feature()
        + "u, and with its builder: "
        + System.getProperty("java.vendor.url")
        + "\n\n";
  }
}
