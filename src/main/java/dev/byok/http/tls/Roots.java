package dev.byok.http.tls;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * The certificates that end a chain: the JDK's and those that the user added. Only those that a
 * chain needs are parsed.
 */
final class Roots {
  /** The variable that names a bundle, for byok as for most programs. */
  static final String VARIABLE = "SSL_CERT_FILE";

  private final CertificateFactory factory;
  private final List<AddedRoot> added;
  private final @Nullable RootIndex index;
  private @Nullable List<X509Certificate> builtIn;

  private Roots(CertificateFactory factory, List<AddedRoot> added, @Nullable RootIndex index) {
    this.factory = factory;
    this.added = added;
    this.index = index;
  }

  /**
   * @param env for {@code SSL_CERT_FILE}
   * @param caFile another PEM bundle of the user's
   * @param index the file that {@link RootIndex#write} made; without it the JDK's store is read
   * @throws Failure of kind {@code FILE} for a bundle or an index that cannot be read
   */
  static Roots of(
      CertificateFactory factory,
      Map<String, String> env,
      Optional<Path> caFile,
      Optional<Path> index) {
    List<AddedRoot> added = new ArrayList<>();
    String bundle = env.getOrDefault(VARIABLE, "");
    if (!bundle.isEmpty()) {
      added.addAll(PemFile.read(bundle, VARIABLE));
    }
    if (caFile.isPresent()) {
      added.addAll(PemFile.read(caFile.get().toString(), "tls.ca_file"));
    }
    return new Roots(factory, added, index.isPresent() ? opened(index.get()) : null);
  }

  private static RootIndex opened(Path index) {
    try {
      return RootIndex.open(index);
    } catch (IOException unreadable) {
      throw Failure.of(Kind.FILE, "cannot read the root certificates in \"" + index + "\"")
          .hint("this file belongs to byok: install it again")
          .causedBy(unreadable);
    }
  }

  /** Whether the user added this very certificate, as people do for a self-signed server. */
  boolean contains(X509Certificate certificate) throws CertificateException {
    byte[] encoded = certificate.getEncoded();
    for (AddedRoot root : added) {
      if (root.isEncodedAs(encoded)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the roots whose subject is the certificate's issuer.
   *
   * @throws Failure of kind {@code FILE} if one that the user added cannot be read
   */
  List<X509Certificate> issuersOf(X509Certificate certificate) throws CertificateException {
    X500Principal issuer = certificate.getIssuerX500Principal();
    List<X509Certificate> found = new ArrayList<>(1);
    for (AddedRoot root : added) {
      if (root.subject().equals(issuer)) {
        found.add(root.parsed(factory));
      }
    }
    try {
      if (index == null) {
        for (X509Certificate root : builtIn()) {
          addIf(found, root, issuer);
        }
      } else {
        for (byte[] der : index.find(issuer)) {
          addIf(found, parsed(der), issuer);
        }
      }
    } catch (IOException unreadable) {
      throw new CertificateException("the roots cannot be read", unreadable);
    }
    return found;
  }

  /** Returns a root with a short key, for a rehearsal. */
  Optional<X509Certificate> sample() throws IOException, CertificateException {
    if (index != null) {
      return Optional.of(parsed(index.shortest()));
    }
    return added.isEmpty() ? Optional.empty() : Optional.of(added.getFirst().parsed(factory));
  }

  private static void addIf(
      List<X509Certificate> found, X509Certificate root, X500Principal issuer) {
    if (root.getSubjectX500Principal().equals(issuer)) {
      found.add(root);
    }
  }

  private synchronized List<X509Certificate> builtIn() throws IOException, CertificateException {
    List<X509Certificate> read = builtIn;
    if (read == null) {
      read = new ArrayList<>();
      try {
        KeyStore store = jdkStore();
        for (String alias : Collections.list(store.aliases())) {
          if (store.getCertificate(alias) instanceof X509Certificate root) {
            read.add(root);
          }
        }
      } catch (KeyStoreException unreadable) {
        throw new CertificateException(unreadable);
      }
      builtIn = read;
    }
    return read;
  }

  private X509Certificate parsed(byte[] der) throws CertificateException {
    return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
  }

  /** The store that came with the running JDK. */
  static KeyStore jdkStore() throws IOException, CertificateException {
    File file = new File(System.getProperty("java.home", ""), "lib/security/cacerts");
    try {
      return KeyStore.getInstance(file, (char[]) null);
    } catch (CertificateException broken) {
      throw broken;
    } catch (GeneralSecurityException broken) {
      throw new CertificateException(broken);
    }
  }
}
