package dev.byok.http.wire;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.ProxyException;
import dev.byok.http.tls.UntrustedException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NetworkInterface;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import javax.net.ssl.SSLException;

/**
 * Words the failure of a request without an answer. The texts name the host and nothing that was
 * sent.
 */
final class NetworkFailures {
  private NetworkFailures() {}

  static Failure of(IOException failed, URI uri, Duration idle) {
    String host = RequestHead.authority(uri);
    return told(failed, host, idle).causedBy(failed);
  }

  private static Failure told(IOException failed, String host, Duration idle) {
    for (Throwable t = failed; t != null; t = t.getCause()) {
      if (t instanceof UntrustedException untrusted) {
        return CertificateFailures.of(untrusted.reason(), host);
      }
    }
    return switch (failed) {
      case ProxyException proxy -> proxy(proxy, host);
      case IdleTimeoutException drip when drip.isDripping() ->
          unavailable(host + " answered too slowly: " + drip.getMessage())
              .hint("try again, or wait longer with --timeout");
      case IdleTimeoutException silent -> silence(host, idle);
      case SocketTimeoutException silent -> silence(host, idle);
      case UnknownHostException unknown -> unknown(host);
      case NoRouteToHostException unreachable -> noNetwork(host);
      case ConnectException refused -> unconnected(refused, host);
      case SSLException broken -> tls(broken, host);
      case ProtocolException odd ->
          unavailable(host + " did not answer in HTTP")
              .detail(String.valueOf(odd.getMessage()))
              .hint("check the base URL: its scheme, host and port");
      case SocketException broken when unreachable(broken) -> noNetwork(host);
      default ->
          unavailable(host + " closed the connection before it answered")
              .hint("try again; if it happens again, the service or a proxy is failing");
    };
  }

  private static Failure unknown(String host) {
    return hasNetwork()
        ? unavailable("cannot find the host \"" + host + "\"")
            .hint("check the network, and the spelling of the host")
        : noNetwork(host);
  }

  private static Failure unconnected(ConnectException refused, String host) {
    if (unreachable(refused)) {
      return noNetwork(host);
    }
    if (message(refused).contains("timed out")) {
      return unavailable(host + " cannot be reached: no answer to the connection")
          .hint("check the host and port; a firewall may be dropping the connection");
    }
    return unavailable(host + " refused the connection")
        .hint("check the host and port, and that the server is running");
  }

  private static Failure silence(String host, Duration idle) {
    return unavailable(host + " said nothing for " + IdleTimeoutException.inWords(idle))
        .hint("try again, or wait longer with --timeout");
  }

  private static Failure noNetwork(String host) {
    return unavailable("no network: " + host + " cannot be reached")
        .hint("connect this machine to the network, or set HTTPS_PROXY if you need a proxy");
  }

  private static Failure proxy(ProxyException failed, String host) {
    String proxy = String.valueOf(failed.getMessage());
    return switch (failed.status()) {
      case 0 ->
          unavailable("the proxy " + proxy + " cannot be reached")
              .hint("check HTTPS_PROXY; name hosts that need no proxy in NO_PROXY");
      case 407 ->
          unavailable("the proxy " + proxy + " needs a user name and password")
              .hint("write them into the proxy's URL: http://user:password@" + proxy);
      default ->
          unavailable("the proxy " + proxy + " does not connect to " + host)
              .detail("it answered " + failed.status())
              .hint("ask who runs the proxy, or name the host in NO_PROXY");
    };
  }

  /** Searches the library's own words, but never shows them. */
  private static Failure tls(SSLException broken, String host) {
    String message = message(broken);
    if (message.contains("protocol_version")
        || message.contains("protocol version")
        || message.contains("unsupported_protocol")) {
      return unavailable(host + " speaks only TLS versions that are no longer safe")
          .hint("byok needs TLS 1.2 or 1.3: the server, or a proxy on the way, must be updated");
    }
    if (message.contains("wrong_version_number")
        || message.contains("http_request")
        || message.contains("unable to parse tls packet header")
        || message.contains("unsupported or unrecognized ssl message")) {
      return unavailable(host + " does not speak TLS")
          .hint("check the port; for a server on this machine write http:// instead of https://");
    }
    if (message.contains("closed") || message.contains("terminated") || message.contains("reset")) {
      return unavailable(host + " broke off the TLS handshake")
          .hint("try again; a firewall or proxy on the way may be the cause");
    }
    return unavailable("no secure connection to " + host)
        .hint("the TLS handshake failed: check the host and port, or a proxy on the way");
  }

  private static boolean unreachable(SocketException failed) {
    return message(failed).contains("unreachable");
  }

  private static String message(Exception failed) {
    return String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
  }

  private static boolean hasNetwork() {
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        if (each.isUp() && !each.isLoopback()) {
          return true;
        }
      }
      return false;
    } catch (SocketException unknown) {
      // Unknown, but a wrong name is more likely than no network.
      return true;
    }
  }

  static Failure unavailable(String text) {
    return Failure.of(Kind.UNAVAILABLE, text);
  }
}
