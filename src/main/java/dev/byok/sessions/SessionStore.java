package dev.byok.sessions;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.AtomicFile;
import dev.byok.files.Causes;
import dev.byok.files.LockFile;
import dev.byok.files.Remedies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The folder of saved sessions, one file each. Any number of processes may use it: files are
 * replaced in one step, and a lock is held from reading the current file to replacing it.
 */
public final class SessionStore {
  private final SessionFolder folder;
  private final Clock clock;

  public SessionStore(Path folder, Clock clock) {
    this.folder = new SessionFolder(folder);
    this.clock = clock;
  }

  public Path folder() {
    return folder.path();
  }

  /**
   * Creates a session without turns. Nothing is written.
   *
   * @param name null to generate one
   * @param system the system prompt; an empty text means none
   * @throws Failure of kind {@code USAGE} when the name is not valid
   */
  public Session begin(@Nullable String name, @Nullable String model, @Nullable String system) {
    Instant now = clock.instant();
    String own = name == null ? folder.unusedName(now, clock.getZone()) : SessionName.check(name);
    String instructions = system == null || system.isEmpty() ? null : system;
    return new Session(own, newTask(), now, now, model, instructions, List.of(), 0, 0);
  }

  private static String newTask() {
    return UUID.randomUUID().toString();
  }

  /**
   * Returns the saved session with this name, or null when there is none.
   *
   * @throws Failure when the name is not valid or the file cannot be read; a damaged file is set
   *     aside
   */
  public @Nullable Session find(String name) {
    SessionFile file = folder.file(SessionName.check(name));
    try {
      return file.read();
    } catch (DamagedSessionException damaged) {
      throw Failure.of(
              Kind.FILE, "the session " + UserWord.quoted(name) + " is damaged: " + damaged.what())
          .detail(asideIfDamaged(file))
          .hint("fix the file and rename it back, or start the session again")
          .causedBy(damaged);
    }
  }

  /**
   * Returns the saved session with this name.
   *
   * @throws Failure of kind {@code USAGE} when there is none, with similar names; otherwise as
   *     {@link #find}
   */
  public Session open(String name) {
    Session session = find(name);
    if (session == null) {
      throw folder.unknown(name);
    }
    return session;
  }

  /**
   * Returns the session that was saved last, or null when there is none.
   *
   * @param notices receives a message for each file that is skipped
   */
  public @Nullable Session latest(Consumer<String> notices) {
    for (SessionListing listing : list(notices)) {
      try {
        Session session = find(listing.name());
        if (session != null) {
          return session;
        }
      } catch (Failure unusable) {
        notices.accept(unusable.text());
      }
    }
    return null;
  }

  /**
   * Returns the names of all sessions, readable or not. No file is opened.
   *
   * @throws Failure when the folder cannot be read
   */
  public List<String> names() {
    return folder.names();
  }

  /**
   * Returns all sessions, the last saved first.
   *
   * @param notices receives a message for each file that is skipped
   */
  public List<SessionListing> list(Consumer<String> notices) {
    List<SessionListing> listings = new ArrayList<>();
    for (String name : folder.names()) {
      SessionFile file = folder.file(name);
      try {
        Heading heading = file.heading();
        if (heading != null) {
          listings.add(heading.listing());
        }
      } catch (DamagedSessionException damaged) {
        String what = "the session " + UserWord.quoted(name) + " is damaged: " + damaged.what();
        notices.accept(what + "; " + asideIfDamaged(file));
      } catch (Failure unusable) {
        notices.accept(unusable.text());
      }
    }
    listings.sort(SessionListing.NEWEST_FIRST);
    return listings;
  }

  /**
   * Saves the session and returns it with its new revision and time. If another session was saved
   * under its name since it was read, that one stays. This one is then saved as {@code NAME-2}, or
   * the next number that is free, with a new task; the returned session has that name. A session
   * that was removed meanwhile is written again.
   */
  public Session save(Session session) {
    SessionName.check(session.name());
    return locked(session.name(), () -> write(session, isUnchanged(session)));
  }

