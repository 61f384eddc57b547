package dev.byok.keys;

import dev.byok.config.Config;
import dev.byok.config.ConfigFile;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.Causes;
import dev.byok.files.LockFile;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyChange;
import dev.byok.keys.names.KeyIndex;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.stores.KeyStore;
import dev.byok.keys.stores.KeychainFailures;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stores, replaces and removes keys: the secret in its store, and its record in the index. The two
 * cannot be changed in one step, so the index says first what is about to happen ({@link
 * KeyChange}). Whenever the process ends, the old or the new key can be used, and the next change
 * of keys finishes or undoes an interrupted one. Only one process at a time changes keys.
 */
public final class KeyRing {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ConfigFile config;
  private final KeyPlaces places;
  private final Path lock;

  /**
   * @param lock the lock file that is held while keys are changed
   */
  public KeyRing(ConfigFile config, KeyPlaces places, Path lock) {
    this.config = config;
    this.places = places;
    this.lock = lock;
  }

  /**
   * Stores the secret and its record. If either fails, both stay as they were.
   *
   * @param secret what to store; null for a key without a secret, or one that a command prints
   * @param replace whether an older key of that name may be replaced
   * @param also a change of the configuration, made in the step that makes the key usable
   */
  public void add(
      KeyRecord record, @Nullable Secret secret, boolean replace, UnaryOperator<Config> also) {
    try (LockFile _ = LockFile.acquire(lock, PATIENCE)) {
      settleAll();
      KeyName name = record.name();
      KeyRecord old = new KeyIndex(config.read()).find(name);
      if (old != null && !replace) {
        throw alreadyStored(name);
      }
      KeyStore store = store(record);
      KeyRecord left = old == null || old.storedIn() == record.storedIn() ? null : old;
      left = left == null || store(left) == null ? null : left;
      if (store == null || secret == null) {
        put(name, new KeyChange(record, null, left, false), also);
      } else {
        KeyRecord whole = record.of(secret);
        Secret before = store.find(name).orElse(null);
        if (before != null && old == null && !replace) {
          throw unknownThere(record);
        }
        put(name, new KeyChange(old, whole, null, false), UnaryOperator.identity());
        write(store, name, secret);
        try {
          put(name, new KeyChange(whole, null, left, false), also);
        } catch (Failure unindexed) {
          restore(store, name, before);
          throw unindexed;
        }
      }
      removeLeft(name, record);
    } catch (IOException unlocked) {
      throw notLocked(unlocked);
    }
  }

  /**
   * Removes the secret and its record.
   *
   * @param also a change of the configuration, made in the last step
   * @return whether the secret was there; the record of a missing secret is removed too
   */
  public boolean remove(KeyRecord record, UnaryOperator<Config> also) {
    try (LockFile _ = LockFile.acquire(lock, PATIENCE)) {
      settleAll();
      KeyName name = record.name();
      KeyRecord now = new KeyIndex(config.read()).find(name);
      KeyStore store = now == null ? null : store(now);
      boolean there = store == null ? now != null : store.readIfThere(name).isPresent();
      if (now != null && store != null && there) {
        put(name, new KeyChange(now, null, null, true), UnaryOperator.identity());
        there = removeSecret(store, name);
      }
      put(name, new KeyChange(null, null, null, false), also);
      return there;
    } catch (IOException unlocked) {
      throw notLocked(unlocked);
    }
  }

  public static Failure alreadyStored(KeyName name) {
    return Failure.of(Kind.USAGE, "a key \"" + name + "\" is already stored")
        .hint(
            "--force replaces it; another label stores a second one, such as "
                + name.provider()
                + ":work");
  }

  private static Failure unknownThere(KeyRecord record) {
    return Failure.of(
            Kind.USAGE,
            record.storedIn().words() + " already holds a key \"" + record.name() + "\"")
        .detail("this configuration does not know it; byok with another BYOK_HOME may")
        .hint("--force replaces it; another label stores a second one");
  }

