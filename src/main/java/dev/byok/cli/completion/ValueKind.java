package dev.byok.cli.completion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kind of a value on the command line, as far as a shell can help with it. */
sealed interface ValueKind {
  /**
   * One of a few words.
   *
   * @param noun the noun for one of them
   */
  record Words(String noun, List<Word> words) implements ValueKind {
    static Words of(String noun, List<String> words) {
      return new Words(noun, words.stream().map(word -> new Word(word, null)).toList());
    }
  }

  /**
   * A word that can be completed.
   *
   * @param note what it means; null if that is clear
   */
  record Word(String text, @Nullable String note) {}

  /** A name from byok's own files. */
  record Names(Source source) implements ValueKind {}

  /** Values that shells complete themselves, and free text that cannot be completed. */
  enum Plain implements ValueKind {
    FILE,
    VARIABLE,
    TEXT
  }
}
