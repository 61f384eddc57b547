package dev.byok.budget;

import org.jspecify.annotations.Nullable;

/** The unit that a budget counts. */
public enum Unit {
  USD("usd", "USD"),
  TOKENS("tokens", "tokens");

  private final String label;
  private final String words;

  Unit(String label, String words) {
    this.label = label;
    this.words = words;
  }

  /** Returns the name in files and in JSON. */
  public String label() {
    return label;
  }

  /** Returns the name to print after a number. */
  public String words() {
    return words;
  }

  static @Nullable Unit of(@Nullable String label) {
    return USD.label.equals(label) ? USD : TOKENS.label.equals(label) ? TOKENS : null;
  }
}
