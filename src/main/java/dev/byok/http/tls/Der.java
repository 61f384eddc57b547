package dev.byok.http.tls;

import java.security.cert.CertificateException;
import java.util.Arrays;

/** The few steps through DER (X.690) that find a certificate's subject without parsing the rest. */
final class Der {
  private final byte[] bytes;
  private int at;

  private Der(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The subject of an X.509 certificate, encoded. */
  static byte[] subject(byte[] certificate) throws CertificateException {
    Der der = new Der(certificate);
    int end = der.enter();
    if (certificate[0] != 0x30 || end != certificate.length) {
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

  private void skip() throws CertificateException {
    at = enter();
  }

  /** Steps over a tag and length; gives where the content ends. */
  private int enter() throws CertificateException {
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
