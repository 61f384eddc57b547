package dev.byok.demo;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request that byok sends to the demo provider, and its answer, which ends the connection. */
final class DemoExchange {
  private static final int LONGEST_LINE = 64 * 1024;
  private static final int LARGEST_BODY = 64 * 1024 * 1024;

  private final OutputStream out;
  private final String request;
  private final byte[] body;

  private DemoExchange(OutputStream out, String request, byte[] body) {
    this.out = out;
    this.request = request;
    this.body = body;
  }

  /** Reads a request. Its body has a length, as in every request of byok's. */
  static DemoExchange read(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    String request = line(in);
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    return new DemoExchange(
        socket.getOutputStream(), request, in.readNBytes(Math.min(length, LARGEST_BODY)));
  }

  /** Returns whether the request has this method and path. */
  boolean asksFor(String methodAndPath) {
    return request.startsWith(methodAndPath + " ");
  }

  byte[] body() {
    return body;
  }

  /** Begins an answer of this length; -1 means that it ends with the connection. */
  OutputStream begin(int status, String type, long length, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(160);
    head.append("HTTP/1.1 ").append(status).append(" Demo\r\nContent-Type: ").append(type);
    for (String header : headers) {
      head.append("\r\n").append(header);
    }
    if (length >= 0) {
      head.append("\r\nContent-Length: ").append(length);
    }
    head.append("\r\nConnection: close\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    return out;
  }

  void json(int status, JsonObject answer, String... headers) throws IOException {
    byte[] bytes = Json.write(answer).getBytes(StandardCharsets.UTF_8);
    begin(status, "application/json", bytes.length, headers).write(bytes);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() > LONGEST_LINE) {
        throw new EOFException("no request");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
