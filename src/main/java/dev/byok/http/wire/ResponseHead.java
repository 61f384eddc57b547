package dev.byok.http.wire;

import dev.byok.http.Header;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Status and headers of an answer, read byte by byte up to the empty line and no further.
 *
 * @param isOld whether the server speaks HTTP/1.0, which ends a connection after one answer
 * @param headers name and value in turn
 */
record ResponseHead(int status, boolean isOld, List<String> headers) {
  private static final int MOST_BYTES = 128 * 1024;
  private static final int MOST_INTERIM = 8;

  /** Reads the final head and skips interim ones (1xx). */
  static ResponseHead read(InputStream in) throws IOException {
    Reader reader = new Reader(in);
    for (int i = 0; i <= MOST_INTERIM; i++) {
      ResponseHead head = reader.head();
      if (head.status == 101) {
        throw new ProtocolException("the server switched protocols unasked");
      }
      if (head.status >= 200) {
        return head;
      }
    }
    throw new ProtocolException("more than " + MOST_INTERIM + " interim answers");
  }

  Optional<String> first(String name) {
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equalsIgnoreCase(name)) {
        return Optional.of(headers.get(i + 1));
      }
    }
    return Optional.empty();
  }

  List<String> all(String name) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < headers.size(); i += 2) {
      if (headers.get(i).equalsIgnoreCase(name)) {
        values.add(headers.get(i + 1));
      }
    }
    return values;
  }

  List<Header.Plain> fields() {
    List<Header.Plain> fields = new ArrayList<>(headers.size() / 2);
    for (int i = 0; i < headers.size(); i += 2) {
      fields.add(new Header.Plain(headers.get(i), headers.get(i + 1)));
    }
    return fields;
  }

  private static final class Reader {
    private static final String OLD = "HTTP/1.0";
    private static final String BROKE_OFF = "the headers broke off";

    private final InputStream in;
    private int left = MOST_BYTES;

    Reader(InputStream in) {
      this.in = in;
    }

    ResponseHead head() throws IOException {
      String line = line(true);
      int status = status(line);
      try {
        return new ResponseHead(status, line.charAt(OLD.length() - 1) == '0', headers());
      } catch (SocketException reset) {
        // The answer had begun, so this is not a failed connection and must not be retried as one.
        ProtocolException brokeOff = new ProtocolException(BROKE_OFF);
        brokeOff.initCause(reset);
        throw brokeOff;
      }
    }

    private List<String> headers() throws IOException {
      List<String> headers = new ArrayList<>();
      for (String line = line(false); !line.isEmpty(); line = line(false)) {
        if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
          continueLast(headers, line.strip());
          continue;
        }
        int colon = line.indexOf(':');
        if (colon < 1) {
          throw new ProtocolException("a malformed header line");
        }
        headers.add(line.substring(0, colon));
        headers.add(line.substring(colon + 1).strip());
      }
      return headers;
    }

    /**
     * Appends a folded line, which is obsolete but still sent: RFC 9112, section 5.2, puts a space
     * in its place.
     */
    private static void continueLast(List<String> headers, String more) throws ProtocolException {
      if (headers.isEmpty()) {
        throw new ProtocolException("a malformed header line");
      }
      headers.add((headers.removeLast() + " " + more).strip());
    }

    private String line(boolean first) throws IOException {
      StringBuilder line = new StringBuilder(80);
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          if (first && line.isEmpty()) {
            throw new EOFException("the connection was closed without an answer");
          }
          throw new ProtocolException(BROKE_OFF);
        }
        left--;
        if (left < 0) {
          throw new ProtocolException("the headers are longer than " + MOST_BYTES + " bytes");
        }
        if (first && line.length() == 5 && !line.toString().equals("HTTP/")) {
          throw new ProtocolException("the answer is not HTTP");
        }
        line.append((char) c);
      }
      int end = line.length();
      return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }

    private static int status(String line) throws ProtocolException {
      boolean fits = line.length() >= 12 && line.startsWith("HTTP/1.") && line.charAt(8) == ' ';
      int status = 0;
      for (int i = 9; fits && i < 12; i++) {
        fits = line.charAt(i) >= '0' && line.charAt(i) <= '9';
        status = status * 10 + line.charAt(i) - '0';
      }
      if (!fits || status < 100 || (line.length() > 12 && line.charAt(12) != ' ')) {
        throw new ProtocolException("the answer is not HTTP/1.1");
      }
      return status;
    }
  }
}
