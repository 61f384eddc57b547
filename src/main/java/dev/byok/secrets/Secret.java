package dev.byok.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A secret value. It prints as {@code ***} wherever it lands by accident; {@link #open()} is called
 * only where a header is written or a store is filled, and an architecture test lists those places.
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

  /** The value itself. */
  public String open() {
    return value;
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  /** The length in UTF-16 code units; never printed. */
  public int length() {
    return value.length();
  }

  /**
   * What lists may show: the last four characters of a value of at least twenty, otherwise none.
   * The end of a JSON object tells nothing but its brackets, and may be a line of its own.
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
