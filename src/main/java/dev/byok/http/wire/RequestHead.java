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
   * Returns the head of the only request on its connection.
   *
   * @param bodyLength in bytes, negative for a request without a body
   * @throws Failure of kind {@code USAGE} for a value that a header cannot carry; it names the
   *     header and never quotes the value, which may be a key
   */
  static byte[] bytes(Request request, long bodyLength) {
    // One request per connection: clients repeat requests because they keep connections.
    return bytes(start(request, bodyLength, false).append("Connection: close\r\n\r\n"));
  }

  /**
   * Returns the head of a request after which others may follow. Its headers are those of another
   * program and may have all characters that HTTP allows, not only those that byok itself writes.
   */
  static byte[] kept(Request request, long bodyLength) {
    return bytes(start(request, bodyLength, true).append("\r\n"));
  }

  private static StringBuilder start(Request request, long bodyLength, boolean others) {
    requireToken(request.method(), "the method");
    URI uri = request.uri();
    StringBuilder head = new StringBuilder(512);
    head.append(request.method()).append(' ').append(target(uri)).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(authority(uri)).append("\r\n");
    for (Header header : request.headers()) {
      append(head, header, others);
    }
    if (bodyLength >= 0) {
      head.append("Content-Length: ").append(bodyLength).append("\r\n");
    }
    return head;
  }

  private static byte[] bytes(StringBuilder head) {
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The host, and the port if it is not the scheme's default. */
  static String authority(URI uri) {
    int own = "https".equals(uri.getScheme()) ? 443 : 80;
    return uri.getPort() < 0 || uri.getPort() == own
        ? String.valueOf(uri.getHost())
        : uri.getHost() + ":" + uri.getPort();
  }

  private static void append(StringBuilder head, Header header, boolean others) {
    if (!others) {
      requireToken(header.name(), "a header's name");
    } else if (!isToken(header.name())) {
      throw Failure.of(Kind.USAGE, "a header's name has characters that no name may have")
          .unsent(true);
    }
    if (isFraming(header.name())) {
      throw new IllegalArgumentException("the transport itself writes " + header.name());
    }
    // No pattern switch here: linking its first one takes 13 ms of a cold start.
    String value =
        header instanceof Header.Credential credential
            ? credential.prefix() + credential.secret().open()
            : header.shown();
    boolean any = others && header instanceof Header.Plain;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isPlain = c >= ' ' && c <= '~';
      boolean isRare = c == '\t' || (c > 0x7f && c <= 0xff);
      if (!isPlain && !(any && isRare)) {
        throw unfit(header).unsent(true);
      }
    }
    head.append(header.name()).append(": ").append(value).append("\r\n");
  }

  /** Whether a header of this name says how bytes are delimited or who speaks to whom. */
  static boolean isFraming(String name) {
    return FRAMING.contains(name.toLowerCase(Locale.ROOT));
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

  /** Whether the text is a token of RFC 9110, section 5.6.2. */
  private static boolean isToken(String text) {
    boolean token = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      token &= c > ' ' && c <= '~' && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
    }
    return token;
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
