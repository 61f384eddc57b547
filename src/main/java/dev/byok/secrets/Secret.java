package dev.byok.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A secret value, which prints as {@code ***}. An architecture test lists the few classes that may
 * call {@link #open()}.
 */
public final class Secret {
  private static final int SHOWN = 4;
  private static final int LONG_ENOUGH_TO_SHOW = 20;

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /** Returns the value itself. */
  public String open() {
    return value;
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  /** Returns the length in UTF-16 code units, which is never printed. */
  public int length() {
    return value.length();
  }

  /**
   * Returns what lists may show: the last four characters of a value of at least twenty, otherwise
   * none. A JSON object shows none either: its end has only brackets and perhaps a line break.
   */
  public String mask() {
    return value.length() < LONG_ENOUGH_TO_SHOW || value.startsWith("{")
        ? "***"
        : "***" + value.substring(value.length() - SHOWN);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
