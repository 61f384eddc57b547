package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.util.Optional;

/**
 * A store of secrets. Every failure is a {@link dev.byok.failure.Failure} of kind {@code KEYCHAIN}
 * (in the file store also {@code FILE}), and its text distinguishes missing, locked, denied, absent
 * and timed out. One contract test covers all implementations.
 */
public interface KeyStore {
  /** Returns the stored secret; fails if there is none under this name. */
  Secret read(KeyName name);

  /**
   * Returns the secret that a write under this name would replace, or empty if none is seen. Unlike
   * {@link #read}, this ignores what may be hidden outside the collection that is written to.
   */
  default Optional<Secret> find(KeyName name) {
    return readIfThere(name);
  }

  /** Returns the stored secret, or empty if it is certain that there is none. */
  default Optional<Secret> readIfThere(KeyName name) {
    try {
      return Optional.of(read(name));
    } catch (Failure failed) {
      if (KeychainFailures.isAbsence(failed)) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /** Stores the secret, replacing one of the same name, and reads it back before it returns. */
  void write(KeyName name, Secret secret);

  /**
   * Removes the secret; fails if there is none under this name. The failure is an absence ({@link
   * KeychainFailures#isAbsence}) only if it is certain that there is none.
   */
  void remove(KeyName name);
}
