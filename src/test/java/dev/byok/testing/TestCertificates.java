package dev.byok.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Builds certificates: good ones, and every kind that must be refused. Each builder makes one. */
public final class TestCertificates {
  /** A certificate, its keys, and the chain that a server sends: itself first, no root. */
  public record Issued(X509Certificate certificate, KeyPair keys, List<X509Certificate> chain) {
    /** Writes the certificate to a PEM file, such as {@code SSL_CERT_FILE} names. */
    public Path pem(Path folder) throws IOException, GeneralSecurityException {
      Path file = Files.createTempFile(folder, "root", ".pem");
      Files.writeString(file, TestCertificates.pem(certificate));
      return file;
    }
  }

  private static final AtomicLong SERIAL = new AtomicLong(1000);

  private final String subject;
  private final List<GeneralName> names = new ArrayList<>();
  private Instant from = Instant.now().minus(Duration.ofDays(1));
  private Instant until = Instant.now().plus(Duration.ofDays(30));
  private String algorithm = "SHA256withECDSA";
  private KeyPurposeId purpose = KeyPurposeId.id_kp_serverAuth;
  private int pathLength = -1;
  private boolean authority;
  private String keyAlgorithm = "EC";
  private int keyBits = 256;
  private boolean odd;
  private @Nullable String permitted;
  private final List<String> excluded = new ArrayList<>();

  private TestCertificates(String subject) {
    this.subject = subject;
  }

  /** Builds a root or an intermediate. */
  public static TestCertificates authority(String name) {
    TestCertificates builder = new TestCertificates("CN=" + name);
    builder.authority = true;
    return builder;
  }

  /** Builds a server's certificate for localhost and 127.0.0.1. */
  public static TestCertificates server() {
    return leaf("server").dns("localhost").ip("127.0.0.1");
  }

  /** Builds a certificate without alternative names. */
  public static TestCertificates leaf(String name) {
    return new TestCertificates("CN=" + name);
  }

  public static String pem(X509Certificate certificate) throws GeneralSecurityException {
    Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN CERTIFICATE-----\n"
        + encoder.encodeToString(certificate.getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  public TestCertificates dns(String name) {
    names.add(new GeneralName(GeneralName.dNSName, name));
    return this;
  }

  public TestCertificates ip(String address) {
    names.add(new GeneralName(GeneralName.iPAddress, address));
    return this;
  }

  /** Sets the period in which it is valid, relative to now. */
  public TestCertificates valid(Duration start, Duration end) {
    from = Instant.now().plus(start);
    until = Instant.now().plus(end);
    return this;
  }

  public TestCertificates expired() {
    return valid(Duration.ofDays(-10), Duration.ofDays(-1));
  }

  public TestCertificates notYetValid() {
    return valid(Duration.ofDays(1), Duration.ofDays(10));
  }

  public TestCertificates pathLength(int most) {
    pathLength = most;
    return this;
  }

  public TestCertificates forClientsOnly() {
    purpose = KeyPurposeId.id_kp_clientAuth;
    return this;
  }

  /** Lets the authority issue for this domain only. */
  public TestCertificates permitting(String domain) {
    permitted = domain;
    return this;
  }

  public TestCertificates signedWith(String signatureAlgorithm) {
    algorithm = signatureAlgorithm;
    return this;
  }

  public TestCertificates rsa(int bits) {
    return key("RSA", bits);
  }

  /** Sets the algorithm of the key, and its size as {@link KeyPairGenerator} takes it. */
  public TestCertificates key(String keysAlgorithm, int bits) {
    keyAlgorithm = keysAlgorithm;
    keyBits = bits;
    return this;
  }

  /** Lets the authority issue for no name in this domain. */
  public TestCertificates excluding(String domain) {
    excluded.add(domain);
    return this;
  }

  /** Adds a critical extension that nobody knows. */
  public TestCertificates withAnUnknownRule() {
    odd = true;
    return this;
  }

  public Issued selfSigned() throws GeneralSecurityException, IOException {
    return issue(null);
  }

  public Issued under(Issued issuer) throws GeneralSecurityException, IOException {
    return issue(issuer);
  }

  private Issued issue(@Nullable Issued issuer) throws GeneralSecurityException, IOException {
    KeyPair keys = keys();
    KeyPair signer = issuer == null ? keys : issuer.keys;
    String kind = signer.getPrivate().getAlgorithm();
    String signature = kind.equals("EC") ? algorithm : algorithm.replace("ECDSA", kind);
    X500Name name = new X500Name(subject);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            issuer == null
                ? name
                : new X500Name(issuer.certificate.getSubjectX500Principal().getName()),
            BigInteger.valueOf(SERIAL.getAndIncrement()),
            Date.from(from),
            Date.from(until),
            name,
            keys.getPublic());
    extend(builder);
    try {
      X509Certificate certificate =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(new JcaContentSignerBuilder(signature).build(signer.getPrivate())));
      List<X509Certificate> chain = new ArrayList<>(List.of(certificate));
      if (issuer != null
          && !issuer
              .certificate
              .getSubjectX500Principal()
              .equals(issuer.certificate.getIssuerX500Principal())) {
        chain.addAll(issuer.chain);
      }
      return new Issued(certificate, keys, chain);
    } catch (OperatorCreationException unknown) {
      throw new GeneralSecurityException(unknown);
    }
  }

  private void extend(JcaX509v3CertificateBuilder builder) throws IOException {
    if (authority) {
      BasicConstraints constraints =
          pathLength < 0 ? new BasicConstraints(true) : new BasicConstraints(pathLength);
      builder.addExtension(Extension.basicConstraints, true, constraints);
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    } else {
      builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }
    if (!names.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(new GeneralName[0])));
    }
    if (permitted != null || !excluded.isEmpty()) {
      builder.addExtension(
          Extension.nameConstraints,
          true,
          new NameConstraints(
              permitted == null ? null : subtrees(List.of(permitted)),
              excluded.isEmpty() ? null : subtrees(excluded)));
    }
    if (odd) {
      builder.addExtension(new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1"), true, DERNull.INSTANCE);
    }
  }

  private static GeneralSubtree[] subtrees(List<String> domains) {
    return domains.stream()
        .map(domain -> new GeneralSubtree(new GeneralName(GeneralName.dNSName, domain)))
        .toArray(GeneralSubtree[]::new);
  }

  private KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
    generator.initialize(keyBits);
    return generator.generateKeyPair();
  }
}
