package dev.byok.http.tls;

import dev.byok.http.tls.UntrustedException.Reason;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks one path by the JDK's PKIX rules (RFC 5280: signatures, dates, basic constraints, path
 * length, key usage, name constraints, {@code jdk.certpath.disabledAlgorithms}). Also checks what
 * those leave to TLS: the purpose of the leaf, weak keys and digests, wildcards that match an
 * excluded name, and the root itself.
 */
final class ChainValidator {
  private static final String SERVER = "1.3.6.1.5.5.7.3.1";
  private static final String NAME_CONSTRAINTS = "2.5.29.30";
  private static final String PURPOSES = "2.5.29.37";
  private static final String ANY = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;

  /**
   * The critical extensions that byok knows: key usage, alternative names, constraints, policies
   * and purposes.
   */
  private static final Set<String> KNOWN =
      Set.of(
          "2.5.29.15",
          "2.5.29.17",
          "2.5.29.18",
          "2.5.29.19",
          NAME_CONSTRAINTS,
          "2.5.29.32",
          "2.5.29.33",
          "2.5.29.36",
          PURPOSES,
          "2.5.29.54");

  /** What the faster signature provider can verify; anything else is left to the JDK's. */
  private static final Set<String> QUICK =
      Set.of(
          "SHA256withECDSA",
          "SHA384withECDSA",
          "SHA512withECDSA",
          "SHA256withRSA",
          "SHA384withRSA",
          "SHA512withRSA");

  private final CertPathValidator validator;
  private final CertificateFactory factory;
  private final @Nullable String signatures;

  /**
   * @param signatures the name of an installed signature provider, or null for the JDK's
   */
  ChainValidator(CertificateFactory factory, @Nullable String signatures)
      throws GeneralSecurityException {
    this.validator = CertPathValidator.getInstance("PKIX", "SUN");
    this.factory = factory;
    this.signatures = signatures;
  }

  /** Returns why the path (leaf first, without the root) is not valid below this root, or null. */
  @Nullable UntrustedException objection(List<X509Certificate> path, X509Certificate root)
      throws CertificateException {
    if (!mayIssue(root)) {
      return new UntrustedException(Reason.NOT_AN_AUTHORITY, null);
    }
    try {
      for (X509Certificate certificate : path) {
        requireInDate(certificate);
        Strength.require(certificate);
      }
      requireGood(root);
      ExcludedNames.require(path, root);
      List<X509Certificate> checked = constrained(path, root);
      boolean quick = true;
      for (X509Certificate certificate : checked) {
        quick &= QUICK.contains(certificate.getSigAlgName());
      }
      // The root is passed as a name and a key. If it were passed as a certificate, the JDK would
      // read all its roots a second time, for rules about SHA-1 that Strength makes superfluous.
      TrustAnchor anchor =
          new TrustAnchor(root.getSubjectX500Principal(), root.getPublicKey(), null);
      PKIXParameters parameters = new PKIXParameters(Set.of(anchor));
      parameters.setRevocationEnabled(false);
      parameters.addCertPathChecker(new PurposeChecker());
      if (quick && signatures != null) {
        parameters.setSigProvider(signatures);
      }
      validator.validate(factory.generateCertPath(checked), parameters);
      return null;
    } catch (UntrustedException refused) {
      return refused;
    } catch (CertPathValidatorException broken) {
      return new UntrustedException(reason(broken), broken);
    } catch (InvalidAlgorithmParameterException broken) {
      throw new CertificateException(broken);
    }
  }

  static void requireInDate(X509Certificate certificate) throws UntrustedException {
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException past) {
      throw new UntrustedException(Reason.EXPIRED, past);
    } catch (CertificateNotYetValidException future) {
      throw new UntrustedException(Reason.NOT_YET_VALID, future);
    }
  }

  /** Refuses a critical extension that byok does not know, since its limits are unknown. */
  static void requireKnown(X509Certificate certificate) throws UntrustedException {
    Set<String> critical = certificate.getCriticalExtensionOIDs();
    if (critical != null && !KNOWN.containsAll(critical)) {
      throw new UntrustedException(Reason.UNKNOWN_EXTENSION, null);
    }
  }

  /** The JDK gets only a root's name and key, and checks nothing else of it. */
  private static void requireGood(X509Certificate root) throws UntrustedException {
    try {
      requireInDate(root);
    } catch (UntrustedException outOfDate) {
      throw new UntrustedException(Reason.ROOT_OUT_OF_DATE, outOfDate);
    }
    Strength.requireKey(root.getPublicKey());
    requireKnown(root);
  }

  /** Checks that the leaf, if it limits its uses, allows servers and can sign a handshake. */
  static void requireServer(X509Certificate leaf) throws UntrustedException {
    boolean[] usage = leaf.getKeyUsage();
    if (!serves(leaf) || (usage != null && !usage[DIGITAL_SIGNATURE])) {
      throw new UntrustedException(Reason.WRONG_PURPOSE, null);
    }
  }

  static boolean serves(X509Certificate certificate) throws UntrustedException {
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      return purposes == null || purposes.contains(SERVER) || purposes.contains(ANY);
    } catch (CertificateParsingException malformed) {
      throw new UntrustedException(Reason.MALFORMED, malformed);
    }
  }

  private static boolean mayIssue(X509Certificate root) {
    boolean[] usage = root.getKeyUsage();
    boolean old = root.getVersion() < 3;
    return (old || root.getBasicConstraints() >= 0) && (usage == null || usage[KEY_CERT_SIGN]);
  }

  /** Appends the root if it has limits: the JDK applies only those of certificates in the path. */
  private static List<X509Certificate> constrained(
      List<X509Certificate> path, X509Certificate root) {
    boolean limited =
        root.getExtensionValue(NAME_CONSTRAINTS) != null
            || root.getExtensionValue(PURPOSES) != null
            || (root.getBasicConstraints() >= 0 && root.getBasicConstraints() != Integer.MAX_VALUE);
    if (!limited) {
      return path;
    }
    List<X509Certificate> longer = new ArrayList<>(path);
    longer.add(root);
    return longer;
  }

  private static Reason reason(CertPathValidatorException broken) {
    CertPathValidatorException.Reason reason = broken.getReason();
    if (reason == BasicReason.ALGORITHM_CONSTRAINED) {
      return Reason.WEAK;
    }
    if (reason == PKIXReason.NOT_CA_CERT
        || reason == PKIXReason.PATH_TOO_LONG
        || reason == PKIXReason.INVALID_KEY_USAGE) {
      return Reason.NOT_AN_AUTHORITY;
    }
    if (reason == PKIXReason.UNRECOGNIZED_CRIT_EXT) {
      return Reason.UNKNOWN_EXTENSION;
    }
    if (reason == PKIXReason.INVALID_NAME) {
      return Reason.FORBIDDEN_NAME;
    }
    if (reason == BasicReason.INVALID_SIGNATURE || reason == PKIXReason.NO_TRUST_ANCHOR) {
      return Reason.UNKNOWN_ISSUER;
    }
    for (Throwable t = broken; t != null; t = t.getCause()) {
      if (t instanceof UntrustedException refused) {
        return refused.reason();
      }
      if (t instanceof java.security.SignatureException
          || t instanceof java.security.InvalidKeyException) {
        return Reason.UNKNOWN_ISSUER;
      }
    }
    return Reason.MALFORMED;
  }
}
