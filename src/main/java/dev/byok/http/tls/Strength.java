package dev.byok.http.tls;

import dev.byok.http.tls.UntrustedException.Reason;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;

/**
 * Refuses weak keys and signatures. Stricter than {@code jdk.certpath.disabledAlgorithms}, which
 * accepts RSA of 1,024 bits, DSA, and SHA-1 below roots that the user added.
 */
final class Strength {
  private static final int SHORTEST_RSA = 2048;
  private static final int SHORTEST_CURVE = 224;

  private Strength() {}

  /** Refuses a weak key or signature. Not for roots, whose own signature proves nothing. */
  static void require(X509Certificate certificate) throws UntrustedException {
    requireSignature(certificate);
    requireKey(certificate.getPublicKey());
  }

  static void requireKey(PublicKey key) throws UntrustedException {
    boolean weak;
    if (key instanceof RSAKey rsa) {
      weak = rsa.getModulus().bitLength() < SHORTEST_RSA;
    } else if (key instanceof ECKey curve) {
      weak = curve.getParams().getOrder().bitLength() < SHORTEST_CURVE;
    } else {
      // The JDK makes no RSAKey of a very short RSA key; only the algorithm's name is left.
      String algorithm = key.getAlgorithm();
      weak = algorithm.startsWith("RSA") || algorithm.equals("DSA");
    }
    if (weak) {
      throw new UntrustedException(Reason.WEAK_KEY, null);
    }
  }

  private static void requireSignature(X509Certificate certificate) throws UntrustedException {
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    if (algorithm.equals("RSASSA-PSS")) {
      algorithm = digest(certificate);
    }
    if (algorithm.startsWith("SHA1") || algorithm.startsWith("MD")) {
      throw new UntrustedException(Reason.WEAK, null);
    }
  }

  /** PSS names its digest in parameters; without any it is SHA-1 (RFC 4055). */
  private static String digest(X509Certificate certificate) throws UntrustedException {
    byte[] encoded = certificate.getSigAlgParams();
    if (encoded == null) {
      return "SHA1";
    }
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
      parameters.init(encoded);
      return parameters
          .getParameterSpec(PSSParameterSpec.class)
          .getDigestAlgorithm()
          .replace("-", "")
          .toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException | IOException malformed) {
      throw new UntrustedException(Reason.MALFORMED, malformed);
    }
  }
}
