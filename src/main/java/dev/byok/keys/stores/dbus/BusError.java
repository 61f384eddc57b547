package dev.byok.keys.stores.dbus;

/**
 * An error that came back for a call. Only its name is kept: the words beside it are a stranger's.
 */
public final class BusError extends Exception {
  private static final long serialVersionUID = 1L;

  private final String name;

  BusError(String name) {
    super(printable(name));
    this.name = name;
  }

  /** The error's dotted name, such as {@code org.freedesktop.DBus.Error.ServiceUnknown}. */
  public String name() {
    return name;
  }

  /** Whether the service has nothing at the path that was called; each library words it so. */
  public boolean saysNoSuchObject() {
    return is("org.freedesktop.DBus.Error.UnknownMethod")
        || is("org.freedesktop.DBus.Error.UnknownObject")
        || is("org.freedesktop.DBus.Error.UnknownInterface")
        || is("org.freedesktop.Secret.Error.NoSuchObject");
  }

  /** Whether the service has changed under the caller's hands, so that asking again helps. */
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
