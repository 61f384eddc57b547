package dev.byok.keys;

import dev.byok.secrets.Secret;

/**
 * A place where secrets rest. Every failure is a {@link dev.byok.failure.Failure} of kind {@code
 * KEYCHAIN} (the file store also {@code FILE}) whose text tells missing, locked, denied, absent and
 * timed out apart. One contract test holds for every implementation.
 */
public interface KeyStore {
  /** The stored secret; a failure when there is none under this name. */
  Secret read(KeyName name);

  /**
   * Stores the secret, over an older one of the same name, and has read it back before it returns.
   */
  void write(KeyName name, Secret secret);

  /** Removes the secret; a failure when there is none under this name. */
  void remove(KeyName name);
}
