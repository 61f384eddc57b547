package dev.byok.serve.listen;

import java.nio.charset.StandardCharsets;

/** What the listener says by itself, and how statuses are called. */
final class Refused {
  private Refused() {}

  /** Returns the body of an error. The message is the listener's own and needs no escaping. */
  static byte[] body(String message) {
    return ("{\"error\":{\"message\":\"" + message + "\"}}\n").getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns a whole answer that ends its connection. */
  static byte[] answer(int status, String message) {
    byte[] body = body(message);
    String head =
        "HTTP/1.1 "
            + statusLine(status)
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\nConnection: close\r\n\r\n";
    return (head + new String(body, StandardCharsets.US_ASCII)).getBytes(StandardCharsets.US_ASCII);
  }

  /** Returns the status with its usual words, and the line's end. */
  static String statusLine(int status) {
    return status + " " + words(status) + "\r\n";
  }

  private static String words(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 202 -> "Accepted";
      case 204 -> "No Content";
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 402 -> "Payment Required";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 422 -> "Unprocessable Content";
      case 426 -> "Upgrade Required";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      case 529 -> "Overloaded";
      default -> "Status";
    };
  }
}
