package dev.byok.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.testing.TestCertificates;
import dev.byok.testing.TestCertificates.Issued;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that byok refuses what the JDK's own path rules would accept. */
@Timeout(60)
final class StricterThanTheJdkTest {
  private static final String WEAK_KEY =
      "a certificate of HOST has a key that is too weak; nothing was sent";
  private static final String FORBIDDEN =
      "the certificate of HOST has a name that its issuer may not give; nothing was sent";
  private static final String OLD_ROOT =
      "the root certificate of HOST has expired, or is not valid yet; nothing was sent";
  private static final String UNKNOWN_RULE =
      "a certificate of HOST has a critical extension that byok does not know; nothing was sent";

  @TempDir static Path folder;

  private static Issued root;

  @BeforeAll
  static void makeARoot() throws Exception {
    root = TestCertificates.authority("Good Root").selfSigned();
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_wildcard_that_an_excluded_name_meets(Tls.Library library) throws Exception {
    TestCertificates limited =
        TestCertificates.authority("Limited").excluding("bad.localhost.test");
    Issued wildcard = wildcard("*.localhost.test").under(limited.under(root));
    assertEquals(FORBIDDEN, outcome(library, wildcard, root));
    Issued limitedRoot =
        TestCertificates.authority("Limited Root").excluding("bad.localhost.test").selfSigned();
    assertEquals(
        FORBIDDEN, outcome(library, wildcard("*.localhost.test").under(limitedRoot), limitedRoot));
    Issued below = TestCertificates.authority("Below").under(limitedRoot);
    assertEquals(
        FORBIDDEN, outcome(library, wildcard("*.LOCALHOST.test").under(below), limitedRoot));
  }

  @ParameterizedTest
  @EnumSource
  void takes_a_wildcard_that_no_excluded_name_meets(Tls.Library library) throws Exception {
    Issued limited =
        TestCertificates.authority("Limited")
            .permitting("localhost")
            .excluding("a.bad.test.localhost")
            .excluding("other.test")
            .under(root);
    Issued server =
        TestCertificates.leaf("x").dns("localhost").dns("*.test.localhost").under(limited);
    assertEquals("ok", outcome(library, server, root));
    Issued excluding = TestCertificates.authority("Plain").excluding("bad.test").under(root);
    assertEquals("ok", outcome(library, TestCertificates.server().under(excluding), root));
    Issued narrow = TestCertificates.authority("Narrow").permitting("a.localhost.test").under(root);
    assertEquals(FORBIDDEN, outcome(library, wildcard("*.localhost.test").under(narrow), root));
  }

  @ParameterizedTest
  @CsvSource({
    "*.example.com,bad.example.com,true",
    "*.example.com,BAD.Example.COM,true",
    "*.example.com,bad.example.com.,true",
    "*.example.com,.bad.example.com,true",
    "*.example.com,example.com,true",
    "*.example.com,.example.com,true",
    "*.example.com,com,true",
    "*.example.com,'',true",
    "*.example.com,a.bad.example.com,false",
    "*.example.com,badexample.com,false",
    "*.example.com,bad.example.org,false",
    "*.example.com,ample.com,false",
    "*.a.example.com,b.example.com,false",
    "*.a.example.com,a.example.com,true"
  })
  void knows_when_an_excluded_name_meets_a_wildcard(String wildcard, String excluded, boolean met) {
    assertEquals(met, ExcludedNames.meet(wildcard, excluded));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_an_added_root_that_is_out_of_date(Tls.Library library) throws Exception {
    Issued old = TestCertificates.authority("Old Root").expired().selfSigned();
    assertEquals(OLD_ROOT, outcome(library, TestCertificates.server().under(old), old));
    Issued below = TestCertificates.authority("Below").under(old);
    assertEquals(OLD_ROOT, outcome(library, TestCertificates.server().under(below), old));
    Issued early = TestCertificates.authority("Early Root").notYetValid().selfSigned();
    assertEquals(OLD_ROOT, outcome(library, TestCertificates.server().under(early), early));
    // A renewed root of the same name may be next to the old one.
    Issued renewed = TestCertificates.authority("Old Root").selfSigned();
    assertEquals("ok", outcome(library, TestCertificates.server().under(renewed), old, renewed));
    assertEquals("ok", outcome(library, TestCertificates.server().under(renewed), renewed, old));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_critical_rule_that_nobody_knows(Tls.Library library) throws Exception {
    Issued odd = TestCertificates.authority("Odd Root").withAnUnknownRule().selfSigned();
    assertEquals(UNKNOWN_RULE, outcome(library, TestCertificates.server().under(odd), odd));
    Issued between = TestCertificates.authority("Odd").withAnUnknownRule().under(root);
    assertEquals(UNKNOWN_RULE, outcome(library, TestCertificates.server().under(between), root));
    Issued leaf = TestCertificates.server().withAnUnknownRule().under(root);
    assertEquals(UNKNOWN_RULE, outcome(library, leaf, root));
    Issued own = TestCertificates.server().withAnUnknownRule().selfSigned();
    assertEquals(UNKNOWN_RULE, outcome(library, own, own));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_weak_key_anywhere(Tls.Library library) throws Exception {
    for (String kind : List.of("RSA 1024", "RSA 2040", "DSA 2048")) {
      String algorithm = kind.substring(0, 3);
      int bits = Integer.parseInt(kind.substring(4));
      Issued weakRoot = TestCertificates.authority("Weak Root").key(algorithm, bits).selfSigned();
      assertEquals(WEAK_KEY, outcome(library, TestCertificates.server().under(weakRoot), weakRoot));
      Issued between = TestCertificates.authority("Weak").key(algorithm, bits).under(root);
      assertEquals(WEAK_KEY, outcome(library, TestCertificates.server().under(between), root));
    }
    Issued leaf = TestCertificates.server().rsa(1024).under(root);
    assertEquals(WEAK_KEY, outcome(library, leaf, root));
    Issued own = TestCertificates.server().rsa(1024).selfSigned();
    assertEquals(WEAK_KEY, outcome(library, own, own));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_sha1_in_a_signature_that_names_it_aside(Tls.Library library) throws Exception {
    String weak =
        "a certificate of HOST is signed in a way that is no longer safe; nothing was sent";
    Issued rsaRoot = TestCertificates.authority("RSA Root").rsa(2048).selfSigned();
    Issued sha1 = TestCertificates.server().signedWith("SHA1withRSAandMGF1").under(rsaRoot);
    assertEquals(weak, outcome(library, sha1, rsaRoot));
    Issued sha256 = TestCertificates.server().signedWith("SHA256withRSAandMGF1").under(rsaRoot);
    assertEquals("ok", outcome(library, sha256, rsaRoot));
  }

  @ParameterizedTest
  @CsvSource({"1,ok", "10,ok", "11,ok", "36,ok", "37,refused"})
  void takes_36_certificates_and_no_more(int length, String expected) throws Exception {
    Issued chain = chain(length);
    if (expected.equals("ok")) {
      assertEquals("ok", outcome(Tls.Library.CONSCRYPT, chain, root));
      trust().checkServerTrusted(sent(chain), "UNKNOWN", engine());
    } else {
      assertEquals(
          "the certificate of HOST is malformed; nothing was sent",
          outcome(Tls.Library.CONSCRYPT, chain, root));
      assertThrows(
          UntrustedException.class,
          () -> trust().checkServerTrusted(sent(chain), "UNKNOWN", engine()));
    }
  }

  private static Issued chain(int length) throws Exception {
    Issued last = root;
    for (int i = 1; i < length; i++) {
      last = TestCertificates.authority("Step " + i).under(last);
    }
    Issued leaf = TestCertificates.server().under(last);
    assertEquals(length, leaf.chain().size());
    return leaf;
  }

  /** Builds the trust by hand: the JDK reads its own limit only once in a process. */
  private static ChainTrust trust() throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509", "SUN");
    Map<String, String> env = Map.of("SSL_CERT_FILE", root.pem(folder).toString());
    Roots roots = Roots.of(factory, env, Optional.empty(), Optional.empty());
    return new ChainTrust(roots, factory, new ChainValidator(factory, null));
  }

  private static X509Certificate[] sent(Issued certificate) {
    return certificate.chain().toArray(new X509Certificate[0]);
  }

  private static SSLEngine engine() throws Exception {
    return SSLContext.getDefault().createSSLEngine("localhost", 443);
  }

  private static TestCertificates wildcard(String name) {
    return TestCertificates.server().dns(name);
  }

  private static String outcome(Tls.Library library, Issued certificate, Issued... roots)
      throws Exception {
    return Handshake.outcome(library, folder, certificate, "localhost", roots);
  }
}
