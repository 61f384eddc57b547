package dev.byok.client;

import dev.byok.conversation.Delta;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What was read of an answer but not handed out yet. Pieces of text keep their order. Of all that
 * comes between two of them, only the latest statement of each kind is kept, however often it is
 * repeated.
 */
final class Pending {
  /** A longer id, name or reason is not valid and is not searched for secrets. */
  private static final int LONGEST_STATEMENT = 64 * 1024;

  private final ProviderFailures words;
  private final String headerId;
  private final CutCharacters cut = new CutCharacters();
  private final Deque<Delta> ready = new ArrayDeque<>();
  private Delta.@Nullable RequestId id;
  private Delta.@Nullable Served served;
  private Delta.@Nullable Counted counted;
  private Delta.@Nullable Finish finish;
  private boolean anyWord;
  private boolean anyCount;
  private boolean finished;

  /**
   * @param words removes secrets from the provider's short texts
   * @param headerId the id from a header, which overrides the answer's; empty for none
   */
  Pending(ProviderFailures words, String headerId) {
    this.words = words;
    this.headerId = headerId;
    id = headerId.isEmpty() ? null : new Delta.RequestId(headerId);
  }

  /** Adds a piece. Returns true if it is a word of the answer. */
  boolean add(Delta delta) {
    if (delta instanceof Delta.Text || delta instanceof Delta.Reasoning) {
      return word(delta);
    }
    if (delta instanceof Delta.RequestId named) {
      id = headerId.isEmpty() && fits(named.id()) ? named : id;
    } else if (delta instanceof Delta.Served model) {
      served = fits(model.model()) ? model : served;
    } else if (delta instanceof Delta.Counted count) {
      counted = count;
      anyCount = true;
    } else if (delta instanceof Delta.Finish why) {
      finished = true;
      finish = finish != null && isFilter(finish) ? finish : why;
    }
    return false;
  }

  /** Ends the input. Half a character stays half. */
  void end() {
    int before = ready.size();
    cut.end(ready);
    anyWord |= ready.size() > before;
  }

  boolean isEmpty() {
    return ready.isEmpty() && id == null && served == null && counted == null && finish == null;
  }

  /** Whether any word of the answer has come, handed out or not. */
  boolean anyWord() {
    return anyWord;
  }

  /** Whether the model has said why it stopped, and no word has come since. */
  boolean isFinished() {
    return finished;
  }

  boolean anyCount() {
    return anyCount;
  }

  /** Returns the next piece, or null if there is none. Secrets are removed from its short texts. */
  @Nullable Delta poll() {
    if (ready.isEmpty()) {
      settle();
    }
    Delta delta = ready.poll();
    if (delta instanceof Delta.RequestId named) {
      return new Delta.RequestId(words.identifier(named.id()));
    }
    if (delta instanceof Delta.Served model) {
      return new Delta.Served(words.identifier(model.model()));
    }
    return delta instanceof Delta.Finish why ? shown(why) : delta;
  }

  static boolean isFilter(Delta.Finish why) {
    return why.reason().equals("content_filter");
  }

  private boolean word(Delta delta) {
    if (text(delta).isEmpty()) {
      return false;
    }
    settle();
    // A reason that comes before the last word was not the end.
    finished = false;
    cut.add(delta, ready);
    anyWord |= !ready.isEmpty();
    return true;
  }

  /** Queues the statements so far before what comes next. */
  private void settle() {
    add(ready, id);
    add(ready, served);
    add(ready, counted);
    add(ready, finish);
    id = null;
    served = null;
    counted = null;
    finish = null;
  }

  private static void add(Deque<Delta> to, @Nullable Delta delta) {
    if (delta != null) {
      to.add(delta);
    }
  }

  private Delta.Finish shown(Delta.Finish finish) {
    String why = finish.explanation();
    return new Delta.Finish(
        fits(finish.reason()) ? words.identifier(finish.reason()) : "unreadable",
        why == null || !fits(why) ? null : words.explanation(why));
  }

  private static boolean fits(String statement) {
    return statement.length() <= LONGEST_STATEMENT;
  }

  /** The text of a word; empty for anything else. */
  static String text(Delta delta) {
    return delta instanceof Delta.Text piece
        ? piece.text()
        : delta instanceof Delta.Reasoning piece ? piece.text() : "";
  }
}
