package dev.byok.catalog;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import org.jspecify.annotations.Nullable;

/**
 * A model as the user names it, split at the first slash.
 *
 * @param key {@code provider[:label]}, or null when there was no slash
 * @param model the text after the first slash, or the whole text
 */
public record ModelReference(@Nullable String key, String model) {

  /** Splits the text. A missing part is a usage failure. */
  public static ModelReference parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 && !text.isBlank()) {
      return new ModelReference(null, text);
    }
    if (slash <= 0 || slash == text.length() - 1) {
      throw Failure.of(Kind.USAGE, UserWord.quoted(text) + " is not a model reference")
          .hint("write provider/model, provider:label/model, an alias, or a key's name");
    }
    return new ModelReference(text.substring(0, slash), text.substring(slash + 1));
  }
}
