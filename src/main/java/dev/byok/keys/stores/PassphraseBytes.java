package dev.byok.keys.stores;

import dev.byok.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A passphrase: any bytes. What was typed is its UTF-8 bytes, so that it and a file with the same
 * text agree. Prints as {@code ***}.
 */
public final class PassphraseBytes {
  private final byte[] bytes;

  private PassphraseBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes of a file without the newline at its end. */
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
   * What the first format derived from: the bytes read as UTF-8 text, in which all that is not
   * UTF-8 becomes the same character.
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
