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
 * One key in the Secret Service. It is read by {@link SecretService}, and written and removed by
 * java-keyring. That writes nothing into a locked collection without saying so, and sees the
 * default collection only, so the service is looked at before and after.
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

  /** What a write replaces, as far as can be seen: what another collection hides is not touched. */
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

  /** Writes, and answers with what was read back. */
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

  /** Removes the key, and returns only when it is certain that it is gone. */
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

  /** The state of the service in words; a failure when keys cannot be kept there. */
  String describe() throws NoSecretServiceException, BusError, IOException, InterruptedException {
    SecretServiceLook look = SecretServiceLook.at(service);
    look.requireWritable(name);
    return look.hiding()
        ? "answers, unlocked; another of its collections is locked"
        : "answers, unlocked";
  }

  /** The path of the one item with this name, unlocked. */
  private String item()
      throws NoSecretServiceException, BusError, IOException, InterruptedException {
    String item = unlocked(service.search());
    if (item != null) {
      return item;
    }
    SecretServiceLook look = SecretServiceLook.at(service);
    // Searched again also where the look unlocked nothing: somebody else may have, in between.
    item = unlocked(service.search());
    if (item == null) {
      throw look.absence(name);
    }
    return item;
  }

  /** The one item that was found, after unlocking it; null when nothing was found. */
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
      // Somebody else was faster; whether it is gone is looked at next.
      if (!KeychainFailures.isAbsence(failed)) {
        throw failed;
      }
    }
  }
}
