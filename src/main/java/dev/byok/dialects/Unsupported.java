package dev.byok.dialects;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Redaction;

/** An option that cannot be put into the request: it is refused, never left out in silence. */
final class Unsupported {
  private Unsupported() {}

  /** That this model takes no such option, as {@code --seed}. */
  static Failure option(String option, Call call) {
    return Failure.of(Kind.USAGE, Redaction.quoted(call.model()) + " takes no " + option)
        .hint("leave " + option + " away, or use a model of another provider");
  }
}
