package dev.byok.exchange;

import dev.byok.client.Heap;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Reply;
import dev.byok.conversation.TextRoom;
import dev.byok.failure.Bugs;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.routing.Route;

/**
 * Keeps an answer's text if its end needs all of it: for a JSON object, a schema or a session. It
 * may be as long as any answer may be, or as the heap can hold.
 */
final class KeptText {
  private static final int MOST_TEXT = 64 << 20;

  /** A text exists as a growing text, as JSON, and as the bytes of that. */
  private static final int COPIES = 16;

  private final boolean keeps;
  private final int most;
  private final TextRoom room;

  private KeptText(boolean keeps, int most) {
    this.keeps = keeps;
    this.most = most;
    this.room = new TextRoom(most);
  }

  /**
   * @param answers how many are kept at the same time; 0 if none is
   */
  static KeptText of(int answers) {
    return new KeptText(
        answers > 0, answers > 0 ? Heap.most(MOST_TEXT, COPIES * answers) : Integer.MAX_VALUE);
  }

  /** Keeps a piece, unless it is text that is not needed. Returns the piece to be shown. */
  Delta add(Delta delta, Reply reply) {
    if (!keeps && (delta instanceof Delta.Text || delta instanceof Delta.Reasoning)) {
      return delta;
    }
    Delta fitting = room.take(delta);
    reply.add(fitting);
    return fitting;
  }

  /** Throws if the answer had to be cut. */
  void requireRoom(Route route) {
    if (room.isOver()) {
      throw brokenOff(
              "its text is longer than "
                  + (most < 1 << 20 ? (most >> 10) + " KiB" : (most >> 20) + " MiB")
                  + ", which is all that fits into memory")
          .provider(route.provider().id());
    }
  }

  /** The failure for an answer that did not fit into memory. */
  static Failure crowded(Outcome outcome, OutOfMemoryError crowded) {
    if (outcome.attempts() == 0) {
      return Bugs.failure(crowded);
    }
    String why = "it needs more memory than there is";
    Failure failure =
        outcome.firstTokenMs() == null
            ? Failure.of(Kind.UNAVAILABLE, "the answer cannot be read: " + why)
                .hint("ask for a shorter answer")
            : brokenOff(why);
    return failure.provider(outcome.route().provider().id());
  }

  private static Failure brokenOff(String why) {
    return Failure.of(Kind.INCOMPLETE, "the answer broke off: " + why)
        .hint("the text so far is kept; ask for a shorter answer");
  }
}
