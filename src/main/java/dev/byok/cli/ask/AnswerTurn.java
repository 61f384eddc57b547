package dev.byok.cli.ask;

import dev.byok.conversation.Reply;
import dev.byok.ledger.entry.Entry;
import dev.byok.sessions.Turn;
import java.time.Instant;

/** An answer as a turn of a conversation, with the mark of how it ended. */
public final class AnswerTurn {
  private AnswerTurn() {}

  /**
   * The turn.
   *
   * @param entry the ledger's line of the prompt
   * @param reference the model that was asked, as the conversation names it
   */
  public static Turn of(Reply reply, Entry entry, String reference, Instant time) {
    return Turn.answer(
        reply.text(),
        time,
        new Turn.Origin(
            reference, reply.servedModel(), entry.status(), reply.reasoning(), entry.id()));
  }
}
