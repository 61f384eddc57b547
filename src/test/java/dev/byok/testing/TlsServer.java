package dev.byok.testing;

import dev.byok.testing.TestCertificates.Issued;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A loopback TLS server with a test certificate. It answers each request with a script. */
public final class TlsServer implements Closeable {
  private final ServerSocket listener;
  private final Function<String, RawServer.Script> answers;
  private final boolean tls;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> serverNames = new CopyOnWriteArrayList<>();

  private TlsServer(
      ServerSocket listener, Function<String, RawServer.Script> answers, boolean tls) {
    this.listener = listener;
    this.answers = answers;
    this.tls = tls;
  }

  public static TlsServer start(Issued certificate) throws IOException, GeneralSecurityException {
    return start(certificate, RawServer.answer(200, "ok"));
  }

  public static TlsServer start(Issued certificate, RawServer.Script script)
      throws IOException, GeneralSecurityException {
    return answering(certificate, request -> script);
  }

  /** A server whose answer depends on the request. */
  public static TlsServer answering(Issued certificate, Function<String, RawServer.Script> answers)
      throws IOException, GeneralSecurityException {
    return new TlsServer(listener(certificate), answers, true).listening();
  }

  /** Returns a loopback listener that speaks TLS with this certificate. */
  public static ServerSocket listener(Issued certificate)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS", "SunJSSE");
    context.init(new KeyManager[] {new OneKey(certificate)}, null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  /** Starts a server that answers the client's hello with these bytes. */
  public static TlsServer greeting(byte[] bytes) throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new TlsServer(
            listener,
            request ->
                socket -> {
                  socket.getOutputStream().write(bytes);
                  // Closing without reading the hello would reset the connection.
                  socket.setSoTimeout(500);
                  socket.getInputStream().readAllBytes();
                },
            false)
        .listening();
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Returns the names that clients asked for by SNI, one for each finished handshake. */
  public List<String> serverNames() {
    return List.copyOf(serverNames);
  }

  /** Returns the requests that came through a finished handshake. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private TlsServer listening() {
    Thread.ofPlatform().daemon().start(this::accept);
    return this;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        open.add(socket);
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      }
    } catch (SocketException closed) {
      // The test is over.
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String request = "";
      if (tls) {
        byte[] bytes = RawServer.request(socket.getInputStream());
        request = new String(bytes, StandardCharsets.ISO_8859_1);
        if (socket instanceof SSLSocket secure
            && secure.getSession() instanceof ExtendedSSLSession session) {
          session.getRequestedServerNames().forEach(name -> serverNames.add(name.toString()));
        }
        if (bytes.length > 0) {
          requests.add(request);
        }
      }
      answers.apply(request).play(socket);
    } catch (IOException refused) {
      // Most tests are about clients that refuse the certificate.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends its certificate in any case. The JDK's key manager would withhold a weak or odd one. */
  private static final class OneKey extends X509ExtendedKeyManager {
    private final Issued certificate;

    OneKey(Issued certificate) {
      this.certificate = certificate;
    }

    @Override
    public @Nullable String chooseServerAlias(
        String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return type.equals(certificate.keys().getPrivate().getAlgorithm()) ? "one" : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return certificate.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return certificate.keys().getPrivate();
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
      return new String[] {"one"};
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseClientAlias(
        String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }
  }
}
