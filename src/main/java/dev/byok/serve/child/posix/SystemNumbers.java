package dev.byok.serve.child.posix;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of signals, options and limits, where systems differ. Those of macOS are taken from
 * its headers and have not been tried.
 *
 * @param stop the signal of Ctrl-Z
 * @param proceed the signal that ends a stop
 * @param user the first signal without a meaning
 * @param otherUser the second one, which Java keeps for itself
 * @param fileTooLarge the signal for a file above the limit
 * @param stopped the option of {@code waitid} for children that have stopped
 * @param noWait its option to leave a child's state as it is
 * @param files the limit of open files
 * @param readWriteQuietly the options of {@code open} for a terminal that no program inherits
 * @param setDumpable the option of {@code prctl}; 0 where there is none
 * @param getDumpable the option of {@code prctl} to read it
 */
public record SystemNumbers(
    int stop,
    int proceed,
    int user,
    int otherUser,
    int fileTooLarge,
    int stopped,
    int noWait,
    int files,
    int readWriteQuietly,
    int setDumpable,
    int getDumpable) {
  private static final SystemNumbers LINUX =
      new SystemNumbers(20, 18, 10, 12, 25, 2, 0x01000000, 7, 0x80102, 4, 3);
  private static final SystemNumbers MACOS =
      new SystemNumbers(18, 19, 30, 31, 25, 8, 0x20, 8, 0x1020002, 0, 0);

  /** Returns the numbers of this system; null for Windows and others. */
  static @Nullable SystemNumbers ofThisSystem() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("linux")) {
      return LINUX;
    }
    return name.startsWith("mac") ? MACOS : null;
  }

  /** The signal of a closed terminal. */
  public int hangup() {
    return 1;
  }

  /** The signal of Ctrl-C. */
  public int interrupt() {
    return 2;
  }

  /** The signal of Ctrl-\. */
  public int quit() {
    return 3;
  }

  /** The signal for a pipe that nobody reads. */
  public int brokenPipe() {
    return 13;
  }

  /** The signal that asks a program to end. */
  public int terminate() {
    return 15;
  }

  /** The limit of core files. */
  public int cores() {
    return 4;
  }

  int noHang() {
    return 1;
  }

  int oneProcess() {
    return 1;
  }
}
