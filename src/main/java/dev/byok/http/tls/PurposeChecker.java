package dev.byok.http.tls;

import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Set;

/**
 * Handles the extended key usage extension, even if it is critical: an issuer that is limited to
 * other purposes cannot issue a server's certificate.
 */
final class PurposeChecker extends PKIXCertPathChecker {
  private static final String PURPOSES = "2.5.29.37";

  @Override
  public void init(boolean forward) {}

  @Override
  public boolean isForwardCheckingSupported() {
    return false;
  }

  @Override
  public Set<String> getSupportedExtensions() {
    return Set.of(PURPOSES);
  }

  @Override
  public void check(Certificate certificate, Collection<String> unresolved)
      throws CertPathValidatorException {
    try {
      if (!ChainValidator.serves((X509Certificate) certificate)) {
        throw new CertPathValidatorException(
            new UntrustedException(UntrustedException.Reason.WRONG_PURPOSE, null));
      }
    } catch (UntrustedException malformed) {
      throw new CertPathValidatorException(malformed);
    }
    unresolved.remove(PURPOSES);
  }
}
