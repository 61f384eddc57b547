import java.util.List;
import java.util.Locale;

/**
 * The system and processor that an image is for. They are those of the machine that builds it.
 * Libraries with native code name them in different ways.
 */
record Platform(System system, String processor) {
  /** The beginnings of jars that java-keyring loads only for keychains of other systems. */
  private static final List<String> NOT_ON_LINUX = List.of("jna-", "jkeychain-");

  private static final List<String> NOT_ON_MAC = List.of("jna-platform-");

  enum System {
    LINUX,
    MAC,
    WINDOWS
  }

  static Platform ofThisMachine() {
    String name = java.lang.System.getProperty("os.name").toLowerCase(Locale.ROOT);
    System system =
        name.startsWith("mac")
            ? System.MAC
            : name.startsWith("windows") ? System.WINDOWS : System.LINUX;
    String processor = java.lang.System.getProperty("os.arch");
    return new Platform(system, processor.equals("amd64") ? "x86_64" : processor);
  }

  boolean isWindows() {
    return system == System.WINDOWS;
  }

  boolean isLinux() {
    return system == System.LINUX;
  }

  boolean isMac() {
    return system == System.MAC;
  }

  /** Returns the name in release files, such as {@code linux-x86_64} or {@code osx-aarch_64}. */
  String releaseName() {
    String first =
        switch (system) {
          case LINUX -> "linux";
          case MAC -> "osx";
          case WINDOWS -> "windows";
        };
    return first + "-" + (processor.equals("aarch64") ? "aarch_64" : processor);
  }

  /** Returns whether a native file is for this platform, according to its path in the jar. */
  boolean isOurs(String nativeFile) {
    String editor =
        switch (system) {
          case LINUX -> "Linux";
          case MAC -> "Mac";
          case WINDOWS -> "Windows";
        };
    String folder = editor + "/" + (processor.equals("aarch64") ? "arm64" : processor) + "/";
    return nativeFile.contains(releaseName()) || nativeFile.startsWith(folder);
  }

  /** Returns whether this path in JNA's jar is its native library for another platform. */
  boolean isForeign(String path) {
    return path.startsWith("com/sun/jna/")
        && path.contains("jnidispatch")
        && !path.startsWith(jnaFolder());
  }

  private String jnaFolder() {
    String first =
        switch (system) {
          case LINUX -> "linux";
          case MAC -> "darwin";
          case WINDOWS -> "win32";
        };
    return "com/sun/jna/" + first + "-" + processor.replace('_', '-') + "/";
  }

  /** Returns whether anything in this jar can be used on this platform. */
  boolean needs(String jar) {
    List<String> foreign =
        switch (system) {
          case LINUX -> NOT_ON_LINUX;
          case MAC -> NOT_ON_MAC;
          case WINDOWS -> List.of();
        };
    return foreign.stream().noneMatch(jar::startsWith);
  }
}
