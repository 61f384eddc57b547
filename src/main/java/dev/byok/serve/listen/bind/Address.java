package dev.byok.serve.listen.bind;

import java.nio.file.Path;

/** Where to listen. There is no form for an address that another machine could reach. */
public sealed interface Address {
  /**
   * A port of loopback.
   *
   * @param number 0 for any
   * @param both whether also on {@code ::1} where that exists; else on {@code 127.0.0.1} alone
   */
  record Port(int number, boolean both) implements Address {}

  /** A Unix socket at this path. */
  record Socket(Path path) implements Address {}
}
