package dev.byok.cli.line;

import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Terminal;
import dev.byok.term.prompts.Confirmation;
import java.io.InputStream;
import java.time.Clock;
import java.util.Map;

/**
 * What nearly every command works with, and what is there before any file is read.
 *
 * @param version byok's own
 */
public record Tools(
    InputStream in,
    StandardOutput out,
    Messages messages,
    Terminal terminal,
    Map<String, String> env,
    Clock clock,
    String version) {

  /** Asks on the terminal for yes or no. */
  public boolean confirm(String question) {
    return new Confirmation(in, messages).confirm(question);
  }

  /** Without the environment, which holds keys. */
  @Override
  public String toString() {
    return "tools";
  }
}
