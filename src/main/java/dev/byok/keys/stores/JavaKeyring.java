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
 * java-keyring, opened for one operation and closed after it: left open it keeps the JVM alive, and
 * after a restart of the keychain it never works again. What goes wrong in it arrives as null
 * pointers and as words; here it becomes a {@link Failure}.
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
   * A keychain that is on no bus.
   *
   * @param type the keychain to use, or null to have java-keyring try them all
   * @param reason what to say when there is none
   */
  static JavaKeyring of(@Nullable KeyringStorageType type, String reason) {
    return new JavaKeyring(type, reason, null, true);
  }

  /** The Secret Service on the bus with this socket, for whoever has looked at it. */
  static JavaKeyring secretService(String socket) {
    return new JavaKeyring(
        KeyringStorageType.GNOME_KEYRING, "java-keyring cannot use this one", socket, true);
  }

  /**
   * A keychain that nobody can look at, and in which java-keyring finds nothing while it is locked.
   *
   * @param socket the bus, or null for one that only java-keyring can find
   */
  static JavaKeyring unseen(KeyringStorageType type, @Nullable String socket, String reason) {
    return new JavaKeyring(type, reason, socket, false);
  }

  Secret read(KeyName name) {
    return use(name, keyring -> Secret.of(keyring.getPassword(Keychain.SERVICE, name.toString())));
  }

  /** The secret; empty when there is none. */
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

  /** Writes, and reads back what was written. */
  Secret writeAndRead(KeyName name, Secret secret) {
    return use(
        name,
        keyring -> {
          keyring.setPassword(Keychain.SERVICE, name.toString(), secret.open());
          return Secret.of(keyring.getPassword(Keychain.SERVICE, name.toString()));
        });
  }

  /** Removes the key; only a keychain that tells when it is locked may say that it is absent. */
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

  /** javac warns that closing may be interrupted; then this thread has been given up already. */
  @SuppressWarnings("try")
  private Secret use(KeyName name, Use use) {
    if (socket != null) {
      // Its D-Bus library takes one address only, never falls back to the runtime folder, and can
      // be told by this property alone.
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
   * Reads the words of {@link PasswordAccessException}, which has no codes: java-keyring's own on
   * Linux, those of SecCopyErrorMessageString on macOS, and the number of GetLastError on Windows.
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