  private void write(KeyStore store, KeyName name, Secret secret) {
    try {
      store.write(name, secret);
    } catch (Failure unwritten) {
      takeBack(name, unwritten);
      throw unwritten;
    }
  }

  private boolean removeSecret(KeyStore store, KeyName name) {
    try {
      store.remove(name);
      return true;
    } catch (Failure failed) {
      if (KeychainFailures.isAbsence(failed)) {
        return false;
      }
      takeBack(name, failed);
      throw failed;
    }
  }

  /** Makes the entry match the store; if the store cannot be asked, the entry keeps both keys. */
  private void takeBack(KeyName name, Failure why) {
    try {
      settle(name);
    } catch (Failure unknown) {
      if (unknown != why) {
        why.addSuppressed(unknown);
      }
    }
  }

  private void restore(KeyStore store, KeyName name, @Nullable Secret before) {
    if (before == null) {
      store.remove(name);
    } else {
      store.write(name, before);
    }
  }

  /** Removes the secret of a replaced key from its former store, if the new key is in another. */
  private void removeLeft(KeyName name, KeyRecord record) {
    KeyChange change = change(name);
    KeyRecord left = change == null ? null : change.left();
    if (left == null) {
      return;
    }
    try {
      settle(name);
    } catch (Failure failed) {
      throw failed.detail(
          "the new key is stored in "
              + record.storedIn().words()
              + "; the old one is still in "
              + left.storedIn().words());
    }
  }

  /** Settles interrupted changes. A store that cannot be asked now is asked the next time. */
  private void settleAll() {
    for (String text : config.read().keys().fields().keySet()) {
      JsonObject entry = config.read().keys().object(text);
      if (entry != null && KeyChange.isIn(entry)) {
        settleIfOpen(KeyName.parse(text));
      }
    }
  }

  private void settleIfOpen(KeyName name) {
    try {
      settle(name);
    } catch (Failure closed) {
      // Both keys stay in the entry until then, so either can be used.
      return;
    }
  }

  /** Makes the entry match what the stores hold. */
  private void settle(KeyName name) {
    KeyChange change = change(name);
    if (change == null) {
      return;
    }
    KeyRecord current = change.current();
    KeyRecord next = change.next();
    KeyRecord left = change.left();
    if (next != null) {
      boolean moves = current != null && current.storedIn() != next.storedIn();
      boolean isStored = holds(next);
      current = isStored ? next : current;
      left = isStored && moves ? change.current() : left;
      put(name, new KeyChange(current, null, left, false), UnaryOperator.identity());
    }
    if (current != null && change.removing()) {
      KeyStore store = store(current);
      current = store != null && store.readIfThere(name).isEmpty() ? null : current;
    }
    KeyStore old = left == null ? null : store(left);
    if (left != null && old != null && holds(left)) {
      old.remove(name);
    }
    put(name, new KeyChange(current, null, null, false), UnaryOperator.identity());
  }

  private @Nullable KeyChange change(KeyName name) {
    JsonObject entry = config.read().keys().object(name.toString());
    return entry == null || !KeyChange.isIn(entry) ? null : KeyChange.of(name, entry);
  }

  private void put(KeyName name, KeyChange change, UnaryOperator<Config> also) {
    config.change(now -> also.apply(now.withKey(name.toString(), change.toJson())));
  }

  /** Whether the store holds exactly this record's secret. */
  private boolean holds(KeyRecord record) {
    KeyStore store = store(record);
    return store != null && store.readIfThere(record.name()).filter(record::isFor).isPresent();
  }

  private @Nullable KeyStore store(KeyRecord record) {
    return places.of(record.storedIn());
  }

  private static Failure notLocked(IOException failed) {
    return Failure.of(Kind.FILE, "the keys cannot be changed: " + Causes.of(failed))
        .hint("nothing was changed; make the folder writable for you, or set BYOK_HOME")
        .causedBy(failed);
  }
}
