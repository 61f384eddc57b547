package dev.byok.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.testing.RawServer;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TestCertificates.Issued;
import dev.byok.testing.TlsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks what is trusted and what is refused, through the whole transport, with either library. */
@Timeout(30)
final class TrustTest {
  @TempDir static Path folder;

  private static Issued root;
  private static Issued authority;

  @BeforeAll
  static void makeAuthorities() throws Exception {
    root = TestCertificates.authority("Test Root").selfSigned();
    authority = TestCertificates.authority("Test Intermediate").under(root);
  }

  @ParameterizedTest
  @EnumSource
  void accepts_a_good_chain_by_the_users_bundle(Tls.Library library) throws Exception {
    Issued good = TestCertificates.server().under(authority);
    assertEquals("ok", answer(library, good, "localhost"));
    assertEquals("ok", answer(library, good, "127.0.0.1"));
    Issued rsaRoot = TestCertificates.authority("RSA Root").rsa(2048).selfSigned();
    Issued rsa = TestCertificates.server().rsa(2048).under(rsaRoot);
    assertEquals("ok", answer(library, rsa, "localhost", rsaRoot));
  }

  @ParameterizedTest
  @EnumSource
  void accepts_a_chain_in_any_order_with_strangers_in_it(Tls.Library library) throws Exception {
    Issued good = TestCertificates.server().under(authority);
    Issued stranger = TestCertificates.authority("Stranger").selfSigned();
    Issued mixed =
        new Issued(
            good.certificate(),
            good.keys(),
            List.of(
                good.certificate(),
                stranger.certificate(),
                root.certificate(),
                authority.certificate()));
    assertEquals("ok", answer(library, mixed, "localhost"));
  }

