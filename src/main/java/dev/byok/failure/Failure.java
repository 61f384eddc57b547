package dev.byok.failure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure the user is told of: what failed, details, and the next step. Its texts never hold a
 * secret or a request body; whoever quotes a provider's words redacts them first.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final transient List<String> details;
  private final @Nullable String hint;
  private final @Nullable String provider;
  private final @Nullable Integer status;
  private final transient @Nullable Duration retryAfter;
  private final @Nullable String requestId;
  private final boolean unsent;

  private Failure(
      Kind kind,
      String message,
      List<String> details,
      @Nullable String hint,
      @Nullable String provider,
      @Nullable Integer status,
      @Nullable Duration retryAfter,
      @Nullable String requestId,
      boolean unsent,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.details = List.copyOf(details);
    this.hint = hint;
    this.provider = provider;
    this.status = status;
    this.retryAfter = retryAfter;
    this.requestId = requestId;
    this.unsent = unsent;
  }

  /**
   * A failure whose first line is {@code message}: lower case, no full stop, the user's value
   * quoted.
   */
  public static Failure of(Kind kind, String message) {
    return new Failure(kind, message, List.of(), null, null, null, null, null, false, null);
  }

  /** The same with another first line, said as a failure of another kind. */
  public Failure reworded(Kind other, String message) {
    return new Failure(
        other, message, details, hint, provider, status, retryAfter, requestId, unsent, getCause());
  }

  /** The same with one more indented line below the message. */
  public Failure detail(String line) {
    List<String> more = new ArrayList<>(details);
    more.add(line);
    return new Failure(
        kind, text(), more, hint, provider, status, retryAfter, requestId, unsent, getCause());
  }

  /** The same with the next step for the user. */
  public Failure hint(String nextStep) {
    return new Failure(
        kind,
        text(),
        details,
        nextStep,
        provider,
        status,
        retryAfter,
        requestId,
        unsent,
        getCause());
  }

  /** The same, said of this provider's id. */
  public Failure provider(@Nullable String id) {
    return new Failure(
        kind, text(), details, hint, id, status, retryAfter, requestId, unsent, getCause());
  }

  /** The same with the HTTP status that said so. */
  public Failure status(int httpStatus) {
    return new Failure(
        kind,
        text(),
        details,
        hint,
        provider,
        httpStatus,
        retryAfter,
        requestId,
        unsent,
        getCause());
  }

  /** The same with the wait that the provider asked for; null for none. */
  public Failure retryAfter(@Nullable Duration wait) {
    return new Failure(
        kind, text(), details, hint, provider, status, wait, requestId, unsent, getCause());
  }

  /** The same with the provider's own name for the request; null for none. */
  public Failure requestId(@Nullable String id) {
    return new Failure(
        kind, text(), details, hint, provider, status, retryAfter, id, unsent, getCause());
  }

  /** The same, said of a request of which nothing reached the provider, or some of it did. */
  public Failure unsent(boolean nothingReached) {
    return new Failure(
        kind,
        text(),
        details,
        hint,
        provider,
        status,
        retryAfter,
        requestId,
        nothingReached,
        getCause());
  }

  /** The same with what led to it, for a debugger; its message is never printed. */
  public Failure causedBy(Throwable cause) {
    return new Failure(
        kind, text(), details, hint, provider, status, retryAfter, requestId, unsent, cause);
  }

  /** Whether it is certain that the provider has seen nothing of the request. */
  public boolean isUnsent() {
    return unsent;
  }

  public Kind kind() {
    return kind;
  }

  /** The first line, without prefix. */
  public String text() {
    return String.valueOf(getMessage());
  }

  public List<String> details() {
    return details;
  }

  public @Nullable String hint() {
    return hint;
  }

  public @Nullable String provider() {
    return provider;
  }

  /** The HTTP status, or null when none was received. */
  public @Nullable Integer status() {
    return status;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** By what the provider's console finds the request, or null. */
  public @Nullable String requestId() {
    return requestId;
  }
}
