package dev.byok.keys.stores.dbus;

/** An error reply to a call. Only its name is kept, since its text comes from another program. */
public final class BusError extends Exception {
  private static final long serialVersionUID = 1L;

  private final String name;

  BusError(String name) {
    super(printable(name));
    this.name = name;
  }

  /** Returns the error's dotted name, such as {@code org.freedesktop.DBus.Error.ServiceUnknown}. */
  public String name() {
    return name;
  }

  /** Whether the service has nothing at the called path. Each library reports that differently. */
  public boolean saysNoSuchObject() {
    return is("org.freedesktop.DBus.Error.UnknownMethod")
        || is("org.freedesktop.DBus.Error.UnknownObject")
        || is("org.freedesktop.DBus.Error.UnknownInterface")
        || is("org.freedesktop.Secret.Error.NoSuchObject");
  }

  /** Whether the service has changed during the operation, so that another try may help. */
  public boolean mayPass() {
    return saysNoSuchObject()
        || is("org.freedesktop.DBus.Error.NoReply")
        || is("org.freedesktop.Secret.Error.IsLocked")
        || is("org.freedesktop.Secret.Error.NoSession");
  }

  private boolean is(String other) {
    return name.equals(other);
  }

  private static String printable(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) <= ' ' || name.charAt(i) > '~') {
        return "an error with a malformed name";
      }
    }
    return name;
  }
}
