package dev.byok.http.wire;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Builds the bytes of the request line and headers. Adds only framing to what the caller gave. */
final class RequestHead {
  private static final List<String> FRAMING =
      List.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "upgrade",
          "expect",
          "te",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection");

  private RequestHead() {}

  /**
   * @param bodyLength in bytes, negative for a request without a body
   * @throws Failure of kind {@code USAGE} for a value that a header cannot carry; it names the
   *     header and never quotes the value, which may be a key
   */
  static byte[] bytes(Request request, long bodyLength) {
    requireToken(request.method(), "the method");
    URI uri = request.uri();
    StringBuilder head = new StringBuilder(512);
    head.append(request.method()).append(' ').append(target(uri)).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(authority(uri)).append("\r\n");
    for (Header header : request.headers()) {
      append(head, header);
    }
    if (bodyLength >= 0) {
      head.append("Content-Length: ").append(bodyLength).append("\r\n");
    }
    // One request per connection: clients repeat requests because they keep connections.
    head.append("Connection: close\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The host, and the port if it is not the scheme's default. */
  static String authority(URI uri) {
    int own = "https".equals(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 || uri.getPort() == own
        ? String.valueOf(uri.getHost())
        : uri.getHost() + ":" + uri.getPort();
  }

  private static void append(StringBuilder head, Header header) {
    requireToken(header.name(), "a header's name");
    if (FRAMING.contains(header.name().toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("the transport itself writes " + header.name());
    }
    // No pattern switch here: linking its first one takes 13 ms of a cold start.
    String value =
        header instanceof Header.Credential credential
            ? credential.prefix() + credential.secret().open()
            : header.shown();
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        throw unfit(header);
      }
    }
    head.append(header.name()).append(": ").append(value).append("\r\n");
  }

  private static Failure unfit(Header header) {
    return switch (header) {
      case Header.Plain plain ->
          Failure.of(
                  Kind.USAGE,
                  "the value of the header \"" + plain.name() + "\" contains a forbidden character")
              .hint("use printable ASCII, on one line");
      case Header.Credential credential ->
          Failure.of(
                  Kind.USAGE,
                  "the key for the header \""
                      + credential.name()
                      + "\" contains a character that a key cannot have")
              .hint("a line break or an invisible character was pasted with it: add the key again");
    };
  }

  private static String target(URI uri) {
    URI ascii = URI.create(uri.toASCIIString());
    String path = String.valueOf(ascii.getRawPath());
    String query = ascii.getRawQuery() == null ? "" : "?" + ascii.getRawQuery();
    return (path.isEmpty() ? "/" : path) + query;
  }

  private static void requireToken(String text, String what) {
    boolean token = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      token &=
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
    }
    if (!token) {
      throw Failure.of(Kind.USAGE, what + " may hold letters, digits, - and _ only");
    }
  }
}
