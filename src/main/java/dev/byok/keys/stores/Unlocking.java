package dev.byok.keys.stores;

/** What one operation may do about a locked keychain, and how far it has got. */
final class Unlocking {
  private final boolean allowed;
  private volatile boolean asking;
  private volatile String socket = "";

  Unlocking(boolean allowed) {
    this.allowed = allowed;
  }

  /** Whether a dialog may be shown. */
  boolean allowed() {
    return allowed;
  }

  void asking() {
    asking = true;
  }

  void answered() {
    asking = false;
  }

  /** Whether a dialog is open at this moment; asked by another thread when the time is over. */
  boolean open() {
    return asking;
  }

  void connected(String path) {
    socket = path;
  }

  /** The socket of the bus in use, empty before there is one. */
  String socket() {
    return socket;
  }
}
