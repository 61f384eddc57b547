import java.util.List;
import java.util.Locale;

/**
 * The system and processor that an image is for, which are those that build it, in the words of the
 * libraries that bring native code along.
 */
record Platform(System system, String processor) {
  /**
   * What java-keyring loads for the keychains of other systems alone, by the jar's first letters.
   */
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

  /** The name in a release's file, such as {@code linux-x86_64} or {@code osx-aarch_64}. */
  String releaseName() {
    String first =
        switch (system) {
          case LINUX -> "linux";
          case MAC -> "osx";
          case WINDOWS -> "windows";
        };
    return first + "-" + (processor.equals("aarch64") ? "aarch_64" : processor);
  }

  /** Whether a library's native file is for this platform, by its path in the jar. */
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

  /** Whether this path in JNA's jar is its native library for another platform. */
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

  /** Whether anything of this jar can be used here. */
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
