import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the classes of a library that can be reached from the classes that use it: by name, in a
 * signature, or by a string that equals a class name.
 */
final class Reachable {
  private static final Pattern IN_DESCRIPTOR = Pattern.compile("L([^;<]+)[;<]");

  private final Map<String, byte[]> library;
  private final Set<String> reached = new HashSet<>();
  private final Deque<String> unread = new ArrayDeque<>();

  /**
   * @param library class files by path
   */
  Reachable(Map<String, byte[]> library) {
    this.library = library;
  }

  /** Marks the classes that this class mentions as reached, and all that they lead to. */
  void from(byte[] user) {
    read(user);
    while (!unread.isEmpty()) {
      read(library.get(unread.pop()));
    }
  }

  boolean isReached(String path) {
    return reached.contains(path);
  }

  private void read(byte[] content) {
    for (PoolEntry entry : ClassFile.of().parse(content).constantPool()) {
      if (entry instanceof ClassEntry named) {
        reach(named.asInternalName());
      } else if (entry instanceof Utf8Entry text) {
        reach(text.stringValue().replace('.', '/'));
        Matcher descriptor = IN_DESCRIPTOR.matcher(text.stringValue());
        while (descriptor.find()) {
          reach(descriptor.group(1));
        }
      }
    }
  }

  private void reach(String name) {
    String path = name + ".class";
    if (library.containsKey(path) && reached.add(path)) {
      unread.push(path);
    }
  }
}
