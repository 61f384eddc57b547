package dev.byok.keys.stores;

import dev.byok.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A passphrase of any bytes. A typed one becomes its UTF-8 bytes, so it equals the same text in a
 * file. Prints as {@code ***}.
 */
public final class PassphraseBytes {
  private final byte[] bytes;

  private PassphraseBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a passphrase of these bytes; the caller has removed a file's last newline. */
  public static PassphraseBytes of(byte[] bytes) {
    return new PassphraseBytes(bytes.clone());
  }

  public static PassphraseBytes typed(Secret text) {
    return new PassphraseBytes(text.open().getBytes(StandardCharsets.UTF_8));
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /**
   * Returns the bytes that format 1 derives keys from: the passphrase read as UTF-8 text, in which
   * all malformed input becomes the same character.
   */
  byte[] bytesOfText() {
    return new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PassphraseBytes that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return PassphraseBytes.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
