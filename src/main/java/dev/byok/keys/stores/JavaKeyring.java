package dev.byok.keys.stores;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Uses java-keyring, which is opened for one operation and closed after it. Left open, it keeps the
 * JVM alive and never works again after the keychain restarts. It reports errors as null pointers
 * and as text, which become a {@link Failure} here.
 */
final class JavaKeyring {
  private static final String BUS = "DBUS_SESSION_BUS_ADDRESS";

  private final @Nullable KeyringStorageType type;
  private final String reason;
  private final @Nullable String socket;
  private final boolean seesLocks;

  private JavaKeyring(
      @Nullable KeyringStorageType type,
      String reason,
      @Nullable String socket,
      boolean seesLocks) {
    this.type = type;
    this.reason = reason;
    this.socket = socket;
    this.seesLocks = seesLocks;
  }

  /**
   * Returns a keychain that is not on a bus.
   *
   * @param type the keychain to use, or null to have java-keyring try them all
   * @param reason the reason to report if there is none
   */
  static JavaKeyring of(@Nullable KeyringStorageType type, String reason) {
    return new JavaKeyring(type, reason, null, true);
  }

  /** Returns the Secret Service on the bus with this socket, for callers that check its state. */
  static JavaKeyring secretService(String socket) {
    return new JavaKeyring(
        KeyringStorageType.GNOME_KEYRING, "java-keyring cannot use this one", socket, true);
  }

  /**
   * Returns a keychain whose state is unknown. java-keyring finds nothing in it while it is locked.
   *
   * @param socket the bus's socket, or null if only java-keyring can find the bus
   */
  static JavaKeyring unseen(KeyringStorageType type, @Nullable String socket, String reason) {
    return new JavaKeyring(type, reason, socket, false);
  }

  Secret read(KeyName name) {
    return use(name, keyring -> Secret.of(keyring.getPassword(Keychain.SERVICE, name.toString())));
  }

  /** Returns the secret, or empty if there is none. */
  Optional<Secret> find(KeyName name) {
    try {
      return Optional.of(read(name));
    } catch (Failure failed) {
      if (KeychainFailures.isAbsence(failed)) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  /** Writes without reading back. */
  void write(KeyName name, Secret secret) {
    use(
        name,
        keyring -> {
          keyring.setPassword(Keychain.SERVICE, name.toString(), secret.open());
          return secret;
        });
  }

  /** Writes the secret and returns what it reads back. */
  Secret writeAndRead(KeyName name, Secret secret) {
    return use(
        name,
        keyring -> {
          keyring.setPassword(Keychain.SERVICE, name.toString(), secret.open());
          return Secret.of(keyring.getPassword(Keychain.SERVICE, name.toString()));
        });
  }

  /** Removes the key. A keychain whose state is unknown never reports that the key is absent. */
  void remove(KeyName name) {
    try {
      use(
          name,
          keyring -> {
            keyring.deletePassword(Keychain.SERVICE, name.toString());
            return Secret.of("");
          });
    } catch (Failure failed) {
      if (seesLocks || !KeychainFailures.isAbsence(failed)) {
        throw failed;
      }
      throw KeychainFailures.notSeen(name).causedBy(failed);
    }
  }

  /** javac warns that closing may be interrupted; the caller has given up this thread by then. */
  @SuppressWarnings("try")
  private Secret use(KeyName name, Use use) {
    if (socket != null) {
      // java-keyring's D-Bus library takes one address only, never falls back to the runtime
      // folder, and reads the address from this property alone.
      System.setProperty(BUS, "unix:path=".concat(socket));
    }
    try (Keyring keyring = type == null ? Keyring.create() : Keyring.create(type)) {
      return use.of(keyring);
    } catch (BackendNotSupportedException none) {
      throw KeychainFailures.missing(name, reason).causedBy(none);
    } catch (PasswordAccessException refused) {
      Failure meaning = meaning(name, refused);
      throw seesLocks || !KeychainFailures.isAbsence(meaning)
          ? meaning
          : meaning.detail("it also answers so while it is locked");
    } catch (Exception odd) {
      throw KeychainFailures.broken("java-keyring failed with " + odd.getClass().getSimpleName())
          .causedBy(odd);
    }
  }

  /**
   * Interprets the text of a {@link PasswordAccessException}, which has no code: java-keyring's own
   * on Linux, that of SecCopyErrorMessageString on macOS, the number of GetLastError on Windows.
   */
  static Failure meaning(KeyName name, PasswordAccessException refused) {
    String text = String.valueOf(refused.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("no stored credentials")
        || text.contains("item could not be found")
        || text.contains("password not found")
        || text.contains("not in wallet")
        || text.matches(".*\\b1168\\b.*")) {
      return KeychainFailures.absent(name, refused);
    }
    return otherMeaning(name, text).causedBy(refused);
  }

  private static Failure otherMeaning(KeyName name, String text) {
    if (text.contains("too many")) {
      return KeychainFailures.several(name, 2);
    }
    if (text.contains("keychain could not be found") || text.contains("no keychain is available")) {
      return KeychainFailures.missing(name, "the default keychain could not be found");
    }
    if (text.contains("interaction is not allowed")
        || text.contains("interaction is required")
        || text.matches(".*\\b1312\\b.*")) {
      return KeychainFailures.locked(name);
    }
    if (text.contains("canceled") || text.contains("passphrase you entered is not correct")) {
      return KeychainFailures.denied(name);
    }
    return KeychainFailures.broken("java-keyring could not do it");
  }

  private interface Use {
    Secret of(Keyring keyring) throws PasswordAccessException;
  }
}
