package dev.byok.dialects;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;

/** Refuses options that cannot be put into a request, so that none is silently dropped. */
public final class Unsupported {
  private Unsupported() {}

  /** Returns the failure for an option that this model does not support, such as {@code --seed}. */
  public static Failure option(String option, Call call) {
    return Failure.of(Kind.USAGE, UserWord.quoted(call.model()) + " does not support " + option)
        .hint("omit " + option + ", or use a model of another provider");
  }
}
