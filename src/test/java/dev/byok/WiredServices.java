package dev.byok;

import dev.byok.cli.Services;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** What commands are given to work with, for a test that stands in for a command. */
public final class WiredServices {
  private WiredServices() {}

  /** Nothing is a terminal. */
  public static Services of(OutputStream out, OutputStream err, Map<String, String> env) {
    return new Wiring(
        InputStream.nullInputStream(),
        new StandardOutput(out, false),
        new Messages(err, false),
        new Terminal(false, false, false, true),
        env);
  }
}
