package dev.byok.cli.line;

import dev.byok.failure.UserWord;

/** Refuses a key that was pasted where another word belongs, before that word is written down. */
public final class PastedKey {
  private PastedKey() {}

  /** Of a model reference, or a name of the user's choice. */
  public static void refuse(String word) {
    // Behind a slash stands a model's name, and some providers give those long numbers.
    if (word.indexOf('/') < 0 ? UserWord.mayHoldAKey(word) : UserWord.holdsAKey(word)) {
      throw UserWord.keyInstead(word);
    }
  }

  /** Of a value that may be a long number or an identifier, such as a commit. */
  public static void refuseCertain(String word) {
    if (UserWord.holdsAKey(word)) {
      throw UserWord.keyInstead(word);
    }
  }
}
