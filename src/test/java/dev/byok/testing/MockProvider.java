package dev.byok.testing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A provider on loopback that speaks OpenAI's dialect. It lists one model, {@code m}, and answers
 * every prompt with "Hello from the mock". It accepts every key except those that contain {@code
 * wrong}, which it repeats in its refusal. {@code /prices} is a price list in which a token of
 * {@code openai/m} costs a cent.
 */
public final class MockProvider implements Closeable {
  /** The usage that the mock reports. */
  public static final String USAGE =
      "{\"prompt_tokens\":7,\"completion_tokens\":4,\"total_tokens\":11}";

  private static final String PRICES =
      "{\"openai\":{\"models\":{\"m\":{\"cost\":{\"input\":10000,\"output\":10000}}}}}";

  private static final String STREAM =
      "data: {\"id\":\"mock-1\",\"model\":\"m-2026\",\"choices\":[{\"index\":0,\"delta\":"
          + "{\"role\":\"assistant\",\"content\":\"Hello from\"},\"finish_reason\":null}]}\n\n"
          + "data: {\"id\":\"mock-1\",\"model\":\"m-2026\",\"choices\":[{\"index\":0,\"delta\":"
          + "{\"content\":\" the mock\"},\"finish_reason\":null}]}\n\n"
          + "data: {\"id\":\"mock-1\",\"model\":\"m-2026\",\"choices\":[{\"index\":0,\"delta\":{},"
          + "\"finish_reason\":\"stop\"}]}\n\n"
          + "data: {\"id\":\"mock-1\",\"model\":\"m-2026\",\"choices\":[],\"usage\":"
          + USAGE
          + "}\n\ndata: [DONE]\n\n";

  private final RawServer server;

  private MockProvider() throws IOException {
    server = RawServer.answering(MockProvider::answer);
  }

  public static MockProvider start() throws IOException {
    return new MockProvider();
  }

  /** Returns the base URL with its version path. */
  public String base() {
    return server.url() + "/v1";
  }

  public List<String> requests() {
    return server.requests();
  }

  /** Returns one line per request: method, path and the Authorization header. */
  public List<String> summary() {
    List<String> lines = new ArrayList<>();
    for (String request : requests()) {
      String[] words = request.split(" ", 3);
      lines.add(words[0] + " " + words[1] + " " + header(request, "Authorization"));
    }
    return lines;
  }

  /** Returns the value of a request's header, or {@code -}. */
  public static String header(String request, String name) {
    for (String line : request.split("\r\n\r\n", 2)[0].split("\r\n", -1)) {
      if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
        return line.substring(name.length() + 1).strip();
      }
    }
    return "-";
  }

  public static String body(String request) {
    return request.split("\r\n\r\n", 2)[1];
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static RawServer.Script answer(String request) {
    String key = header(request, "Authorization");
    if (key.contains("wrong")) {
      return RawServer.answer(
          401,
          "{\"error\":{\"message\":\"Incorrect API key provided: "
              + key.replace("Bearer ", "")
              + "\",\"code\":\"invalid_api_key\"}}");
    }
    if (request.startsWith("GET /v1/prices ")) {
      return RawServer.answer(200, PRICES);
    }
    if (request.startsWith("GET")) {
      return RawServer.answer(200, "{\"data\":[{\"id\":\"m\"}]}");
    }
    return RawServer.bytes(
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: "
            + STREAM.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + STREAM);
  }
}
