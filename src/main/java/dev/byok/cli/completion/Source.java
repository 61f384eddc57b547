package dev.byok.cli.completion;

import org.jspecify.annotations.Nullable;

/** The kinds of names that a shell can ask byok for while someone types. */
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

  /** The noun for one such name. */
  String noun() {
    return noun;
  }

  static @Nullable Source of(String word) {
    for (Source source : values()) {
      if (source.word.equals(word)) {
        return source;
      }
    }
    return null;
  }
}
