package dev.byok.cli.line;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
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

  /** Tells something on standard error, unless nothing but answers is wanted. */
  public void notice(String text) {
    messages.notice(text);
  }

  /** Asks on the terminal for yes or no. */
  public boolean confirm(String question) {
    return new Confirmation(in, messages).confirm(question);
  }

  /**
   * Asks whether these are to be removed.
   *
   * @throws Failure when they are not, or nobody can be asked
   */
  public void confirmRemoval(String names, boolean noInput) {
    if (noInput || !terminal.in()) {
      throw Failure.of(
              Kind.USAGE, "removing " + names + " needs a yes, but there is no terminal to ask on")
          .hint("use --yes to confirm");
    }
    if (!confirm("Remove " + names + "? [y/N] ")) {
      throw Failure.of(Kind.INTERRUPTED, "nothing was removed");
    }
  }

  /** Without the environment, which holds keys. */
  @Override
  public String toString() {
    return "tools";
  }
}