  /**
   * Adds turns after those that are saved now, whoever saved them. The system prompt and, if set,
   * the model are those of the given session. Otherwise as {@link #save}.
   */
  public Session append(Session base, List<Turn> turns) {
    SessionName.check(base.name());
    return locked(
        base.name(),
        () -> {
          Session there = readable(base.name());
          Session before = there == null ? base : continued(there, base);
          Session after = before;
          for (Turn turn : turns) {
            after = after.with(turn);
          }
          return write(after, there != null || !folder.file(base.name()).exists());
        });
  }

  /**
   * Checks that there is a saved session with this name, readable or not.
   *
   * @throws Failure of kind {@code USAGE} when there is none
   */
  public void requireSaved(String name) {
    if (!folder.file(SessionName.check(name)).exists()) {
      throw folder.unknown(name);
    }
  }

  /**
   * Removes a session permanently, readable or not.
   *
   * @throws Failure of kind {@code USAGE} when there is none
   */
  public void remove(String name) {
    requireSaved(name);
    Path file = folder.file(name).path();
    try (LockFile _ = folder.lock()) {
      if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new IOException(UserWord.quoted(file) + " is a folder");
      }
      Files.deleteIfExists(file);
      AtomicFile.removeRemnants(file);
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE,
              "the session " + UserWord.quoted(name) + " cannot be removed: " + Causes.of(broken))
          .detail("its folder is " + UserWord.quoted(folder.path()))
          .causedBy(broken);
    }
  }

  private static Session continued(Session there, Session base) {
    String model = base.model();
    return (model == null ? there : there.withModel(model)).withSystem(base.system());
  }

  /** Makes and writes a session while the lock is held. */
  private interface Change {
    Session make() throws IOException;
  }

  private Session locked(String name, Change change) {
    try (LockFile _ = folder.lock()) {
      return change.make();
    } catch (IOException broken) {
      throw Failure.of(
              Kind.FILE,
              "the session " + UserWord.quoted(name) + " cannot be saved: " + Causes.of(broken))
          .detail("its folder is " + UserWord.quoted(folder.path()))
          .hint(Remedies.of(broken))
          .causedBy(broken);
    }
  }

  private Session write(Session session, boolean mayReplace) throws IOException {
    Session own =
        mayReplace ? session : session.forked(folder.unusedNumber(session.name()), newTask());
    // A revision that cannot grow stays the same; the time of saving still tells two files apart.
    long revision = Math.min(session.revision(), Facts.HIGHEST_COUNT - 1) + 1;
    Session saved = own.saved(clock.instant(), revision);
    AtomicFile.write(folder.file(saved.name()).path(), SessionForm.write(saved));
    return saved;
  }

  /** Whether the file is still as the session was read, or is absent. */
  private boolean isUnchanged(Session session) {
    SessionFile file = folder.file(session.name());
    try {
      Heading heading = file.heading();
      return heading == null ? !file.exists() : heading.isOf(session);
    } catch (DamagedSessionException | Failure notOurs) {
      // Opening it reports the fault; here it only must not be replaced.
      return false;
    }
  }

  /** Returns the session, or null when there is none that can be continued. */
  private @Nullable Session readable(String name) {
    try {
      return folder.file(name).read();
    } catch (DamagedSessionException | Failure notOurs) {
      // Opening it reports the fault; here it only must not be replaced.
      return null;
    }
  }

  /** Sets a file aside, unless another process has replaced it with a good one. */
  private String asideIfDamaged(SessionFile file) {
    try (LockFile _ = folder.lock()) {
      file.read();
      return "it can be read again; try once more";
    } catch (DamagedSessionException still) {
      return SetAside.of(file.path());
    } catch (Failure unreadable) {
      return "it stays where it is";
    } catch (IOException unlocked) {
      return "it stays where it is: " + Causes.of(unlocked);
    }
  }
}
