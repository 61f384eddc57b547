package dev.byok.exchange;

import dev.byok.budget.Estimate;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.TokenEstimate;
import dev.byok.conversation.Usage;
import dev.byok.prices.ModelFacts;
import dev.byok.sessions.Session;
import dev.byok.sessions.Turn;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How much of a model's window the next prompt of a session takes. The provider's count for the
 * last answer is used as it is, and what was added since is estimated.
 */
public final class ContextWindow {
  /** Users want a warning before the last token of a window. */
  private static final int NEAR_PERCENT = 80;

  /** An answer without a token limit counts as at most a quarter of the window. */
  private static final int LARGEST_SHARE_OF_AN_ANSWER = 4;

  private final Session session;
  private final long tokens;
  private final boolean measured;
  private final @Nullable Long window;
  private final @Nullable Long room;

  private ContextWindow(
      Session session, long tokens, boolean measured, @Nullable Long window, @Nullable Long room) {
    this.session = session;
    this.tokens = tokens;
    this.measured = measured;
    this.window = window;
    this.room = room;
  }

  /** How well a prompt fits into a window. */
  public enum Fit {
    /** The price list does not give the size of the window. */
    UNKNOWN,
    FITS,
    /** The prompt takes 80 % or more of {@link #room}. */
    NEAR,
    /** The prompt takes more than {@link #room}. */
    EXCEEDS
  }

  /**
   * The provider's last count.
   *
   * @param session the session at that time, with the answer as its last turn
   */
  public record Measured(Session session, Usage usage) {}

  /**
   * What must be omitted.
   *
   * @param exchanges how many questions, with their answers, are no longer sent
   * @param session the session without them
   */
  public record Cut(int exchanges, Session session) {}

  /**
   * Measures what is sent next of a session.
   *
   * @param last null if nothing was counted yet
   * @param facts what the price list says about the model; null for nothing
   */
  public static ContextWindow of(
      Session session, @Nullable Measured last, Options options, @Nullable ModelFacts facts) {
    boolean measured = last != null && isCountedFor(last, session);
    long tokens = tokens(session, measured ? last : null);
    Long context = facts == null ? null : positive(facts.context());
    Long most = facts == null ? null : positive(facts.maxInput());
    if (context == null) {
      return new ContextWindow(session, tokens, measured, most, most);
    }
    long left = Math.max(0, context - answer(options, facts, context));
    return new ContextWindow(
        session, tokens, measured, context, most == null ? left : Math.min(most, left));
  }

  /** The tokens of the prompt, without the answer. */
  public long tokens() {
    return tokens;
  }

  /** The most tokens that the model takes, or null if unknown. */
  public @Nullable Long window() {
    return window;
  }

  /**
   * The most tokens that the prompt may take, or null if unknown: what an answer leaves of the
   * window, or the model's input limit.
   */
  public @Nullable Long room() {
    return room;
  }

  /** The percentage of {@link #room} that the prompt takes, rounded down; 0 if unknown. */
  public long percent() {
    return room == null || room == 0 ? 0 : tokens * 100 / room;
  }

  /** Whether a provider has counted most of it. Otherwise all of it is estimated. */
  public boolean isMeasured() {
    return measured;
  }

  public Fit fit() {
    return room == null ? Fit.UNKNOWN : fit(tokens, room);
  }

  /**
   * Returns the fewest of the oldest exchanges to omit so that the rest fits, possibly none.
   * Returns null if the last question alone is too long.
   */
  public @Nullable Cut cut() {
    if (room == null || tokens <= room) {
      return new Cut(0, session);
    }
    long all = Math.max(1, estimate(session));
    long left = all;
    int dropped = 0;
    List<Turn> turns = session.turns();
    for (int i = session.from(); i < turns.size(); i++) {
      Turn turn = turns.get(i);
      // The counted tokens are distributed in proportion to the estimates.
      if (i > session.from()
          && !turn.isAnswer()
          && (long) Math.ceil((double) tokens * left / all) <= room) {
        return new Cut(dropped, session.sentFrom(i));
      }
      if (session.isSent(i)) {
        left -= TokenEstimate.of(turn.message());
        dropped += turn.isAnswer() ? 0 : 1;
      }
    }
    return null;
  }

  private static Fit fit(long tokens, long room) {
    if (tokens > room) {
      return Fit.EXCEEDS;
    }
    return tokens * 100 >= room * NEAR_PERCENT ? Fit.NEAR : Fit.FITS;
  }

  private static long answer(Options options, @Nullable ModelFacts facts, long context) {
    long answer = Estimate.answer(options, facts);
    return options.maxTokens() == null
        ? Math.min(answer, context / LARGEST_SHARE_OF_AN_ANSWER)
        : answer;
  }

  private static boolean isCountedFor(Measured last, Session session) {
    return counted(last.usage()) != null && goesOn(last.session(), session);
  }

  private static long tokens(Session session, @Nullable Measured last) {
    Long counted = last == null ? null : counted(last.usage());
    if (last == null || counted == null) {
      return estimate(session);
    }
    long added = estimate(session) - estimate(last.session());
    return counted + Math.max(0, added);
  }

  /** The tokens sent and answered, or null if not counted. Reasoning is never sent again. */
  private static @Nullable Long counted(Usage usage) {
    Long input = usage.input();
    Long output = usage.output();
    if (input == null || output == null) {
      return null;
    }
    long thought = usage.reasoning() == null ? 0 : usage.reasoning();
    return input + Math.max(0, output - thought);
  }

  /** Whether all that was counted then is still sent, with nothing new before it. */
  private static boolean goesOn(Session then, Session now) {
    int size = then.turns().size();
    return then.from() == now.from()
        && Objects.equals(then.system(), now.system())
        && now.turns().size() >= size
        && now.turns().subList(0, size).equals(then.turns());
  }

  private static long estimate(Session session) {
    long tokens = TokenEstimate.ofSystem(session.system());
    for (Message message : session.context()) {
      tokens += TokenEstimate.of(message);
    }
    return tokens;
  }

  private static @Nullable Long positive(@Nullable Long number) {
    return number == null || number <= 0 ? null : number;
  }
}
