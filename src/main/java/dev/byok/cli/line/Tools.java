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
 * The tools that nearly every command needs, available before any file is read.
 *
 * @param version byok's version
 */
public record Tools(
    InputStream in,
    StandardOutput out,
    Messages messages,
    Terminal terminal,
    Map<String, String> env,
    Clock clock,
    String version) {

  /** Prints a notice on standard error, unless {@code --quiet} was given. */
  public void notice(String text) {
    messages.notice(text);
  }

  /** Asks a yes-or-no question on the terminal. */
  public boolean confirm(String question) {
    return new Confirmation(in, messages).confirm(question);
  }

  /**
   * Asks whether to remove these.
   *
   * @throws Failure if the answer is no, or there is nobody to ask
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

  /** Omits the environment, which may hold keys. */
  @Override
  public String toString() {
    return "tools";
  }
}