  @ParameterizedTest
  @EnumSource
  void accepts_a_self_signed_certificate_that_the_user_named(Tls.Library library) throws Exception {
    Issued own = TestCertificates.server().selfSigned();
    assertEquals("ok", answer(library, own, "localhost", own));
    Issued stale = TestCertificates.server().expired().selfSigned();
    assertEquals("a certificate of HOST has expired", refusal(library, stale, "localhost", stale));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_another_host(Tls.Library library) throws Exception {
    String wrong = "the certificate of HOST is for another host";
    Issued other = TestCertificates.leaf("x").dns("other.test").ip("127.0.0.2").under(authority);
    assertEquals(wrong, refusal(library, other, "localhost"));
    assertEquals(wrong, refusal(library, other, "127.0.0.1"));
    Issued byCommonName = TestCertificates.leaf("localhost").under(authority);
    assertEquals(wrong, refusal(library, byCommonName, "localhost"));
    Issued addressAsName = TestCertificates.leaf("x").dns("127.0.0.1").under(authority);
    assertEquals(wrong, refusal(library, addressAsName, "127.0.0.1"));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_what_is_out_of_date(Tls.Library library) throws Exception {
    assertEquals(
        "a certificate of HOST has expired",
        refusal(library, TestCertificates.server().expired().under(authority), "localhost"));
    assertEquals(
        "a certificate of HOST is not valid yet",
        refusal(library, TestCertificates.server().notYetValid().under(authority), "localhost"));
    Issued stale = TestCertificates.authority("Stale").expired().under(root);
    assertEquals(
        "a certificate of HOST has expired",
        refusal(library, TestCertificates.server().under(stale), "localhost"));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_what_no_known_root_issued(Tls.Library library) throws Exception {
    assertEquals(
        "the certificate of HOST is self-signed",
        refusal(library, TestCertificates.server().selfSigned(), "localhost"));
    Issued unknown = TestCertificates.authority("Unknown Root").selfSigned();
    assertEquals(
        "the certificate of HOST comes from an unknown issuer",
        refusal(library, TestCertificates.server().under(unknown), "localhost"));
    // It has the same name as the trusted root, but another key.
    Issued impostor = TestCertificates.authority("Test Root").selfSigned();
    assertEquals(
        "the certificate of HOST comes from an unknown issuer",
        refusal(library, TestCertificates.server().under(impostor), "localhost"));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_what_its_issuer_may_not_issue(Tls.Library library) throws Exception {
    String mayNot = "the certificate of HOST was issued by one that may not issue it";
    Issued leaf = TestCertificates.server().under(authority);
    assertEquals(mayNot, refusal(library, TestCertificates.server().under(leaf), "localhost"));
    Issued last = TestCertificates.authority("Last").pathLength(0).under(root);
    Issued tooDeep = TestCertificates.authority("Too Deep").under(last);
    assertEquals(mayNot, refusal(library, TestCertificates.server().under(tooDeep), "localhost"));
    Issued plain = TestCertificates.leaf("plain").selfSigned();
    assertEquals(
        mayNot, refusal(library, TestCertificates.server().under(plain), "localhost", plain));
  }

  @ParameterizedTest
  @EnumSource
  void honours_what_an_added_root_limits_itself_to(Tls.Library library) throws Exception {
    Issued shallow = TestCertificates.authority("Shallow Root").pathLength(0).selfSigned();
    Issued direct = TestCertificates.server().under(shallow);
    assertEquals("ok", answer(library, direct, "localhost", shallow));
    Issued between = TestCertificates.authority("Between").under(shallow);
    assertEquals(
        "the certificate of HOST was issued by one that may not issue it",
        refusal(library, TestCertificates.server().under(between), "localhost", shallow));
    Issued clients = purposeful("Clients' Root", KeyPurposeId.id_kp_clientAuth);
    assertEquals(
        "the certificate of HOST is not meant for a server",
        refusal(library, TestCertificates.server().under(clients), "localhost", clients));
    Issued servers = purposeful("Servers' Root", KeyPurposeId.id_kp_serverAuth);
    Issued served = TestCertificates.server().under(servers);
    assertEquals("ok", answer(library, served, "localhost", servers));
  }

  private static Issued purposeful(String name, KeyPurposeId purpose) throws Exception {
    KeyPair keys = TestCertificates.authority(name).selfSigned().keys();
    X500Name subject = new X500Name("CN=" + name);
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            subject,
            BigInteger.ONE,
            Date.from(Instant.now().minusSeconds(60)),
            Date.from(Instant.now().plusSeconds(3_600)),
            subject,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    X509Certificate certificate =
        new JcaX509CertificateConverter()
            .getCertificate(
                builder.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    return new Issued(certificate, keys, List.of(certificate));
  }

  @ParameterizedTest
  @EnumSource
  void is_not_kept_busy_by_many_certificates_of_one_name(Tls.Library library) throws Exception {
    for (boolean known : List.of(true, false)) {
      String name = known ? "Test Root" : "Unknown Root";
      Issued impostor = TestCertificates.authority(name).selfSigned();
      Issued leaf = TestCertificates.server().under(impostor);
      List<X509Certificate> chain = new ArrayList<>(List.of(leaf.certificate()));
      for (int i = 0; i < 9; i++) {
        chain.add(TestCertificates.authority(name).selfSigned().certificate());
      }
      Issued many = new Issued(leaf.certificate(), leaf.keys(), chain);
      assertTimeout(
          Duration.ofSeconds(5), () -> assertNotNull(refusal(library, many, "localhost")));
    }
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_name_that_its_issuer_may_not_give(Tls.Library library) throws Exception {
    String forbidden = "the certificate of HOST has a name that its issuer may not give";
    Issued limited = TestCertificates.authority("Limited").permitting("example.test").under(root);
    Issued outside = TestCertificates.leaf("x").dns("localhost").under(limited);
    assertEquals(forbidden, refusal(library, outside, "localhost"));
    Issued limitedRoot =
        TestCertificates.authority("Limited Root").permitting("example.test").selfSigned();
    Issued outsideRoot = TestCertificates.leaf("x").dns("localhost").under(limitedRoot);
    assertEquals(forbidden, refusal(library, outsideRoot, "localhost", limitedRoot));
    Issued wide = TestCertificates.authority("Wide").permitting("localhost").under(root);
    Issued inside = TestCertificates.leaf("x").dns("localhost").under(wide);
    assertEquals("ok", answer(library, inside, "localhost"));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_certificate_for_clients(Tls.Library library) throws Exception {
    assertEquals(
        "the certificate of HOST is not meant for a server",
        refusal(library, TestCertificates.server().forClientsOnly().under(authority), "localhost"));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_weak_signatures_and_keys(Tls.Library library) throws Exception {
    String weak = "a certificate of HOST is signed in a way that is no longer safe";
    Issued sha1 = TestCertificates.server().signedWith("SHA1withECDSA").under(authority);
    assertEquals(weak, refusal(library, sha1, "localhost"));
    Issued sha1Authority =
        TestCertificates.authority("Old").signedWith("SHA1withECDSA").under(root);
    assertEquals(
        weak, refusal(library, TestCertificates.server().under(sha1Authority), "localhost"));
    Issued shortKey = TestCertificates.authority("Short").rsa(512 + 256).under(root);
    assertEquals(
        "a certificate of HOST has a key that is too weak",
        refusal(library, TestCertificates.server().under(shortKey), "localhost"));
  }

  @ParameterizedTest
  @EnumSource
  void refuses_old_protocols(Tls.Library library) throws Exception {
    String alert = "15030200020246";
    String hello = "160302002a" + "02000026" + "0302" + "00".repeat(32) + "00" + "c013" + "00";
    for (String greeting : List.of(alert, hello)) {
      try (TlsServer server = TlsServer.greeting(HexFormat.of().parseHex(greeting))) {
        Failure failure =
            assertThrows(
                Failure.class, () -> send(library, server.port(), "localhost", root).close());
        assertEquals(Kind.UNAVAILABLE, failure.kind());
        assertTrue(failure.text().contains("speaks only TLS versions"), failure.text());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void says_when_the_server_speaks_no_tls_or_nothing(Tls.Library library) throws Exception {
    byte[] http = "HTTP/1.1 400 Bad\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    try (TlsServer server = TlsServer.greeting(http)) {
      Failure failure =
          assertThrows(Failure.class, () -> send(library, server.port(), "localhost", root));
      assertTrue(failure.text().endsWith("does not speak TLS"), failure.text());
    }
    try (TlsServer server = TlsServer.greeting(new byte[0])) {
      Failure failure =
          assertThrows(Failure.class, () -> send(library, server.port(), "localhost", root));
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertNotNull(failure.hint());
    }
  }

  @ParameterizedTest
  @EnumSource
  void refuses_a_bundle_that_is_none(Tls.Library library) throws Exception {
    Path empty = Files.writeString(folder.resolve(library + "-empty.pem"), "nothing");
    Path cut =
        Files.writeString(
            folder.resolve(library + "-cut.pem"),
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    for (Path bad : List.of(empty, cut, folder.resolve("absent.pem"), folder)) {
      for (boolean byEnv : List.of(true, false)) {
        Tls tls =
            Tls.of(
                library,
                byEnv ? Map.of("SSL_CERT_FILE", bad.toString()) : Map.of(),
                byEnv ? Optional.empty() : Optional.of(bad),
                Optional.empty());
        tls.prepare();
        try (RawServer server = RawServer.start(RawServer.closeBeforeAnswer())) {
          Failure failure =
              assertThrows(
                  Failure.class,
                  () ->
                      new SocketTransport(Proxies.none(), tls)
                          .send(request("localhost", server.port())));
          assertEquals(Kind.FILE, failure.kind());
          assertTrue(failure.text().contains(bad.toString()), failure.text());
        }
      }
    }
  }

  /** Returns a refusal's text after checking that the server saw no request. */
  private static String refusal(
      Tls.Library library, Issued certificate, String host, Issued... extraRoots) throws Exception {
    try (TlsServer server = TlsServer.start(certificate)) {
      Failure failure =
          assertThrows(Failure.class, () -> send(library, server.port(), host, extraRoots).close());
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertNotNull(failure.hint());
      assertEquals(List.of(), server.requests());
      return failure
          .text()
          .replace(host + ":" + server.port(), "HOST")
          .replace("; nothing was sent", "");
    }
  }

  private static String answer(
      Tls.Library library, Issued certificate, String host, Issued... extraRoots) throws Exception {
    try (TlsServer server = TlsServer.start(certificate);
        Response response = send(library, server.port(), host, extraRoots)) {
      return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Response send(Tls.Library library, int port, String host, Issued... extraRoots)
      throws Exception {
    List<String> bundle = new ArrayList<>(List.of(TestCertificates.pem(root.certificate())));
    for (Issued extra : extraRoots) {
      bundle.add(TestCertificates.pem(extra.certificate()));
    }
    Path file = Files.createTempFile(folder, "bundle", ".pem");
    Files.writeString(file, String.join("\n# a comment\n", bundle));
    Tls tls =
        Tls.of(
            library, Map.of("SSL_CERT_FILE", file.toString()), Optional.empty(), Optional.empty());
    return new SocketTransport(Proxies.none(), tls).send(request(host, port));
  }

  private static Request request(String host, int port) throws IOException {
    return new Request(
        "POST",
        URI.create("https://" + host + ":" + port + "/v1"),
        List.of(),
        "prompt",
        Duration.ofSeconds(10));
  }
}
