package dev.byok.cli.line;

import dev.byok.failure.UserWord;

/** Refuses a key that was pasted in place of another word, before that word is written anywhere. */
public final class PastedKey {
  private PastedKey() {}

  /** Refuses a key in a model reference, or in a name that the user chooses. */
  public static void refuse(String word) {
    // A model's name follows the slash, and some providers put long numbers into it.
    if (word.indexOf('/') < 0 ? UserWord.mayHoldAKey(word) : UserWord.holdsAKey(word)) {
      throw UserWord.keyInstead(word);
    }
  }

  /** Refuses a key in a value that may also be a long number or an identifier, such as a commit. */
  public static void refuseCertain(String word) {
    if (UserWord.holdsAKey(word)) {
      throw UserWord.keyInstead(word);
    }
  }
}
