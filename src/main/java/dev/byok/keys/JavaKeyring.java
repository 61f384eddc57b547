package dev.byok.keys;

import com.github.javakeyring.BackendNotSupportedException;
import com.github.javakeyring.Keyring;
import com.github.javakeyring.KeyringStorageType;
import com.github.javakeyring.PasswordAccessException;
import dev.byok.failure.Failure;
import dev.byok.secrets.Secret;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * java-keyring, opened for one operation and closed after it: left open it keeps the JVM alive, and
 * after a restart of the keychain it never works again. What goes wrong in it arrives as null
 * pointers and as words; here it becomes a {@link Failure}.
 */
final class JavaKeyring {
  private final @Nullable KeyringStorageType type;
  private final String reason;

  /**
   * @param type the keychain to use, or null to have java-keyring try them all
   * @param reason what to say when there is none
   */
  JavaKeyring(@Nullable KeyringStorageType type, String reason) {
    this.type = type;
    this.reason = reason;
  }

  Secret read(KeyName name) {
    return use(name, keyring -> Secret.of(keyring.getPassword(Keychain.SERVICE, name.toString())));
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

  void remove(KeyName name) {
    use(
        name,
        keyring -> {
          keyring.deletePassword(Keychain.SERVICE, name.toString());
          return Secret.of("");
        });
  }

  /** javac warns that closing may be interrupted; then this thread has been given up already. */
  @SuppressWarnings("try")
  private Secret use(KeyName name, Use use) {
    try (Keyring keyring = type == null ? Keyring.create() : Keyring.create(type)) {
      return use.of(keyring);
    } catch (BackendNotSupportedException none) {
      throw KeychainFailures.missing(name, reason).causedBy(none);
    } catch (PasswordAccessException refused) {
      throw meaning(name, String.valueOf(refused.getMessage())).causedBy(refused);
    } catch (Exception odd) {
      throw KeychainFailures.broken("java-keyring failed with " + odd.getClass().getSimpleName())
          .causedBy(odd);
    }
  }

  /**
   * Reads the words of {@link PasswordAccessException}, which has no codes: java-keyring's own on
   * Linux, those of SecCopyErrorMessageString on macOS, and the number of GetLastError on Windows.
   */
  static Failure meaning(KeyName name, String words) {
    String text = words.toLowerCase(Locale.ROOT);
    if (text.contains("too many")) {
      return KeychainFailures.several(name, 2);
    }
    if (text.contains("no stored credentials")
        || text.contains("could not be found")
        || text.contains("not in wallet")
        || text.contains("password not found")
        || text.matches(".*\\b1168\\b.*")) {
      return KeychainFailures.absent(name);
    }
    if (text.contains("interaction is not allowed") || text.matches(".*\\b1312\\b.*")) {
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
