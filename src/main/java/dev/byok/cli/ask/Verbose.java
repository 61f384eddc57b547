package dev.byok.cli.ask;

import dev.byok.conversation.Usage;
import dev.byok.exchange.Outcome;
import dev.byok.term.Messages;
import org.jspecify.annotations.Nullable;

/** What {@code --verbose} adds at the end of an answer. */
final class Verbose {
  private Verbose() {}

  static void usage(Messages messages, Outcome outcome) {
    if (messages.isVerbose()) {
      Usage usage = outcome.reply().usage();
      messages.verbose(
          "tokens: "
              + count(usage.input())
              + " in, "
              + count(usage.output())
              + " out; finish reason: "
              + outcome.reply().finishReason()
              + "; served by: "
              + outcome.reply().servedModel());
    }
  }

  private static String count(@Nullable Long tokens) {
    return tokens == null ? "?" : tokens.toString();
  }
}
