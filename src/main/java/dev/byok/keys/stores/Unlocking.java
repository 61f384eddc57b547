package dev.byok.keys.stores;

/** Whether one operation may show a dialog, whether one is open, and which bus it uses. */
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

  /** Whether a dialog is open now; asked by another thread when the time limit has passed. */
  boolean open() {
    return asking;
  }

  void connected(String path) {
    socket = path;
  }

  /** Returns the path of the bus's socket; empty before byok is connected. */
  String socket() {
    return socket;
  }
}
