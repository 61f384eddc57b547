package dev.byok.keys.stores.dbus;

import java.io.IOException;

/** Bytes that are no D-Bus message, or one larger than this client reads. */
public final class MalformedMessageException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedMessageException(String what) {
    super(what);
  }
}
