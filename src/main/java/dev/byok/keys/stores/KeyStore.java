package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.util.Optional;

/**
 * A place where secrets rest. Every failure is a {@link dev.byok.failure.Failure} of kind {@code
 * KEYCHAIN} (the file store also {@code FILE}) whose text tells missing, locked, denied, absent and
 * timed out apart. One contract test holds for every implementation.
 */
public interface KeyStore {
  /** The stored secret; a failure when there is none under this name. */
  Secret read(KeyName name);

  /**
   * The secret that a write under this name would replace; empty when the place shows none. Unlike
   * {@link #read} this does not mind what a place may hide beside the collection that it writes to.
   */
  default Optional<Secret> find(KeyName name) {
    try {
      return Optional.of(read(name));
    } catch (Failure failed) {
      if (KeychainFailures.isAbsence(failed)) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /**
   * Stores the secret, over an older one of the same name, and has read it back before it returns.
   */
  void write(KeyName name, Secret secret);

  /**
   * Removes the secret; a failure when there is none under this name, which is an absence ({@link
   * KeychainFailures#isAbsence}) only when it is certain that there is none.
   */
  void remove(KeyName name);
}
