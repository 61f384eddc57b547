package dev.byok.ledger.entry;

import dev.byok.failure.Kind;

/** Knows the statuses of requests that a provider turns away and does not bill. */
final class Unanswered {
  private Unanswered() {}

  static boolean is(String status) {
    return status.equals(Kind.KEY_REJECTED.label())
        || status.equals(Kind.NO_MODEL.label())
        || status.equals(Kind.QUOTA.label())
        || status.equals(Kind.RATE_LIMIT.label())
        || status.equals(Kind.UNAVAILABLE.label())
        || status.equals(Kind.REFUSED.label());
  }
}
