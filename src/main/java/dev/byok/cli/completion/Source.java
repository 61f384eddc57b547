package dev.byok.cli.completion;

import org.jspecify.annotations.Nullable;

/** What a shell may ask byok for while somebody types. */
enum Source {
  STORED_KEYS("stored-keys", "stored key"),
  KEYS("keys", "key"),
  PROVIDERS("providers", "provider"),
  MODELS("models", "model"),
  ALIASES("aliases", "alias"),
  SESSIONS("sessions", "session");

  private final String word;
  private final String noun;

  Source(String word, String noun) {
    this.word = word;
    this.noun = noun;
  }

  /** Its name on the command line. */
  String word() {
    return word;
  }

  /** What one of it is called. */
  String noun() {
    return noun;
  }

  /** The one of that name; null for any other. */
  static @Nullable Source of(String word) {
    for (Source source : values()) {
      if (source.word.equals(word)) {
        return source;
      }
    }
    return null;
  }
}
