package dev.byok.serve;

import dev.byok.failure.Failure;
import org.jspecify.annotations.Nullable;

/** Turns failures of byok's own into refusals that programs understand. */
final class Refusals {
  private Refusals() {}

  /**
   * Returns the refusal for a failure that came before anything of an answer did. Agents ask for
   * minutes after a 429 or a 5xx, and open a login after a 403, so nearly all are 400.
   */
  static Refusal of(Failure failure, Shape shape) {
    String message = oneLine(failure);
    return switch (failure.kind()) {
      case BUDGET -> Refusal.of(400, budgetCode(failure), message);
      case KEYCHAIN -> Refusal.of(400, "keychain_locked", message);
      case NO_KEY, KEY_REJECTED -> Refusal.of(400, "no_key", message);
      case NO_MODEL -> Refusal.of(shape == Shape.OPENAI ? 400 : 404, "model_not_found", message);
      case USAGE, FILE, REFUSED, QUOTA -> Refusal.of(400, "invalid_request", message);
      default -> Refusal.of(502, "provider_unreachable", message).passing();
    };
  }

  private static String budgetCode(Failure failure) {
    return failure.reason() == Failure.Reason.PRICE_UNKNOWN ? "price_unknown" : "budget_exceeded";
  }

  /** Most programs show one line only. */
  private static String oneLine(Failure failure) {
    StringBuilder line = new StringBuilder("byok: ").append(failure.text());
    for (String detail : failure.details()) {
      line.append("; ").append(detail);
    }
    @Nullable String hint = failure.hint();
    if (hint != null) {
      line.append(" (").append(hint).append(')');
    }
    return line.toString().replace('\n', ' ');
  }
}
