package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.dbus.BusError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The state of the Secret Service, for callers that found no key or are about to write. Looking
 * also unlocks what it can, so a key that was not found before may be found now.
 *
 * @param collection the path of the default collection, empty if there is none
 * @param locked whether the default collection is locked
 * @param inMemory whether the default collection forgets everything at logout
 * @param hiding whether another collection is locked and may hold items that it does not list
 */
record SecretServiceLook(String collection, boolean locked, boolean inMemory, boolean hiding) {
  /** The collection that gnome-keyring keeps in memory only; other services use an alias for it. */
  private static final String IN_MEMORY = "/org/freedesktop/secrets/collection/session";

  private static final long PAUSE_MILLISECONDS = 50;

  static SecretServiceLook at(SecretService service)
      throws NoSecretServiceException, BusError, IOException, InterruptedException {
    String collection = service.alias("default");
    Lock lock = collection.isEmpty() ? Lock.GONE : open(service, collection, true);
    if (lock == Lock.GONE) {
      // A service that has just started or writes its first file has none for a moment.
      Thread.sleep(PAUSE_MILLISECONDS);
      collection = service.alias("default");
      lock = collection.isEmpty() ? Lock.GONE : open(service, collection, true);
    }
    if (lock == Lock.GONE) {
      collection = "";
    }
    boolean hiding = false;
    for (String other : service.collections()) {
      if (!other.equals(collection)) {
        Lock its = open(service, other, collection.isEmpty());
        hiding |= its == Lock.LOCKED && !showsItems(service, other);
      }
    }
    boolean inMemory =
        !collection.isEmpty()
            && (collection.equals(IN_MEMORY) || collection.equals(service.alias("session")));
    return new SecretServiceLook(collection, lock == Lock.LOCKED, inMemory, hiding);
  }

  /** Returns why a key that no search finds is absent, or why that is unknown. */
  Failure absence(KeyName name) {
    Failure inTheWay = obstacle(name);
    if (inTheWay != null) {
      return inTheWay;
    }
    if (hiding) {
      return KeychainFailures.lockedElsewhere(name);
    }
    return inMemory ? KeychainFailures.forgotten(name) : KeychainFailures.absent(name);
  }

  /** Fails unless the default collection keeps what is written to it. */
  void requireWritable(KeyName name) {
    Failure inTheWay = obstacle(name);
    if (inTheWay != null) {
      throw inTheWay;
    }
    if (inMemory) {
      throw KeychainFailures.inMemory(name);
    }
  }

  /** Whether a search may find less now than at the time of the earlier look. */
  boolean hidesMoreThan(SecretServiceLook before) {
    return (locked && !before.locked)
        || (hiding && !before.hiding)
        || (collection.isEmpty() && !before.collection.isEmpty());
  }

  /** Whether this item is in the default collection. */
  boolean holds(String item) {
    return !collection.isEmpty() && item.startsWith(collection.concat("/"));
  }

  /** Returns why the default collection cannot be used, or null if it can. */
  @Nullable Failure obstacle(KeyName name) {
    if (locked || (collection.isEmpty() && hiding)) {
      return KeychainFailures.locked(name);
    }
    return collection.isEmpty() ? KeychainFailures.noCollection(name) : null;
  }

  private enum Lock {
    OPEN,
    LOCKED,
    GONE
  }

  /** Unlocks the collection if possible. It may be gone: an alias may outlive its collection. */
  private static Lock open(SecretService service, String collection, boolean mayAsk)
      throws NoSecretServiceException, BusError, IOException {
    try {
      if (!service.isLocked(collection)) {
        return Lock.OPEN;
      }
      // Do not trust the answer: a dialog can succeed and leave the collection locked.
      return service.unlock(collection, mayAsk) && !service.isLocked(collection)
          ? Lock.OPEN
          : Lock.LOCKED;
    } catch (BusError error) {
      if (error.saysNoSuchObject()) {
        return Lock.GONE;
      }
      throw error;
    }
  }

  /**
   * Whether the collection lists items. A service that lists the items of a locked collection also
   * finds them by search: gnome-keyring does, KeePassXC does not.
   */
  private static boolean showsItems(SecretService service, String collection)
      throws NoSecretServiceException, IOException {
    try {
      return service.showsItems(collection);
    } catch (BusError unknown) {
      return false;
    }
  }
}
