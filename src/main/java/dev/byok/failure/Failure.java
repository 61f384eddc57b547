package dev.byok.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A failure the user is told of: what failed, details, and the next step. Its texts never hold a
 * secret or a request body; whoever quotes a provider's words redacts them first.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String RETRIES = "--retries sets how often byok does";

  private final transient Facts facts;

  private Failure(Facts facts, @Nullable Throwable cause) {
    super(facts.text, cause);
    this.facts = facts;
  }

  /** What programs go by, where the kind alone does not tell; nobody reads a sentence for it. */
  public enum Reason {
    /** Nothing more is to be known. */
    NONE,
    /** What stands where the ledger should be is none. */
    NOT_A_LEDGER,
    /** Standard output cannot be written. */
    NO_OUTPUT
  }

  /**
   * A failure whose first line is {@code message}: lower case, no full stop, the user's value
   * quoted.
   */
  public static Failure of(Kind kind, String message) {
    return new Failure(new Facts(kind, message), null);
  }

  /** The same with another first line, said as a failure of another kind. */
  public Failure reworded(Kind other, String message) {
    return with(changed -> {
      changed.kind = other;
      changed.text = message;
    });
  }

  /** The same with one more indented line below the message. */
  public Failure detail(String line) {
    return with(changed -> {
      List<String> more = new ArrayList<>(facts.details);
      more.add(line);
      changed.details = List.copyOf(more);
    });
  }

  /** The same with this as the next step for the user, and no other. */
  public Failure hint(String nextStep) {
    return with(changed -> {
      changed.hint = nextStep;
      changed.keyHint = null;
      changed.isRetried = false;
    });
  }

  /** The same with one more step, which is how another key is used. */
  public Failure keyHint(String nextStep) {
    return with(changed -> changed.keyHint = nextStep);
  }

  /** The same, said of what may be tried again, and is where a command has an option for it. */
  public Failure retried() {
    return with(changed -> changed.isRetried = true);
  }

  /** The same from a command that asks but once. */
  public Failure askedOnce() {
    return facts.isRetried ? with(changed -> changed.isRetried = false) : this;
  }

  /** The same for this reason. */
  public Failure reason(Reason why) {
    return with(changed -> changed.reason = why);
  }

  /** The same, said of this provider's id. */
  public Failure provider(@Nullable String id) {
    return with(changed -> changed.provider = id);
  }

  /** The same with the HTTP status that said so. */
  public Failure status(int httpStatus) {
    return with(changed -> changed.status = httpStatus);
  }

  /** The same with the wait that the provider asked for; null for none. */
  public Failure retryAfter(@Nullable Duration wait) {
    return with(changed -> changed.retryAfter = wait);
  }

  /** The same with the provider's own name for the request; null for none. */
  public Failure requestId(@Nullable String id) {
    return with(changed -> changed.requestId = id);
  }

  /** The same, said of a request of which nothing reached the provider, or some of it did. */
  public Failure unsent(boolean nothingReached) {
    return with(changed -> changed.isUnsent = nothingReached);
  }

  /** The same with what led to it, for a debugger; its message is never printed. */
  public Failure causedBy(Throwable cause) {
    return new Failure(facts, cause);
  }

  private Failure with(Consumer<Facts> change) {
    Facts changed = new Facts(facts);
    change.accept(changed);
    return new Failure(changed, getCause());
  }

  /** Whether it is certain that the provider has seen nothing of the request. */
  public boolean isUnsent() {
    return facts.isUnsent;
  }

  public Kind kind() {
    return facts.kind;
  }

  public Reason reason() {
    return facts.reason;
  }

  /** The first line, without prefix. */
  public String text() {
    return facts.text;
  }

  public List<String> details() {
    return facts.details;
  }

  /** The next steps, in one line; null for none. */
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

  /** The next step that is not about another key. */
  public @Nullable String ownHint() {
    return facts.hint;
  }

  /** How another key is used, which may help; null where it is not said to. */
  public @Nullable String keyHint() {
    return facts.keyHint;
  }

  public @Nullable String provider() {
    return facts.provider;
  }

  /** The HTTP status, or null when none was received. */
  public @Nullable Integer status() {
    return facts.status;
  }

  public @Nullable Duration retryAfter() {
    return facts.retryAfter;
  }

  /** By what the provider's console finds the request, or null. */
  public @Nullable String requestId() {
    return facts.requestId;
  }

  /** What is known of a failure. It changes only before its failure is there. */
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
