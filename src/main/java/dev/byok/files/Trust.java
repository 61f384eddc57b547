package dev.byok.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks who may have written what byok relies on. A file counts as the user's own if every folder
 * on the path to it, every link on that path and the file itself belong to the user or to root, and
 * nobody else may write to them. There are two exceptions: root's sticky folders, such as {@code
 * /tmp}, where others may add names but not change any; and the rights of a group that has only the
 * user. Nobody else can replace a file that passes, so a check before opening it suffices. A folder
 * that nobody else can write to is checked once per process, by one system call.
 */
final class Trust {
  private static final int MOST_LINKS = 40;
  private static final int ROOT = 0;

  private final Users users;

  /** Folders, by full path, that only the user or root can write to. */
  private final Set<Path> trusted = ConcurrentHashMap.newKeySet();

  private final Look look;

  Trust(Users users) {
    this(users, Attributes::of);
  }

  /**
   * @param look asks the system
   */
  Trust(Users users, Look look) {
    this.users = users;
    this.look = look;
  }

  /** Asks the system for a path's attributes, without following a link. */
  @FunctionalInterface
  interface Look {
    Attributes at(Path path) throws IOException;
  }

  /**
   * Refuses a file that somebody else may have written, and anything that is not a plain file.
   *
   * @param follow whether to follow a link at the end of the path
   * @param alone whether the file must have no other name, as a file that is written in place
   * @return the file after following links at the end of its path
   * @throws java.nio.file.NoSuchFileException if there is none
   */
  Path requireFile(Path file, boolean follow, boolean alone) throws IOException {
    Path at = file.toAbsolutePath();
    for (int links = 0; links <= MOST_LINKS; links++) {
      boolean shared = requireWay(at.getParent(), links);
      Attributes found = look.at(at);
      if (found.isLink() && !follow) {
        throw new FileSystemException(at.toString(), null, "is a symbolic link");
      }
      requireOwner(at, found);
      if (!found.isLink()) {
        requirePlain(at, found, shared, alone);
        return at;
      }
      at = target(at);
    }
    throw new FileSystemException(file.toString(), null, "leads through too many links");
  }

  /** Refuses a folder if somebody else may write to it or change a folder on the path to it. */
  void requireFolder(Path folder) throws IOException {
    requireWay(folder.toAbsolutePath(), 0);
  }

  /** Also refuses root's sticky folders, such as {@code /tmp}, and any folder of another user. */
  void requireOwnFolder(Path folder) throws IOException {
    Path at = folder.toAbsolutePath();
    boolean shared = requireWay(at, 0);
    Attributes found = look.at(at);
    // There are not too many links: the way was found to have an end.
    while (found.isLink()) {
      at = target(at);
      found = look.at(at);
    }
    if (shared) {
      throw writable(at, found);
    }
    if (found.uid() != users.self()) {
      throw stranger(at, found.uid());
    }
  }

  /** Returns the target of a link, as a full path. */
  private static Path target(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    Path folder = link.getParent();
    return folder == null ? target : folder.resolve(target);
  }

  /**
   * Checks each folder from the root on. Names are not normalized: as in the kernel, those after a
   * link are looked up in its target.
   *
   * @param links how many links were followed so far
   * @return whether others may add names to the last folder
   */
  private boolean requireWay(@Nullable Path folder, int links) throws IOException {
    if (folder == null || trusted.contains(folder)) {
      return false;
    }
    if (links > MOST_LINKS) {
      throw new FileSystemException(folder.toString(), null, "leads through too many links");
    }
    requireWay(folder.getParent(), links);
    Attributes found = look.at(folder);
    requireOwner(folder, found);
    boolean shared;
    if (found.isLink()) {
      shared = requireWay(target(folder), links + 1);
    } else if (found.isFolder()) {
      shared = isShared(folder, found);
    } else {
      throw new FileSystemException(folder.toString(), null, "is not a folder");
    }
    if (!shared) {
      trusted.add(folder);
    }
    return shared;
  }

  /** Whether it is one of root's sticky folders; fails if others may write to any other folder. */
  private boolean isShared(Path folder, Attributes found) throws IOException {
    if (!mayOthersWrite(found)) {
      return false;
    }
    if (found.isSticky() && isRoot(found.uid())) {
      return true;
    }
    throw writable(folder, found);
  }

  private boolean mayOthersWrite(Attributes found) throws IOException {
    return found.isWritableByOthers()
        || (found.isWritableByGroup() && !users.isOwnGroup(found.gid()));
  }

  private void requirePlain(Path file, Attributes found, boolean shared, boolean alone)
      throws IOException {
    if (found.isFolder()) {
      throw new FileSystemException(file.toString(), null, "is a folder");
    }
    if (!found.isPlainFile()) {
      throw new FileSystemException(file.toString(), null, "is not a plain file");
    }
    if (mayOthersWrite(found)) {
      throw writable(file, found);
    }
    if ((shared || alone) && found.links() > 1) {
      // Where others may add names, one of them may have added this file's second one.
      throw new UntrustedFileException(
          file, "has another name elsewhere (a hard link)", "move it away, or remove that name");
    }
  }

  private void requireOwner(Path at, Attributes found) throws IOException {
    int uid = found.uid();
    if (uid != users.self() && !isRoot(uid)) {
      throw stranger(at, uid);
    }
  }

  private UntrustedFileException stranger(Path at, int uid) throws IOException {
    return new UntrustedFileException(
        at,
        "belongs to another user (" + users.name(uid) + ")",
        "set BYOK_HOME=… to a folder of your own");
  }

  private static boolean isRoot(int uid) throws IOException {
    return uid == ROOT || Users.isUnmappedRoot(uid);
  }

  private static UntrustedFileException writable(Path at, Attributes found) {
    return new UntrustedFileException(
        at,
        "can be written by others (" + found.permissions() + ")",
        "chmod go-w \"" + at + "\", if you trust what is in it");
  }
}
