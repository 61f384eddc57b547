package dev.byok.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The user of this process, and the other users that the system knows. */
final class Users {
  private static final Path SELF = Path.of("/proc/self");
  private static final Path UID_MAP = Path.of("/proc/self/uid_map");
  private static final Path OVERFLOW = Path.of("/proc/sys/kernel/overflowuid");
  private static final int LONGEST_LINE = 64 * 1024;

  private final Path etc;
  private int self;

  /**
   * @param etc the folder of {@code passwd} and {@code group}
   * @param self the uid of this process, or -1 to look it up
   */
  Users(Path etc, int self) {
    this.etc = etc;
    this.self = self;
  }

  /** Returns the uid of this process, from the kernel or, failing that, from the home folder. */
  synchronized int self() throws IOException {
    if (self < 0) {
      try {
        self = uid(SELF);
      } catch (NoSuchFileException notLinux) {
        self = uid(Path.of(System.getProperty("user.home", "/")));
      }
    }
    return self;
  }

  private static int uid(Path path) throws IOException {
    return Files.getAttribute(path, "unix:uid") instanceof Integer uid ? uid : -1;
  }

  /**
   * Whether files of the system's root show this uid. In a user namespace that does not map root,
   * they show the number that stands for all unmapped users.
   */
  static boolean isUnmappedRoot(int uid) throws IOException {
    if (!Files.exists(UID_MAP)) {
      return false;
    }
    for (String line : Files.readAllLines(UID_MAP, StandardCharsets.US_ASCII)) {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length == 3 && fields[1].equals("0")) {
        return false;
      }
    }
    return Files.exists(OVERFLOW) && Files.readString(OVERFLOW).strip().equals(uid + "");
  }

  /** Returns the user's name, or the number if the system's files have no name. */
  String name(int uid) throws IOException {
    for (String[] entry : entries("passwd", 3)) {
      if (entry[2].equals(uid + "")) {
        return entry[0];
      }
    }
    return Integer.toString(uid);
  }

  /**
   * Whether the group is the user's own: it has the user's name and no other member, and is nobody
   * else's primary group. A group that is not in the system's files may have any member.
   */
  boolean isOwnGroup(int gid) throws IOException {
    int uid = self();
    String user = null;
    for (String[] entry : entries("passwd", 4)) {
      if (entry[2].equals(uid + "")) {
        user = user == null ? entry[0] : user;
      } else if (entry[3].equals(gid + "")) {
        return false;
      }
    }
    boolean own = false;
    for (String[] entry : entries("group", 3)) {
      if (entry[2].equals(gid + "")) {
        String members = entry.length > 3 ? entry[3].strip() : "";
        if (!entry[0].equals(user) || !(members.isEmpty() || members.equals(user))) {
          return false;
        }
        own = true;
      }
    }
    return own;
  }

  private List<String[]> entries(String file, int fields) throws IOException {
    List<String[]> entries = new ArrayList<>();
    Path path = etc.resolve(file);
    if (!Files.isRegularFile(path)) {
      return entries;
    }
    try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] entry = line.length() > LONGEST_LINE ? new String[0] : line.split(":", -1);
        if (entry.length >= fields && !line.startsWith("#")) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }
}
