package dev.byok.testing.strict;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The response that goes back to the client.
 *
 * @param served what the answer says, in byok's terms; null for a refusal
 */
record Reply(
    int status,
    String contentType,
    Map<String, String> headers,
    String body,
    @Nullable Served served) {
  static Reply refusal(int status, String body) {
    return new Reply(status, "application/json", Map.of(), body, null);
  }

  static Reply stream(String events, Served served) {
    return new Reply(200, "text/event-stream; charset=utf-8", Map.of(), events, served);
  }

  static Reply whole(String body, Served served) {
    return new Reply(200, "application/json", Map.of(), body, served);
  }

  Reply header(String name, String value) {
    return new Reply(status, contentType, Map.of(name, value), body, served);
  }
}
