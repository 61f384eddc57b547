package dev.byok.keys.stores;

import com.github.javakeyring.KeyringStorageType;
import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.dbus.BusAddresses;
import dev.byok.keys.stores.dbus.BusError;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The operating system's keychain. An item has the service {@code byok} and the key's name as its
 * account. Each operation ends within the time limit. On Linux {@link SecretServiceKeys} uses the
 * Secret Service; java-keyring does everything else, also on a bus that only native code can reach.
 */
public final class Keychain implements KeyStore {
  /** The time limit unless {@code BYOK_KEYCHAIN_TIMEOUT} says otherwise. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(3);

  static final String SERVICE = "byok";

  private static final long PAUSE_MILLISECONDS = 50;

  /** The Windows Credential Manager holds 2,560 bytes, and java-keyring stores UTF-16. */
  private static final int LONGEST_ON_WINDOWS = 1280;

  private final BusAddresses addresses;
  private final boolean linux;
  private final boolean windows;
  private final boolean mayAsk;
  private final Duration limit;

  /**
   * @param env the process's environment, which says where the session bus and the display are
   * @param osName {@code os.name}
   * @param limit the time limit of each operation
   * @param mayPrompt whether the keychain may show its dialog when it is locked; without a display
   *     it never does
   */
  public Keychain(Map<String, String> env, String osName, Duration limit, boolean mayPrompt) {
    this.linux = !osName.startsWith("Windows") && !osName.startsWith("Mac");
    this.windows = osName.startsWith("Windows");
    this.addresses = BusAddresses.of(env);
    this.mayAsk = mayPrompt && (isSet(env, "DISPLAY") || isSet(env, "WAYLAND_DISPLAY"));
    this.limit = limit;
  }

  @Override
  public Secret read(KeyName name) {
    return new Operation<Secret>(name) {
      @Override
      Secret onSecretService(SecretServiceKeys keys) throws Exception {
        return keys.read();
      }

      @Override
      Secret onJavaKeyring(JavaKeyring keyring) {
        return keyring.read(name);
      }
    }.within(limit);
  }

  @Override
  public Optional<Secret> find(KeyName name) {
    return new Operation<Optional<Secret>>(name) {
      @Override
      Optional<Secret> onSecretService(SecretServiceKeys keys) throws Exception {
        return keys.find();
      }

      @Override
      Optional<Secret> onJavaKeyring(JavaKeyring keyring) {
        return keyring.find(name);
      }
    }.within(limit);
  }

  @Override
  public void write(KeyName name, Secret secret) {
    if (windows && secret.length() > LONGEST_ON_WINDOWS) {
      throw KeychainFailures.tooLong(name, LONGEST_ON_WINDOWS);
    }
    Secret kept =
        new Operation<Secret>(name) {
          @Override
          Secret onSecretService(SecretServiceKeys keys) throws Exception {
            return keys.write(secret);
          }

          @Override
          Secret onJavaKeyring(JavaKeyring keyring) {
            return keyring.writeAndRead(name, secret);
          }
        }.within(limit);
    if (!kept.equals(secret)) {
      throw KeychainFailures.notKept(name);
    }
  }

  @Override
  public void remove(KeyName name) {
    new Operation<KeyName>(name) {
      @Override
      KeyName onSecretService(SecretServiceKeys keys) throws Exception {
        keys.remove();
        return name;
      }

      @Override
      KeyName onJavaKeyring(JavaKeyring keyring) {
        keyring.remove(name);
        return name;
      }
    }.within(limit);
  }

  /**
   * Describes the keychain's state in words; fails if it cannot keep keys. No secret is read.
   *
   * @param probe a name that no key has
   */
  public String describe(KeyName probe) {
    return new Operation<String>(probe) {
      @Override
      String onSecretService(SecretServiceKeys keys) throws Exception {
        return keys.describe();
      }

      @Override
      String onJavaKeyring(JavaKeyring keyring) {
        keyring.find(probe);
        return "answers, unlocked";
      }
    }.within(limit);
  }

  private static boolean isSet(Map<String, String> env, String variable) {
    return !env.getOrDefault(variable, "").isEmpty();
  }

  /** One operation with its own connection. */
  private abstract class Operation<T> extends TimeLimit<T> {
    private final KeyName name;
    private final Unlocking unlocking = new Unlocking(mayAsk);

    Operation(KeyName name) {
      this.name = name;
    }

    abstract T onSecretService(SecretServiceKeys keys) throws Exception;

    abstract T onJavaKeyring(JavaKeyring keyring);

    @Override
    public final T call() throws Exception {
      if (windows) {
        return onJavaKeyring(
            JavaKeyring.of(
                KeyringStorageType.WINDOWS_CREDENTIAL_STORE,
                "the Windows Credential Manager cannot be used"));
      }
      if (!linux) {
        return onJavaKeyring(JavaKeyring.of(null, "the macOS Keychain cannot be used"));
      }
      try {
        return onBusTwice();
      } catch (NoSecretServiceException missing) {
        return elsewhere(missing);
      }
    }

    /**
     * Tries again if the service has changed in between: an item was removed, or the service was
     * locked or restarted. Once in some hundred reads, gnome-keyring also answers as if it had no
     * such object, while it is still releasing the previous client.
     */
    private T onBusTwice() throws Exception {
      try {
        return onBus();
      } catch (BusError error) {
        if (!error.mayPass()) {
          throw error;
        }
      }
      Thread.sleep(PAUSE_MILLISECONDS);
      return onBus();
    }

    private T onBus() throws Exception {
      try (SecretService service = SecretService.open(addresses, name, unlocking)) {
        return onSecretService(new SecretServiceKeys(service));
      }
    }

    /** Uses KWallet, which is on the same bus, or a bus that only java-keyring can reach. */
    private T elsewhere(NoSecretServiceException missing) {
      if (missing.bus()) {
        return onJavaKeyring(
            JavaKeyring.unseen(KeyringStorageType.KWALLET, unlocking.socket(), missing.reason()));
      }
      if (addresses.others()) {
        return onJavaKeyring(
            JavaKeyring.unseen(
                KeyringStorageType.GNOME_KEYRING,
                null,
                "the session bus has an address of a kind that Java cannot connect to"));
      }
      throw KeychainFailures.missing(name, missing.reason()).causedBy(missing);
    }

    @Override
    final Failure late() {
      return KeychainFailures.late(limit, unlocking.open());
    }

    @Override
    final Failure broken(Exception exception) {
      return switch (exception) {
        case BusError error -> meaning(error).causedBy(error);
        case IOException io ->
            KeychainFailures.broken("the connection to it broke off").causedBy(io);
        default ->
            KeychainFailures.broken(exception.getClass().getSimpleName()).causedBy(exception);
      };
    }

    private Failure meaning(BusError error) {
      return switch (error.name()) {
        case "org.freedesktop.Secret.Error.IsLocked" -> KeychainFailures.locked(name);
        case "org.freedesktop.DBus.Error.AccessDenied", "org.gnome.keyring.Error.Denied" ->
            KeychainFailures.denied(name);
        case "org.freedesktop.DBus.Error.TimedOut", "org.freedesktop.DBus.Error.Timeout" ->
            KeychainFailures.notStarted(name);
        default -> KeychainFailures.broken("it answered with " + error.getMessage());
      };
    }
  }
}
