package dev.byok.http.tls;

import dev.byok.failure.Failure;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.security.auth.x500.X500Principal;

/**
 * A root that the user added. Its form and subject are read at once, the rest only when a chain
 * needs it: a system's bundle has some 150, and a chain needs one.
 */
final class AddedRoot {
  private final byte[] der;
  private final X500Principal subject;
  private final PemFile file;
  private final int number;

  private AddedRoot(byte[] der, X500Principal subject, PemFile file, int number) {
    this.der = der;
    this.subject = subject;
    this.file = file;
    this.number = number;
  }

  /**
   * @throws Failure of kind {@code FILE} if the bytes are not a certificate
   */
  static AddedRoot of(byte[] der, PemFile file, int number) {
    try {
      Der.requireWhole(der);
      return new AddedRoot(der, new X500Principal(Der.subject(der)), file, number);
    } catch (CertificateException malformed) {
      throw file.broken(number, "it is not a certificate, or not all of it").causedBy(malformed);
    } catch (IllegalArgumentException odd) {
      throw file.broken(number, "its subject cannot be read").causedBy(odd);
    }
  }

  X500Principal subject() {
    return subject;
  }

  boolean isEncodedAs(byte[] other) {
    return Arrays.equals(der, other);
  }

  /**
   * @throws Failure of kind {@code FILE} if it cannot be read
   */
  X509Certificate parsed(CertificateFactory factory) {
    try {
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException malformed) {
      throw file.broken(number, "it cannot be read").causedBy(malformed);
    }
  }
}
