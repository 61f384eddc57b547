package dev.byok;

import dev.byok.cli.Collaborators;
import dev.byok.cli.CommandRunner;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Makes the collaborators of a command, for a test that acts as one. */
public final class Wired {
  private Wired() {}

  /** Returns collaborators without a terminal. */
  public static Collaborators of(OutputStream out, OutputStream err, Map<String, String> env) {
    return new Wiring(
        InputStream.nullInputStream(),
        new StandardOutput(out, false),
        new Messages(err, false),
        new Terminal(false, false, false, true),
        env);
  }

  /** Runs a command line with a terminal on all three streams. */
  public static int runOnScreen(
      InputStream in,
      OutputStream out,
      OutputStream err,
      Map<String, String> env,
      boolean dumb,
      String... args) {
    Wiring wiring =
        new Wiring(
            in,
            new StandardOutput(out, true),
            new Messages(err, !dumb),
            new Terminal(true, true, true, dumb),
            env);
    try {
      return new CommandRunner(wiring).run(List.of(args));
    } finally {
      wiring.close();
    }
  }
}
