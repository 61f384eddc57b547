package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.dbus.BusError;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One key in the Secret Service. {@link SecretService} reads it; java-keyring writes and removes
 * it. java-keyring silently writes nothing into a locked collection and sees only the default
 * collection, so the service's state is checked before and after.
 */
final class SecretServiceKeys {
  private final SecretService service;
  private final KeyName name;

  SecretServiceKeys(SecretService service) {
    this.service = service;
    this.name = service.name();
  }

  Secret read()
      throws NoSecretServiceException,
          BusError,
          IOException,
          InterruptedException,
          ExecutionException {
    return service.secret(item());
  }

  /** Returns the secret that a write replaces. Items that another collection hides are ignored. */
  Optional<Secret> find()
      throws NoSecretServiceException,
          BusError,
          IOException,
          InterruptedException,
          ExecutionException {
    SecretServiceLook.at(service).requireWritable(name);
    String item = unlocked(service.search());
    return item == null ? Optional.empty() : Optional.of(service.secret(item));
  }

  /** Writes the secret and returns what it reads back. */
  Secret write(Secret secret)
      throws NoSecretServiceException,
          BusError,
          IOException,
          InterruptedException,
          ExecutionException {
    SecretServiceLook.at(service).requireWritable(name);
    String old = unlocked(service.search());
    JavaKeyring.secretService(service.socket()).write(name, secret);
    if (old != null && service.search().count() > 1) {
      // The old one is in another collection, where java-keyring does not see it.
      service.delete(old);
    }
    return read();
  }

  /** Removes the key. Returns only if it is certain that the key is gone. */
  void remove() throws NoSecretServiceException, BusError, IOException, InterruptedException {
    String item = item();
    SecretServiceLook before = SecretServiceLook.at(service);
    if (before.holds(item)) {
      removeFromDefault(before);
    } else {
      service.delete(item);
    }
    if (service.search().count() > 0) {
      throw KeychainFailures.notRemoved(name);
    }
    SecretServiceLook after = SecretServiceLook.at(service);
    if (after.hidesMoreThan(before)) {
      throw after.absence(name);
    }
  }

  /** Describes the service's state in words; fails if it cannot keep keys. */
  String describe() throws NoSecretServiceException, BusError, IOException, InterruptedException {
    SecretServiceLook look = SecretServiceLook.at(service);
    look.requireWritable(name);
    return look.hiding()
        ? "answers, unlocked; another of its collections is locked"
        : "answers, unlocked";
  }

  /** Returns the path of the one item with this name, after unlocking it. */
  private String item()
      throws NoSecretServiceException, BusError, IOException, InterruptedException {
    String item = unlocked(service.search());
    if (item != null) {
      return item;
    }
    SecretServiceLook look = SecretServiceLook.at(service);
    // Search again even if the look unlocked nothing: the user may have done so meanwhile.
    item = unlocked(service.search());
    if (item == null) {
      throw look.absence(name);
    }
    return item;
  }

  /** Returns the one item that was found, after unlocking it; null if nothing was found. */
  private @Nullable String unlocked(SecretService.Found found)
      throws NoSecretServiceException, BusError, IOException {
    int count = found.count();
    if (count > 1) {
      throw KeychainFailures.several(name, count);
    }
    if (count == 0) {
      return null;
    }
    if (!found.unlocked().isEmpty()) {
      return found.unlocked().getFirst();
    }
    String item = found.locked().getFirst();
    if (!service.unlock(item, true)) {
      throw KeychainFailures.locked(name);
    }
    return item;
  }

  private void removeFromDefault(SecretServiceLook look) {
    Failure inTheWay = look.obstacle(name);
    if (inTheWay != null) {
      throw inTheWay;
    }
    try {
      JavaKeyring.secretService(service.socket()).remove(name);
    } catch (Failure failed) {
      // Something else has removed it; the caller checks next whether it is gone.
      if (!KeychainFailures.isAbsence(failed)) {
        throw failed;
      }
    }
  }
}
