package dev.byok.keys.stores.dbus;

import java.io.IOException;

/** Thrown for bytes that are not a D-Bus message, or are one larger than this client reads. */
public final class MalformedMessageException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(String what) {
    super(what);
  }
}
