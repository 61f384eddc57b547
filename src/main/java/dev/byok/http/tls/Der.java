package dev.byok.http.tls;

import java.security.cert.CertificateException;
import java.util.Arrays;

/** Parses just enough DER (X.690) to find a part of a certificate without parsing the rest. */
final class Der {
  private static final byte SEQUENCE = 0x30;

  /** Below a certificate's fields, values may have any form. */
  private static final int DEEPEST = 2;

  private final byte[] bytes;
  private int at;

  Der(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the encoded subject of an X.509 certificate. */
  static byte[] subject(byte[] certificate) throws CertificateException {
    Der der = new Der(certificate);
    int end = der.enter();
    if (certificate[0] != SEQUENCE || end != certificate.length) {
      throw new CertificateException("not a certificate");
    }
    der.enter();
    if (der.at < certificate.length && certificate[der.at] == (byte) 0xa0) {
      der.skip();
    }
    for (int field = 0; field < 4; field++) {
      der.skip(); // serial number, signature algorithm, issuer, validity
    }
    int start = der.at;
    der.skip();
    return Arrays.copyOfRange(certificate, start, der.at);
  }

  /** Whether the bytes are one SEQUENCE and nothing else, as a certificate's are. */
  static boolean isSequence(byte[] bytes) {
    try {
      return bytes.length > 1 && bytes[0] == SEQUENCE && new Der(bytes).enter() == bytes.length;
    } catch (CertificateException other) {
      return false;
    }
  }

  /**
   * Refuses a certificate that is cut short, has data after its end, or has fields of the wrong
   * length.
   */
  static void requireWhole(byte[] bytes) throws CertificateException {
    if (!isSequence(bytes)) {
      throw new CertificateException("not a certificate");
    }
    new Der(bytes).walk(bytes.length, 0);
  }

  private void walk(int end, int depth) throws CertificateException {
    while (at < end) {
      boolean constructed = (bytes[at] & 0x20) != 0;
      int contentEnd = enter();
      if (contentEnd > end) {
        throw new CertificateException("a part is longer than the whole");
      }
      if (constructed && depth < DEEPEST) {
        walk(contentEnd, depth + 1);
      }
      at = contentEnd;
    }
  }

  private void skip() throws CertificateException {
    at = enter();
  }

  int at() {
    return at;
  }

  void seek(int position) {
    at = position;
  }

  /** Returns the next tag without moving past it. */
  int tag() throws CertificateException {
    if (at >= bytes.length) {
      throw new CertificateException("cut short");
    }
    return bytes[at] & 0xff;
  }

  /** Moves past a tag and its length. Returns where the content ends. */
  int enter() throws CertificateException {
    at++;
    int length = next();
    if (length >= 0x80) {
      int count = length & 0x7f;
      if (count == 0 || count > 3) {
        throw new CertificateException("a malformed length");
      }
      length = 0;
      for (int i = 0; i < count; i++) {
        length = length << 8 | next();
      }
    }
    if (length > bytes.length - at) {
      throw new CertificateException("cut short");
    }
    return at + length;
  }

  private int next() throws CertificateException {
    if (at >= bytes.length) {
      throw new CertificateException("cut short");
    }
    return bytes[at++] & 0xff;
  }
}
