package dev.byok.sessions;

import dev.byok.catalog.Nearest;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.LockFile;
import dev.byok.files.PrivateFiles;
import dev.byok.files.Remedies;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** The folder of sessions. Files that are not named like a session are ignored. */
record SessionFolder(Path path) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int SHORTEST_TAIL = 3;

  SessionFile file(String name) {
    return new SessionFile(path, name);
  }

  /** Takes the lock that is held to change a file in the folder. */
  LockFile lock() throws IOException {
    return LockFile.acquire(path.resolve(".lock"), PATIENCE);
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    if (!Files.exists(path)) {
      return names;
    }
    try {
      // Checked before it is opened: anything but a folder could hang.
      PrivateFiles.requireFolder(path);
      for (Path file : matching("*" + SessionFile.SUFFIX)) {
        String name = file.getFileName().toString();
        name = name.substring(0, name.length() - SessionFile.SUFFIX.length());
        if (SessionName.isValid(name)) {
          names.add(name);
        }
      }
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE,
              "the sessions in " + UserWord.quoted(path) + " cannot be read: " + Causes.of(broken))
          .hint(Remedies.of(broken, "make it a folder of your own, or set BYOK_HOME"))
          .causedBy(broken);
    }
    names.sort(null);
    return names;
  }

  String unusedName(Instant now, ZoneId zone) {
    int tail = SHORTEST_TAIL;
    String name = SessionName.at(now, zone, tail);
    while (file(name).exists()) {
      tail++;
      name = SessionName.at(now, zone, tail);
    }
    return name;
  }

  /** Returns {@code name-2}, or the next number that is free. */
  String unusedNumber(String name) {
    int number = 2;
    while (file(SessionName.numbered(name, number)).exists()) {
      number++;
    }
    return SessionName.numbered(name, number);
  }

  Failure unknown(String name) {
    List<String> near = Nearest.of(name, names());
    return Failure.of(Kind.USAGE, "there is no session " + UserWord.quoted(name))
        .hint(
            near.isEmpty()
                ? "byok sessions list shows them"
                : "did you mean " + String.join(" or ", near) + "?");
  }

  private List<Path> matching(String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path, glob)) {
      files.forEach(found::add);
    } catch (DirectoryIteratorException broken) {
      throw new IOException("it cannot be read to its end", broken);
    }
    return found;
  }
}
