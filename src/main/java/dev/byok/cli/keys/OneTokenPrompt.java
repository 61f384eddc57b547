package dev.byok.cli.keys;

import dev.byok.access.OneToken;
import dev.byok.cli.ask.Outcome;
import dev.byok.cli.ask.Recording;
import dev.byok.cli.line.Services;
import dev.byok.client.Answer;
import dev.byok.client.Progress;
import dev.byok.client.Terms;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.routing.Route;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The prompt of a verification: one token, asked for once, and a line in the ledger when the answer
 * began.
 */
final class OneTokenPrompt implements OneToken {
  private static final Terms TERMS = new Terms(false, Duration.ofSeconds(30), 0);
  private static final Prompt PROMPT =
      new Prompt(
          null, List.of(Message.user("hi")), new Options(null, 1L, null, List.of(), null, null));

  private final Services services;
  private final Recording recording;

  OneTokenPrompt(Services services) {
    this.services = services;
    this.recording = new Recording(services);
  }

  @Override
  public void ask(Route route) {
    Outcome outcome = new Outcome(services, route);
    Failure failure = null;
    try (Answer answer = services.client().ask(route, PROMPT, TERMS, new Told(outcome))) {
      try {
        for (Delta delta = answer.next(); delta != null; delta = answer.next()) {
          outcome.reply().add(delta);
        }
      } catch (Failure broken) {
        failure = broken;
      }
      outcome.finished();
      // A ledger that fails is told of and spoils no verification.
      recording.add(outcome.toEntry("keys", null, failure, Map.of()));
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Nothing to wait for and nothing to stop: one short request. */
  private final class Told implements Progress {
    private final Outcome outcome;

    Told(Outcome outcome) {
      this.outcome = outcome;
    }

    @Override
    public void attempt(int number) {
      outcome.attempt(number);
    }

    @Override
    public void notice(String line) {
      services.messages().notice(line);
    }

    @Override
    public void verbose(String line) {
      services.messages().verbose(line);
    }

    @Override
    public boolean pause(Duration wait) {
      return false;
    }

    @Override
    public void opened(Closeable connection) {}

    @Override
    public boolean stopped() {
      return false;
    }
  }
}
