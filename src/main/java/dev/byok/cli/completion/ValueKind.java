package dev.byok.cli.completion;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value on the command line is, as far as a shell can help with it. */
sealed interface ValueKind {
  /**
   * One of these.
   *
   * @param noun what one of them is called
   */
  record Words(String noun, List<Word> words) implements ValueKind {
    static Words of(String noun, List<String> words) {
      return new Words(noun, words.stream().map(word -> new Word(word, null)).toList());
    }
  }

  /**
   * A word that can be completed.
   *
   * @param note what it means; null where the word says it
   */
  record Word(String text, @Nullable String note) {}

  /** A name that byok has written down. */
  record Names(Source source) implements ValueKind {}

  /** What shells know by themselves, and what nobody can know. */
  enum Plain implements ValueKind {
    FILE,
    VARIABLE,
    TEXT
  }
}
