package dev.byok.dialects;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;

/** An option that cannot be put into the request: it is refused, never left out in silence. */
public final class Unsupported {
  private Unsupported() {}

  /** That this model takes no such option, as {@code --seed}. */
  public static Failure option(String option, Call call) {
    return Failure.of(Kind.USAGE, UserWord.quoted(call.model()) + " does not support " + option)
        .hint("omit " + option + ", or use a model of another provider");
  }
}
