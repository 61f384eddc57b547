package dev.byok.http.tls;

import dev.byok.failure.Failure;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.conscrypt.Conscrypt;

/**
 * Opens TLS 1.2 and 1.3 connections to a named host. Setting it up takes longer than everything
 * else before a request, so {@link #prepare()} does it early, on another thread.
 */
public final class Tls {
  /** The library that speaks the protocol. */
  enum Library {
    JDK,
    CONSCRYPT
  }

  private static final int MOST_HANDSHAKE_BYTES = 100 * 1024;

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final FutureTask<SSLSocketFactory> factory;
  private volatile boolean begun;

  private Tls(FutureTask<SSLSocketFactory> factory) {
    this.factory = factory;
  }

  /**
   * Uses Conscrypt if its native library can be loaded, and the JDK otherwise. The built-in roots
   * come from the index that the system property {@code byok.roots} names, or otherwise from the
   * JDK's store.
   *
   * @param env for {@code SSL_CERT_FILE}, a PEM bundle added to the built-in roots
   * @param caFile another bundle, from the configuration
   */
  public static Tls of(Map<String, String> env, Optional<Path> caFile) {
    Optional<Path> index = Optional.ofNullable(System.getProperty("byok.roots")).map(Path::of);
    return new Tls(
        new FutureTask<>(() ->
            made(Conscrypt.isAvailable() ? Library.CONSCRYPT : Library.JDK, env, caFile, index)));
  }

  static Tls of(
      Library library, Map<String, String> env, Optional<Path> caFile, Optional<Path> index) {
    return new Tls(new FutureTask<>(() -> made(library, env, caFile, index)));
  }

  /** Does what can be done before the host is known. A failure is reported by {@link #wrap}. */
  public void prepare() {
    begun = true;
    factory.run();
  }

  /** Does the same on another thread, unless one has begun it. */
  public void prepareAhead() {
    if (!begun) {
      Thread.ofPlatform().daemon().name("tls").start(this::prepare);
    }
  }

  /**
   * Returns TLS over a connected socket, after the handshake and the check of the server's
   * certificate.
   *
   * @param host the server's name or literal address, IPv6 without brackets
   * @throws Failure of kind {@code FILE} if a bundle of roots cannot be read
   * @throws IOException if the handshake fails; if the certificate is not trusted, an {@link
   *     UntrustedException} is among its causes
   */
  public SSLSocket wrap(Socket connected, String host, int port) throws IOException {
    SSLSocket socket = (SSLSocket) factory().createSocket(connected, host, port, true);
    // New parameters, and an SNIHostName only if needed: both would read the tables of
    // international names, which takes 10 ms. For a name with a dot, the libraries send SNI anyway.
    SSLParameters parameters = new SSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (host.indexOf('.') < 0 && !HostNames.isLiteral(host)) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (IOException failed) {
      throw ownFault(failed);
    }
    return socket;
  }

  /** A broken root that the user added is not the server's fault. */
  private static IOException ownFault(IOException failed) {
    for (Throwable t = failed; t != null; t = t.getCause()) {
      if (t instanceof Failure failure) {
        throw failure;
      }
    }
    return failed;
  }

  private SSLSocketFactory factory() throws IOException {
    factory.run();
    try {
      return factory.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw new SSLException("TLS cannot be set up", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static SSLSocketFactory made(
      Library library, Map<String, String> env, Optional<Path> caFile, Optional<Path> index)
      throws IOException, GeneralSecurityException {
    CertificateFactory certificates = CertificateFactory.getInstance("X.509", "SUN");
    Roots roots = Roots.of(certificates, env, caFile, index);
    ChainValidator validator =
        new ChainValidator(certificates, library == Library.CONSCRYPT ? conscrypt() : null);
    if (library == Library.JDK) {
      admitLongChains();
    }
    SSLContext context =
        library == Library.CONSCRYPT
            ? SSLContext.getInstance("TLS", conscrypt())
            : SSLContext.getInstance("TLS", "SunJSSE");
    // Passed explicitly: the defaults would read every root, and any key of the user's.
    context.init(
        new KeyManager[0],
        new TrustManager[] {new ChainTrust(roots, certificates, validator)},
        null);
    rehearse(roots, validator);
    return context.getSocketFactory();
  }

  /**
   * Allows chains as long as Conscrypt does. The JDK reads its limits once, before its first
   * handshake.
   */
  private static void admitLongChains() {
    limit("jdk.tls.client.maxInboundCertificateChainLength", ChainTrust.LONGEST_CHAIN);
    limit("jdk.tls.maxHandshakeMessageSize", MOST_HANDSHAKE_BYTES);
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }

  /** Loads and links the classes that a path check needs, while there is time. */
  private static void rehearse(Roots roots, ChainValidator validator)
      throws IOException, GeneralSecurityException {
    Optional<X509Certificate> root = roots.sample();
    if (root.isPresent()) {
      // It does not matter here whether this root is valid.
      validator.objection(List.of(root.get()), root.get());
    }
  }

  /**
   * Installs Conscrypt as the last provider, so that nothing else uses its algorithms by accident.
   */
  private static synchronized String conscrypt() {
    String name = "Conscrypt";
    if (Security.getProvider(name) == null) {
      Provider provider =
          Conscrypt.newProviderBuilder().setName(name).provideTrustManager(false).build();
      Security.addProvider(provider);
    }
    return name;
  }
}
