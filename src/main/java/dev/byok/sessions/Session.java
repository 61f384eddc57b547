package dev.byok.sessions;

import dev.byok.conversation.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that goes on: every turn there was, and which of them are still sent. Each change
 * gives a new one, so that a conversation can be taken up where it was when something fails.
 *
 * @param name its name in the ledger and of its file
 * @param taskId a UUID, the same for every prompt of the conversation
 * @param model the reference of the model that is asked next; null before the first one
 * @param system the instructions; null for none
 * @param turns every turn, the oldest first
 * @param from the first turn that is still sent; those before it were dropped to fit a context
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

  /**
   * What is sent of it: a question that was never answered is left out, unless it is the last turn.
   */
  public List<Message> context() {
    List<Message> messages = new ArrayList<>();
    for (int i = from; i < turns.size(); i++) {
      if (isSent(i)) {
        messages.add(turns.get(i).message());
      }
    }
    return messages;
  }

  /**
   * Whether that turn is sent: an answer with its question, a question with its answer, or last.
   */
  public boolean isSent(int turn) {
    if (turn < from) {
      return false;
    }
    return turns.get(turn).isAnswer()
        ? turn > from && !turns.get(turn - 1).isAnswer()
        : turn + 1 == turns.size() || turns.get(turn + 1).isAnswer();
  }

  /** The last turn, when it is a question without an answer; else null. */
  public @Nullable Turn unanswered() {
    Turn last = turns.isEmpty() ? null : turns.getLast();
    return last == null || last.isAnswer() ? null : last;
  }

  /** The last answer; null before the first. */
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

  /** Without the last turns from that one on. */
  public Session upTo(int turn) {
    return withTurns(turns.subList(0, turn), from);
  }

  /** The same with only the turns from that one on still sent. */
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

  /** The same as a conversation of its own, with another name and another task. */
  Session forked(String other, String task) {
    return new Session(other, task, created, updated, model, system, turns, from, revision);
  }

  /** The same as it was saved. */
  public Session saved(Instant time, long number) {
    return new Session(name, taskId, created, time, model, system, turns, from, number);
  }
}
