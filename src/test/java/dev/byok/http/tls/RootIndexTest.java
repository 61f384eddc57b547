package dev.byok.http.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.TestCertificates;
import dev.byok.testing.TestCertificates.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RootIndexTest {
  @TempDir Path folder;

  @Test
  void finds_every_root_of_the_jdk_by_its_subject() throws Exception {
    KeyStore store = Roots.jdkStore();
    Path file = folder.resolve("roots");
    RootIndex.write(store, file);
    RootIndex index = RootIndex.open(file);
    List<String> aliases = Collections.list(store.aliases());
    assertTrue(aliases.size() > 50);
    for (String alias : aliases) {
      X509Certificate root = (X509Certificate) store.getCertificate(alias);
      assertArrayEquals(
          root.getSubjectX500Principal().getEncoded(), Der.subject(root.getEncoded()));
      assertTrue(
          index.find(root.getSubjectX500Principal()).stream()
              .anyMatch(der -> Arrays.equals(der, encoded(root))),
          alias);
    }
    assertEquals(List.of(), index.find(new X500Principal("CN=nobody")));
  }

  @Test
  void is_the_same_for_the_same_store() throws Exception {
    RootIndex.write(Roots.jdkStore(), folder.resolve("a"));
    RootIndex.write(Roots.jdkStore(), folder.resolve("b"));
    assertEquals(-1, Files.mismatch(folder.resolve("a"), folder.resolve("b")));
  }

  @Test
  void gives_roots_of_the_same_name_all_of_them() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("a", TestCertificates.authority("Twin").selfSigned().certificate());
    store.setCertificateEntry("b", TestCertificates.authority("Twin").selfSigned().certificate());
    Path file = folder.resolve("twins");
    RootIndex.write(store, file);
    assertEquals(2, RootIndex.open(file).find(new X500Principal("CN=twin")).size());
  }

  @Test
  void gives_the_same_issuers_as_the_store() throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    Issued added = TestCertificates.authority("Added").selfSigned();
    Path file = folder.resolve("roots");
    RootIndex.write(Roots.jdkStore(), file);
    Map<String, String> env = Map.of("SSL_CERT_FILE", added.pem(folder).toString());
    Roots indexed = Roots.of(factory, env, Optional.empty(), Optional.of(file));
    Roots whole = Roots.of(factory, env, Optional.empty(), Optional.empty());
    KeyStore store = Roots.jdkStore();
    for (String alias : Collections.list(store.aliases())) {
      X509Certificate root = (X509Certificate) store.getCertificate(alias);
      assertEquals(Set.copyOf(whole.issuersOf(root)), Set.copyOf(indexed.issuersOf(root)), alias);
      assertTrue(indexed.issuersOf(root).size() >= 1 || !selfIssued(root), alias);
    }
    assertEquals(List.of(added.certificate()), indexed.issuersOf(added.certificate()));
  }

  @Test
  void verifies_the_signature_of_every_root_by_either_library() throws Exception {
    Tls.of(Tls.Library.CONSCRYPT, Map.of(), Optional.empty(), Optional.empty()).prepare();
    CertificateFactory factory = CertificateFactory.getInstance("X.509", "SUN");
    ChainValidator byJdk = new ChainValidator(factory, null);
    ChainValidator byConscrypt = new ChainValidator(factory, "Conscrypt");
    KeyStore store = Roots.jdkStore();
    int verified = 0;
    for (String alias : Collections.list(store.aliases())) {
      X509Certificate root = (X509Certificate) store.getCertificate(alias);
      UntrustedException jdk = byJdk.objection(List.of(root), root);
      UntrustedException conscrypt = byConscrypt.objection(List.of(root), root);
      assertEquals(jdk == null, conscrypt == null, alias);
      verified += jdk == null ? 1 : 0;
    }
    // The others are signed with SHA-1, which does not matter for a root, or have expired.
    assertTrue(verified > store.size() / 2, verified + " of " + store.size());
  }

  @Test
  void refuses_a_file_that_is_no_index() throws IOException {
    Path junk = Files.writeString(folder.resolve("junk"), "BYOKROOT but not really");
    assertThrows(IOException.class, () -> RootIndex.open(junk));
    Path empty = Files.writeString(folder.resolve("empty"), "");
    assertThrows(IOException.class, () -> RootIndex.open(empty));
  }

  private static boolean selfIssued(X509Certificate root) {
    return root.getSubjectX500Principal().equals(root.getIssuerX500Principal());
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (java.security.cert.CertificateEncodingException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
