package dev.byok.keys.stores;

import dev.byok.keys.stores.dbus.BusError;
import org.jspecify.annotations.Nullable;

/** Thrown if no Secret Service is available. There may still be other keychains. */
final class NoSecretServiceException extends Exception {
  private static final long serialVersionUID = 1L;
  private static final String ERRORS = "org.freedesktop.DBus.Error.";

  private final boolean bus;

  private NoSecretServiceException(String message, boolean bus, @Nullable Throwable cause) {
    super(message, cause);
    this.bus = bus;
  }

  static NoSecretServiceException noBus(@Nullable Throwable last) {
    return new NoSecretServiceException(
        last == null
            ? "neither DBUS_SESSION_BUS_ADDRESS nor XDG_RUNTIME_DIR says where the session bus is"
            : "no session bus answers at its address",
        false,
        last);
  }

  static NoSecretServiceException nobodyOffersIt(BusError error) {
    return new NoSecretServiceException(
        "no program on the session bus offers org.freedesktop.secrets", true, error);
  }

  /** Whether the error says that the name has no owner, or that its program cannot start. */
  static boolean isMeantBy(BusError error) {
    String name = error.name();
    return name.equals(ERRORS.concat("ServiceUnknown"))
        || name.equals(ERRORS.concat("NameHasNoOwner"))
        || name.startsWith(ERRORS.concat("Spawn."));
  }

  /** Whether there is a bus, on which KWallet may be. */
  boolean bus() {
    return bus;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
