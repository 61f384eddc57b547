package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.dbus.BusError;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The state of the Secret Service, for whoever found nothing there or is about to write. Looking
 * also unlocks what opens without a password, so what was not found before may be found now.
 *
 * @param collection the path of the default collection, empty when there is none
 * @param locked whether the default collection is locked
 * @param inMemory whether the default collection forgets everything at logout
 * @param hiding whether another collection is locked and may hold items that it does not list
 */
record SecretServiceLook(String collection, boolean locked, boolean inMemory, boolean hiding) {
  /** The collection that gnome-keyring keeps in memory only; elsewhere it has the alias. */
  private static final String IN_MEMORY = "/org/freedesktop/secrets/collection/session";

  private static final long PAUSE_MILLISECONDS = 50;

  static SecretServiceLook at(SecretService service)
      throws NoSecretServiceException, BusError, IOException, InterruptedException {
    String collection = service.alias("default");
    Lock lock = collection.isEmpty() ? Lock.GONE : open(service, collection, true);
    if (lock == Lock.GONE) {
      // A service that has just started, or writes its file for the first time, has none for a
      // moment.
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

  /** Why a key that no search finds is not there, or why that cannot be known. */
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

  /** Makes sure that the default collection keeps what is written to it. */
  void requireWritable(KeyName name) {
    Failure inTheWay = obstacle(name);
    if (inTheWay != null) {
      throw inTheWay;
    }
    if (inMemory) {
      throw KeychainFailures.inMemory(name);
    }
  }

  /** Whether a search may find less than it did at the time of another look. */
  boolean hidesMoreThan(SecretServiceLook before) {
    return (locked && !before.locked)
        || (hiding && !before.hiding)
        || (collection.isEmpty() && !before.collection.isEmpty());
  }

  /** Whether this item is in the default collection. */
  boolean holds(String item) {
    return !collection.isEmpty() && item.startsWith(collection.concat("/"));
  }

  /** What keeps the default collection from being used. */
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

  /** Unlocks the collection if it can be; an alias may outlive its collection. */
  private static Lock open(SecretService service, String collection, boolean mayAsk)
      throws NoSecretServiceException, BusError, IOException {
    try {
      if (!service.isLocked(collection)) {
        return Lock.OPEN;
      }
      // What the answer says is not believed: a dialog can end well and leave it locked.
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
   * A service that lists the items of a locked collection finds them by search as well:
   * gnome-keyring does, KeePassXC does not.
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
