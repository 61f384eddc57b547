package dev.byok.keys;

import com.github.javakeyring.KeyringStorageType;
import dev.byok.failure.Failure;
import dev.byok.keys.dbus.BusAddresses;
import dev.byok.keys.dbus.BusError;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * The operating system's keychain: service {@code byok}, account = the key's name. Each operation
 * ends within the time limit. On Linux the Secret Service is read by {@link SecretService} and
 * written by java-keyring; everything else, and a bus that cannot be reached without native code,
 * is java-keyring's alone.
 */
public final class Keychain implements KeyStore {
  /** The time limit unless {@code BYOK_KEYCHAIN_TIMEOUT} says otherwise. */
  public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(3);

  static final String SERVICE = "byok";

  private static final String UNKNOWN_METHOD = "org.freedesktop.DBus.Error.UnknownMethod";
  private static final long PAUSE_MILLISECONDS = 50;

  /** The Windows Credential Manager holds 2,560 bytes, and java-keyring stores UTF-16. */
  private static final int LONGEST_ON_WINDOWS = 1280;

  private final BusAddresses addresses;
  private final boolean linux;
  private final boolean windows;
  private final boolean mayAsk;
  private final Duration limit;

  /**
   * @param env the process's environment: where the session bus and the display are
   * @param osName {@code os.name}
   * @param limit how long any operation may take
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
    return new Operation(name) {
      @Override
      Secret onSecretService(SecretService service) throws Exception {
        return service.read(name);
      }

      @Override
      Secret onJavaKeyring(JavaKeyring keyring) {
        return keyring.read(name);
      }
    }.within(limit);
  }

  @Override
  public void write(KeyName name, Secret secret) {
    if (windows && secret.length() > LONGEST_ON_WINDOWS) {
      throw KeychainFailures.tooLong(name, LONGEST_ON_WINDOWS);
    }
    Secret kept =
        new Operation(name) {
          @Override
          Secret onSecretService(SecretService service) throws Exception {
            service.requireWritable(name);
            gnomeKeyring().write(name, secret);
            return service.read(name);
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
    new Operation(name) {
      @Override
      Secret onSecretService(SecretService service) throws Exception {
        service.find(name);
        service.requireWritable(name);
        gnomeKeyring().remove(name);
        if (service.count(name) > 0) {
          throw KeychainFailures.notRemoved(name);
        }
        return Secret.of("");
      }

      @Override
      Secret onJavaKeyring(JavaKeyring keyring) {
        keyring.remove(name);
        return Secret.of("");
      }
    }.within(limit);
  }

  private static boolean isSet(Map<String, String> env, String variable) {
    return !env.getOrDefault(variable, "").isEmpty();
  }

  /** One operation with its own connection. */
  private abstract class Operation extends TimeLimit<Secret> {
    private final KeyName name;
    private final Unlocking unlocking = new Unlocking(mayAsk);

    Operation(KeyName name) {
      this.name = name;
    }

    abstract Secret onSecretService(SecretService service) throws Exception;

    abstract Secret onJavaKeyring(JavaKeyring keyring);

    @Override
    final Secret work() throws Exception {
      if (windows) {
        return onJavaKeyring(
            new JavaKeyring(
                KeyringStorageType.WINDOWS_CREDENTIAL_STORE,
                "the Windows Credential Manager cannot be used"));
      }
      if (!linux) {
        return onJavaKeyring(new JavaKeyring(null, "the macOS Keychain cannot be used"));
      }
      try {
        return onBus();
      } catch (NoSecretServiceException missing) {
        return elsewhere(missing);
      } catch (BusError error) {
        if (!error.name().equals(UNKNOWN_METHOD)) {
          throw error;
        }
        // Once in some hundred reads gnome-keyring answers so while it lets go of the client
        // before.
        Thread.sleep(PAUSE_MILLISECONDS);
        return onBus();
      }
    }

    private Secret onBus() throws Exception {
      try (SecretService service = SecretService.open(addresses, unlocking)) {
        return onSecretService(service);
      }
    }

    /** KWallet sits on the same bus; a bus of another kind only java-keyring may reach. */
    private Secret elsewhere(NoSecretServiceException missing) {
      if (missing.bus()) {
        shareBus();
        return onJavaKeyring(new JavaKeyring(KeyringStorageType.KWALLET, missing.reason()));
      }
      if (addresses.others()) {
        return onJavaKeyring(
            new JavaKeyring(
                KeyringStorageType.GNOME_KEYRING,
                "the session bus has an address of a kind that Java cannot connect to"));
      }
      throw KeychainFailures.missing(name, missing.reason()).causedBy(missing);
    }

    final JavaKeyring gnomeKeyring() {
      shareBus();
      return new JavaKeyring(KeyringStorageType.GNOME_KEYRING, "java-keyring cannot use this one");
    }

    /**
     * Has java-keyring use the very bus that was looked at. Its D-Bus library takes one address
     * only, never falls back to the runtime folder, and can be told by this property alone.
     */
    private void shareBus() {
      System.setProperty("DBUS_SESSION_BUS_ADDRESS", "unix:path=".concat(unlocking.socket()));
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
        case "org.freedesktop.Secret.Error.NoSuchObject" -> KeychainFailures.absent(name);
        case "org.freedesktop.DBus.Error.AccessDenied" -> KeychainFailures.denied(name);
        default -> KeychainFailures.broken("it answered with " + error.getMessage());
      };
    }
  }
}
