package dev.byok.serve.listen;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends bytes as they are, and reads answers by their framing. */
final class RawClient implements Closeable {
  /** A test that waits this long has failed. */
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  static RawClient of(Listener listener) throws IOException {
    return of(new byte[] {127, 0, 0, 1}, listener.port());
  }

  static RawClient of(byte[] address, int port) throws IOException {
    return new RawClient(new Socket(InetAddress.getByAddress(address), port));
  }

  /** An answer: its status, its head with all lines, and its body without framing. */
  record Reply(int status, String head, String body) {
    boolean has(String field) {
      return ("\n" + head.toLowerCase(Locale.ROOT) + "\n")
          .contains("\n" + field.toLowerCase(Locale.ROOT) + "\n");
    }
  }

  /** Sends these characters, one byte each. */
  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  Reply ask(String text) throws IOException {
    return send(text).reply();
  }

  /** Reads one answer, which is not one to HEAD. */
  Reply reply() throws IOException {
    String head = head();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status = Integer.parseInt(head.substring(9, 12));
    if (has(head, "transfer-encoding")) {
      for (int size = chunk(); size > 0; size = chunk()) {
        body.writeBytes(exactly(size));
        line();
      }
      line();
    } else if (has(head, "content-length")) {
      int at = head.toLowerCase(Locale.ROOT).indexOf("content-length:") + 15;
      body.writeBytes(
          exactly(Integer.parseInt(head.substring(at).lines().findFirst().orElseThrow().strip())));
    } else if (status >= 200 && status != 204) {
      body.writeBytes(in.readAllBytes());
    }
    return new Reply(status, head, body.toString(StandardCharsets.ISO_8859_1));
  }

  /** Reads a head; its lines are separated by LF. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.append(head.isEmpty() ? "" : "\n").append(line);
    }
    return head.toString();
  }

  /** Reads what is sent until the connection ends. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Whether the connection ends here, well or not. */
  boolean isAtEnd() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** Reads so many bytes as they come, framing included. */
  String read(int count) throws IOException {
    return new String(exactly(count), StandardCharsets.ISO_8859_1);
  }

  /** Sends no more, and can still read. */
  RawClient endInput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Closes the connection as a program that ends does. */
  void leave() throws IOException {
    socket.close();
  }

  /** Leaves with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    leave();
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the answer ends in: " + line);
      }
      line.write(c);
    }
    if (in.read() != '\n') {
      throw new IOException("a line does not end well: " + line);
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the body ends after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  private static boolean has(String head, String name) {
    return head.toLowerCase(Locale.ROOT).contains("\n" + name + ":");
  }
}
