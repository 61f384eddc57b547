package dev.byok.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A failure as the user sees it: what failed, details, and the next step. Its texts never contain a
 * secret or a request body; callers that quote a provider's words redact them first.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String RETRIES = "--retries sets how often byok tries again";

  private final transient Facts facts;

  private Failure(Facts facts, @Nullable Throwable cause) {
    super(facts.text, cause);
    this.facts = facts;
  }

  /** Distinguishes failures of one kind for programs, so that none has to parse a text. */
  public enum Reason {
    /** No reason beyond the kind. */
    NONE,
    /** The file at the ledger's place is not a ledger. */
    NOT_A_LEDGER,
    /** A budget in dollars cannot be checked, since the model has no known price. */
    PRICE_UNKNOWN,
    /** An entry is longer than a ledger takes. */
    TOO_LONG,
    /** Standard output cannot be written. */
    NO_OUTPUT
  }

  /**
   * Makes a failure with {@code message} as its first line: lower case, no full stop, the user's
   * value quoted.
   */
  public static Failure of(Kind kind, String message) {
    return new Failure(new Facts(kind, message), null);
  }

  /** Returns a copy with another kind and first line. */
  public Failure reworded(Kind other, String message) {
    return with(changed -> {
      changed.kind = other;
      changed.text = message;
    });
  }

  /** Returns a copy with one more indented line below the message. */
  public Failure detail(String line) {
    return with(changed -> {
      List<String> more = new ArrayList<>(facts.details);
      more.add(line);
      changed.details = List.copyOf(more);
    });
  }

  /** Returns a copy with this as the only next step for the user. */
  public Failure hint(String nextStep) {
    return with(changed -> {
      changed.hint = nextStep;
      changed.keyHint = null;
      changed.isRetried = false;
    });
  }

  /** Returns a copy with one more step, which says how to use another key. */
  public Failure keyHint(String nextStep) {
    return with(changed -> changed.keyHint = nextStep);
  }

  /** Returns a copy marked as one that byok retries; its hint then mentions {@code --retries}. */
  public Failure retried() {
    return with(changed -> changed.isRetried = true);
  }

  /** Returns a copy for a command that never retries. */
  public Failure askedOnce() {
    return facts.isRetried ? with(changed -> changed.isRetried = false) : this;
  }

  public Failure reason(Reason why) {
    return with(changed -> changed.reason = why);
  }

  public Failure provider(@Nullable String id) {
    return with(changed -> changed.provider = id);
  }

  public Failure status(int httpStatus) {
    return with(changed -> changed.status = httpStatus);
  }

  /** Returns a copy with the wait that the provider asked for; null for none. */
  public Failure retryAfter(@Nullable Duration wait) {
    return with(changed -> changed.retryAfter = wait);
  }

  public Failure requestId(@Nullable String id) {
    return with(changed -> changed.requestId = id);
  }

  /** Returns a copy that says whether nothing of the request reached the provider. */
  public Failure unsent(boolean nothingReached) {
    return with(changed -> changed.isUnsent = nothingReached);
  }

  /** Returns a copy with its cause, for a debugger. The cause's message is never printed. */
  public Failure causedBy(Throwable cause) {
    return new Failure(facts, cause);
  }

  private Failure with(Consumer<Facts> change) {
    Facts changed = new Facts(facts);
    change.accept(changed);
    return new Failure(changed, getCause());
  }

  /** Whether it is certain that nothing of the request reached the provider. */
  public boolean isUnsent() {
    return facts.isUnsent;
  }

  public Kind kind() {
    return facts.kind;
  }

  public Reason reason() {
    return facts.reason;
  }

  /** The first line, without the prefix {@code byok: }. */
  public String text() {
    return facts.text;
  }

  public List<String> details() {
    return facts.details;
  }

  /** The next steps in one line, or null for none. */
  public @Nullable String hint() {
    List<String> steps = new ArrayList<>();
    for (String step :
        new @Nullable String[] {facts.hint, facts.keyHint, facts.isRetried ? RETRIES : null}) {
      if (step != null) {
        steps.add(step);
      }
    }
    return steps.isEmpty() ? null : String.join("; ", steps);
  }

  /** The next step that is not about another key, or null. */
  public @Nullable String ownHint() {
    return facts.hint;
  }

  /** How to use another key, if that may help, or null. */
  public @Nullable String keyHint() {
    return facts.keyHint;
  }

  public @Nullable String provider() {
    return facts.provider;
  }

  /** The HTTP status, or null if none was received. */
  public @Nullable Integer status() {
    return facts.status;
  }

  public @Nullable Duration retryAfter() {
    return facts.retryAfter;
  }

  /** The id by which the provider's console finds the request, or null. */
  public @Nullable String requestId() {
    return facts.requestId;
  }

  /** The facts of a failure. They change only before the failure is created. */
  private static final class Facts {
    private Kind kind;
    private String text;
    private Reason reason = Reason.NONE;
    private List<String> details = List.of();
    private @Nullable String hint;
    private @Nullable String keyHint;
    private boolean isRetried;
    private @Nullable String provider;
    private @Nullable Integer status;
    private @Nullable Duration retryAfter;
    private @Nullable String requestId;
    private boolean isUnsent;

    Facts(Kind kind, String text) {
      this.kind = kind;
      this.text = text;
    }

    Facts(Facts other) {
      kind = other.kind;
      text = other.text;
      reason = other.reason;
      details = other.details;
      hint = other.hint;
      keyHint = other.keyHint;
      isRetried = other.isRetried;
      provider = other.provider;
      status = other.status;
      retryAfter = other.retryAfter;
      requestId = other.requestId;
      isUnsent = other.isUnsent;
    }
  }
}
