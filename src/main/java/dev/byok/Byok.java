package dev.byok;

import dev.byok.cli.CommandRunner;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** The program as a function of its streams, environment and arguments. */
public final class Byok {
  /** A test checks that it matches the build's version. */
  static final String VERSION = "0.1.0";

  /** System properties that would print headers or arguments. */
  private static final List<String> TELL_TALES =
      List.of(
          "picocli.trace",
          "jdk.httpclient.HttpClient.log",
          "java.util.logging.config.file",
          "java.util.logging.config.class",
          "javax.net.debug");

  private Byok() {}

  /** Runs one command and returns the exit code. */
  public static int run(
      InputStream in, OutputStream out, OutputStream err, Map<String, String> env, String... args) {
    Terminal terminal = Terminal.detect(System.getProperty("byok.terminal"), env);
    Messages messages = new Messages(err, terminal.err() && !terminal.dumb());
    StandardOutput output = new StandardOutput(out, terminal.out());
    if (args.length == 1
        && (args[0].equals("--version") || args[0].equals("-V") || args[0].equals("version"))) {
      return version(output, messages);
    }
    for (String property : TELL_TALES) {
      System.clearProperty(property);
    }
    Wiring wiring = new Wiring(in, output, messages, terminal, env);
    if (args.length > 0
        && (args[0].equals("run")
            || args[0].equals("fim")
            || args[0].equals("compare")
            || args[0].equals("chat"))) {
      wiring.prepareTls();
    }
    try {
      return new CommandRunner(wiring).run(List.of(args));
    } finally {
      wiring.close();
    }
  }

  /** Prints the version without picocli, which would take longer than the answer. */
  private static int version(StandardOutput output, Messages messages) {
    try {
      output.line("byok " + VERSION);
      return 0;
    } catch (Failure unwritten) {
      if (unwritten.kind() != Kind.CLOSED_PIPE) {
        messages.failure(unwritten);
      }
      return unwritten.kind().exitCode();
    }
  }
}
