package dev.byok.cli.ask;

import dev.byok.conversation.Reply;
import dev.byok.ledger.entry.Entry;
import dev.byok.sessions.Turn;
import java.time.Instant;

/** Makes a turn of a session from an answer, with its status. */
public final class AnswerTurn {
  private AnswerTurn() {}

  /**
   * Returns the answer as a turn.
   *
   * @param entry the prompt's ledger entry
   * @param reference the model that was asked, as the session names it
   */
  public static Turn of(Reply reply, Entry entry, String reference, Instant time) {
    return Turn.answer(
        reply.text(),
        time,
        new Turn.Origin(
            reference, reply.servedModel(), entry.status(), reply.reasoning(), entry.id()));
  }
}
