package dev.byok.http.tls;

import dev.byok.failure.Failure;
import dev.byok.http.tls.UntrustedException.Reason;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a server is who it claims to be, in the same way for either TLS library. The
 * certificate must name the host, and a path of valid certificates must lead from it to a root.
 * Revocation lists are not consulted, as in the JDK's own default.
 */
final class ChainTrust extends X509ExtendedTrustManager {
  static final int LONGEST_CHAIN = 36;

  /** Certificates of the same name can form millions of paths; an honest chain needs a few. */
  private static final int MOST_CHECKS = 32;

  private static final int MOST_STEPS = 256;

  private final Roots roots;
  private final CertificateFactory factory;
  private final ChainValidator validator;

  ChainTrust(Roots roots, CertificateFactory factory, ChainValidator validator) {
    this.roots = roots;
    this.factory = factory;
    this.validator = validator;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    SSLSession session = socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null;
    check(chain, session == null ? null : session.getPeerHost());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, engine.getPeerHost());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("a certificate is never judged without the host's name");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("byok is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }

  private void check(X509Certificate[] sent, @Nullable String host) throws CertificateException {
    try {
      judge(sent, host);
    } catch (Failure brokenRoot) {
      // Of a failure, the TLS libraries preserve only the cause of a CertificateException.
      throw new CertificateException(brokenRoot);
    }
  }

  private void judge(X509Certificate[] sent, @Nullable String host) throws CertificateException {
    if (host == null || host.isEmpty() || sent.length == 0 || sent.length > LONGEST_CHAIN) {
      throw new UntrustedException(Reason.MALFORMED, null);
    }
    List<X509Certificate> chain = new ArrayList<>(sent.length);
    for (X509Certificate certificate : sent) {
      chain.add(parsed(certificate));
    }
    X509Certificate leaf = chain.getFirst();
    if (!HostNames.match(host, leaf)) {
      throw new UntrustedException(Reason.WRONG_HOST, null);
    }
    ChainValidator.requireServer(leaf);
    if (roots.contains(leaf)) {
      ChainValidator.requireInDate(leaf);
      Strength.require(leaf);
      ChainValidator.requireKnown(leaf);
      return;
    }
    List<X509Certificate> path = new ArrayList<>();
    path.add(leaf);
    UntrustedException refusal = new Search(chain).objection(path);
    if (refusal != null) {
      throw refusal;
    }
  }

  /** The search for a path during one handshake. */
  private final class Search {
    private final List<X509Certificate> sent;
    private int steps = MOST_STEPS;
    private int checks = MOST_CHECKS;

    Search(List<X509Certificate> sent) {
      this.sent = sent;
    }

    /** Tries every path from the last of {@code path} to a root. Returns null if one is valid. */
    @Nullable UntrustedException objection(List<X509Certificate> path) throws CertificateException {
      X509Certificate last = path.getLast();
      UntrustedException refusal = null;
      for (X509Certificate root : roots.issuersOf(last)) {
        if (checks-- <= 0) {
          return new UntrustedException(Reason.MALFORMED, null);
        }
        UntrustedException objection = validator.objection(path, root);
        if (objection == null) {
          return null;
        }
        refusal = objection;
      }
      for (X509Certificate issuer : sent) {
        if (path.contains(issuer)
            || !issuer.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
          continue;
        }
        if (steps-- <= 0) {
          return new UntrustedException(Reason.MALFORMED, null);
        }
        path.add(issuer);
        UntrustedException objection = objection(path);
        if (objection == null) {
          return null;
        }
        path.removeLast();
        refusal = refusal == null ? objection : refusal;
      }
      return refusal == null ? unknown(path) : refusal;
    }
  }

  private static UntrustedException unknown(List<X509Certificate> path) {
    X509Certificate leaf = path.getFirst();
    boolean own = leaf.getSubjectX500Principal().equals(leaf.getIssuerX500Principal());
    return new UntrustedException(own ? Reason.SELF_SIGNED : Reason.UNKNOWN_ISSUER, null);
  }

  /** Converts to the JDK's own class, as the path checks would otherwise do at each step. */
  private X509Certificate parsed(X509Certificate certificate) throws CertificateException {
    return (X509Certificate)
        factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
  }
}
