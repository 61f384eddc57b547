package dev.byok.sessions;

import dev.byok.conversation.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session that can be continued: all of its turns, and which of them are still sent. Every change
 * returns a new object, so the session can be resumed from an earlier state when something fails.
 *
 * @param name of its file, and in the ledger
 * @param taskId a UUID, the same for every prompt of the session
 * @param model the reference of the model for the next prompt; null before the first one
 * @param system the system prompt; null for none
 * @param turns every turn, the oldest first
 * @param from the first turn that is still sent; those before it were dropped to fit the context
 * @param revision how often it was saved; 0 for never
 */
public record Session(
    String name,
    String taskId,
    Instant created,
    Instant updated,
    @Nullable String model,
    @Nullable String system,
    List<Turn> turns,
    int from,
    long revision) {

  public Session {
    turns = List.copyOf(turns);
    from = Math.clamp(from, 0, turns.size());
  }

  /** Returns the messages to send, without unanswered questions before the last turn. */
  public List<Message> context() {
    List<Message> messages = new ArrayList<>();
    for (int i = from; i < turns.size(); i++) {
      if (isSent(i)) {
        messages.add(turns.get(i).message());
      }
    }
    return messages;
  }

  /** Whether this turn is sent: an answer and its question are, and a question as the last turn. */
  public boolean isSent(int turn) {
    if (turn < from) {
      return false;
    }
    return turns.get(turn).isAnswer()
        ? turn > from && !turns.get(turn - 1).isAnswer()
        : turn + 1 == turns.size() || turns.get(turn + 1).isAnswer();
  }

  /** Returns the last turn if it is a question without an answer, otherwise null. */
  public @Nullable Turn unanswered() {
    Turn last = turns.isEmpty() ? null : turns.getLast();
    return last == null || last.isAnswer() ? null : last;
  }

  /** Returns the last answer, or null before the first. */
  public @Nullable Turn lastAnswer() {
    for (int i = turns.size() - 1; i >= 0; i--) {
      if (turns.get(i).isAnswer()) {
        return turns.get(i);
      }
    }
    return null;
  }

  public Session with(Turn turn) {
    List<Turn> more = new ArrayList<>(turns);
    more.add(turn);
    return withTurns(more, from);
  }

  /** Returns the session without this turn and those after it. */
  public Session upTo(int turn) {
    return withTurns(turns.subList(0, turn), from);
  }

  /** Returns the session with only the turns from this one on still sent. */
  public Session sentFrom(int turn) {
    return withTurns(turns, turn);
  }

  private Session withTurns(List<Turn> others, int first) {
    return new Session(name, taskId, created, updated, model, system, others, first, revision);
  }

  public Session withModel(String reference) {
    return new Session(name, taskId, created, updated, reference, system, turns, from, revision);
  }

  public Session withSystem(@Nullable String text) {
    return new Session(name, taskId, created, updated, model, text, turns, from, revision);
  }

  /** Returns a separate session with another name and another task. */
  Session forked(String other, String task) {
    return new Session(other, task, created, updated, model, system, turns, from, revision);
  }

  public Session saved(Instant time, long number) {
    return new Session(name, taskId, created, time, model, system, turns, from, number);
  }
}
