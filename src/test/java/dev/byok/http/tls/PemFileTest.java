package dev.byok.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Request;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TestCertificates.Issued;
import dev.byok.testing.TlsServer;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which bundles of roots byok reads, and what it says about any other file. */
@Timeout(30)
final class PemFileTest {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  private static Issued root;
  private static String good;

  @TempDir private Path folder;
  private Path file;

  @BeforeAll
  static void makeARoot() throws Exception {
    root = TestCertificates.authority("Root").selfSigned();
    good = TestCertificates.pem(root.certificate());
  }

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("roots.pem");
  }

  @Test
  void takes_what_editors_and_tools_make_of_a_bundle() throws Exception {
    String key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    for (String text :
        List.of(
            good,
            good.replace("\n", "\r\n"),
            good.replace("\n", "\r"),
            "\u00ef\u00bb\u00bf" + good,
            "\n \n" + good.strip(),
            "# Root: Größe\n" + good + "and some words behind it\0\1",
            key + good + key,
            good.replace("\n", "\n  "),
            BEGIN + good.replace(BEGIN, "").replace(END, "").replace("\n", "") + END)) {
      assertEquals(1, found(text), text);
      assertEquals(2, found(text + "\n" + good), text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSL_CERT_FILE", "tls.ca_file"})
  void names_the_file_the_certificate_and_what_named_it(String source) throws Exception {
    Files.writeString(file, good + good + withSubject(5));
    Failure failure = refusal(source);
    assertEquals("certificate 3 in \"" + file + "\" is broken", failure.text());
    assertEquals(List.of("its subject cannot be read"), failure.details());
    assertTrue(String.valueOf(failure.hint()).contains(source), failure.hint());
  }

  @Test
  void tells_which_certificate_is_broken_and_how() throws Exception {
    byte[] der = root.certificate().getEncoded();
    byte[] longer = Arrays.copyOf(der, der.length + 1);
    assertBroken(1, "END CERTIFICATE line is missing", good.replace(END, ""));
    assertBroken(1, "END CERTIFICATE line is missing", good.replace(END, "") + good);
    assertBroken(2, "END CERTIFICATE line is missing", good + good.substring(0, 200));
    assertBroken(2, "END CERTIFICATE line is missing", good + BEGIN);
    assertBroken(2, "not a certificate", good + BEGIN + "\n" + END);
    assertBroken(1, "not a certificate", BEGIN + "\nMIIB\n" + END + good);
    assertBroken(1, "not valid Base64", BEGIN + "\n%%%%\n" + END);
    assertBroken(1, "not valid Base64", good.replace("MII", "M-II"));
    assertBroken(1, "not valid Base64", BEGIN + "\nProc-Type: 4,ENCRYPTED\n\n" + END);
    assertBroken(1, "not a certificate", pem(longer));
    assertBroken(1, "not a certificate", pem(Arrays.copyOf(der, der.length - 1)));
    assertBroken(1, "not a certificate", pem(new byte[40]));
    assertBroken(1, "is broken", withSubject(0x13));
  }

  @Test
  void tells_what_is_in_a_file_without_certificates() throws Exception {
    assertNone("the file is empty", "".getBytes(StandardCharsets.UTF_8));
    assertNone("it is in DER form, not in PEM", root.certificate().getEncoded());
    String key = "-----BEGIN EC PRIVATE KEY-----\nCANARY\n-----END EC PRIVATE KEY-----\n";
    Failure failure = assertNone("it holds a private key", key.getBytes(StandardCharsets.UTF_8));
    assertFalse((failure.text() + failure.details() + failure.hint()).contains("CANARY"));
    for (byte[] none :
        List.of(
            "nothing".getBytes(StandardCharsets.UTF_8),
            "-----END CERTIFICATE-----".getBytes(StandardCharsets.UTF_8),
            good.replace("CERTIFICATE", "CERTIFICATE REQUEST").getBytes(StandardCharsets.UTF_8),
            good.getBytes(StandardCharsets.UTF_16))) {
      Files.write(file, none);
      assertEquals("no certificates in \"" + file + "\"", refusal("SSL_CERT_FILE").text());
    }
  }

  @Test
  void opens_nothing_but_a_regular_file_of_a_size_that_a_bundle_has() throws Exception {
    assertUnread("no such file", file);
    assertUnread("it is a folder", folder);
    Path pipe = folder.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    assertUnread("it is not a regular file", pipe);
    Path link = Files.createSymbolicLink(folder.resolve("link"), pipe);
    assertUnread("it is not a regular file", link);
    assertUnread("it is not a regular file", Path.of("/dev/zero"));
    assertUnread("it is not a regular file", Path.of("/dev/null"));
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    assertUnread("it cannot be opened or read", loop);
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength((16L << 20) + 1);
    }
    assertUnread("it is larger than 16 MiB", file);
    // A file that reports no size but has content.
    Path proc = Path.of("/proc/cpuinfo");
    assumeTrue(Files.exists(proc));
    assertTrue(refusal(proc, "SSL_CERT_FILE").text().startsWith("no certificates in"));
  }

  @Test
  void follows_a_link_to_a_bundle() throws Exception {
    Files.writeString(file, good);
    Path link = Files.createSymbolicLink(folder.resolve("link.pem"), file);
    assertEquals(1, PemFile.read(link.toString(), "SSL_CERT_FILE").size());
  }

  /** The broken certificate has the name of the root that the handshake needs, so it is read. */
  @ParameterizedTest
  @EnumSource
  void tells_of_a_broken_root_that_only_a_handshake_finds(Tls.Library library) throws Exception {
    Files.writeString(file, good + pem(withoutDates(root.certificate())));
    Issued server = TestCertificates.server().under(root);
    try (TlsServer listening = TlsServer.start(server)) {
      Tls tls =
          Tls.of(
              library,
              Map.of("SSL_CERT_FILE", file.toString()),
              Optional.empty(),
              Optional.empty());
      tls.prepare();
      URI uri = URI.create("https://localhost:" + listening.port());
      Request request = new Request("GET", uri, List.of(), null, Duration.ofSeconds(10));
      Failure failure =
          assertThrows(Failure.class, () -> new SocketTransport(Proxies.none(), tls).send(request));
      assertEquals(Kind.FILE, failure.kind());
      assertEquals("certificate 2 in \"" + file + "\" is broken", failure.text());
      assertEquals(List.of(), listening.requests());
    }
  }

  @Test
  void ends_a_command_that_needs_it_and_no_other() throws Exception {
    Files.writeString(file, good + withSubject(5));
    try (RawServer server = RawServer.start(RawServer.closeBeforeAnswer())) {
      for (Path bad : List.of(file, Path.of("/dev/zero"), folder)) {
        CliRunner byok =
            new CliRunner(folder)
                .env("SSL_CERT_FILE", bad.toString())
                .env("BYOK_OPENAI_API_KEY", "sk-KEY-KEY-KEY-KEY")
                .env("BYOK_OPENAI_HOST", "https://127.0.0.1:" + server.port());
        CliRunner.Result run = byok.run("run", "-m", "openai/m", "--no-stdin", "hello");
        assertEquals(12, run.exitCode(), run.err());
        assertTrue(run.err().contains("\"" + bad + "\""), run.err());
        assertTrue(run.err().contains("SSL_CERT_FILE"), run.err());
        assertEquals(0, byok.run("keys", "list").exitCode());
        assertEquals(0, byok.run("providers").exitCode());
        assertEquals(0, byok.run("run", "-m", "demo/echo", "--no-stdin", "hello").exitCode());
      }
    }
  }

  private int found(String text) throws Exception {
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    return PemFile.read(file.toString(), "SSL_CERT_FILE").size();
  }

  private void assertBroken(int number, String why, String text) throws Exception {
    Files.writeString(file, text);
    Failure failure = refusal("SSL_CERT_FILE");
    assertEquals("certificate " + number + " in \"" + file + "\" is broken", failure.text());
    assertTrue((failure.text() + failure.details()).contains(why), failure.details().toString());
  }

  private Failure assertNone(String why, byte[] content) throws Exception {
    Files.write(file, content);
    Failure failure = refusal("SSL_CERT_FILE");
    assertEquals("no certificates in \"" + file + "\"", failure.text());
    assertEquals(List.of(why), failure.details());
    return failure;
  }

  private static void assertUnread(String why, Path path) throws Exception {
    for (String source : List.of("SSL_CERT_FILE", "tls.ca_file")) {
      Failure failure = refusal(path, source);
      assertEquals("cannot read the certificates in \"" + path + "\"", failure.text());
      assertEquals(List.of(why), failure.details());
    }
  }

  private Failure refusal(String source) throws Exception {
    return refusal(file, source);
  }

  private static Failure refusal(Path path, String source) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509", "SUN");
    boolean variable = source.equals("SSL_CERT_FILE");
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                Roots.of(
                    factory,
                    variable ? Map.of(source, path.toString()) : Map.of(),
                    variable ? Optional.empty() : Optional.of(path),
                    Optional.empty()));
    assertEquals(Kind.FILE, failure.kind());
    assertTrue(String.valueOf(failure.hint()).length() > 5);
    return failure;
  }

  /** Returns the root with this tag as the type of its subject's name. */
  private static String withSubject(int tag) throws Exception {
    byte[] der = root.certificate().getEncoded();
    byte[] subject = Der.subject(der);
    int at = 0;
    while (!Arrays.equals(der, at, at + subject.length, subject, 0, subject.length)
        || at < der.length / 4) {
      at++;
    }
    // SEQUENCE, SET, SEQUENCE, each with a length of one byte, then the type.
    der[at + 6] = (byte) tag;
    return pem(der);
  }

  private static byte[] withoutDates(X509Certificate certificate) throws Exception {
    byte[] der = certificate.getEncoded();
    for (int i = 0; i + 15 <= der.length; i++) {
      if (der[i] == 0x17 && der[i + 1] == 13 && der[i + 14] == 'Z') {
        Arrays.fill(der, i + 2, i + 14, (byte) 'X');
      }
    }
    return der;
  }

  private static String pem(byte[] der) {
    return BEGIN
        + "\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n"
        + END
        + "\n";
  }
}
