package dev.byok.cli;

import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;

/** Shows a request instead of sending it; the key is masked. */
final class DryRun {
  private DryRun() {}

  static void print(Services services, boolean json, Request request) {
    services.out().write(json ? json(request) : text(request));
  }

  private static String text(Request request) {
    StringBuilder text = new StringBuilder(request.method() + " " + request.uri() + "\n");
    for (Header header : request.headers()) {
      text.append(header.name()).append(": ").append(header.shown()).append('\n');
    }
    return text.append('\n').append(request.body()).append('\n').toString();
  }

  private static String json(Request request) {
    JsonObject.Builder headers = JsonObject.builder();
    for (Header header : request.headers()) {
      headers.put(header.name(), header.shown());
    }
    return Json.write(
            JsonObject.builder()
                .put("method", request.method())
                .put("url", request.uri().toString())
                .put("headers", headers.build())
                .put("body", body(request))
                .build())
        + "\n";
  }

  private static Object body(Request request) {
    String text = String.valueOf(request.body());
    try {
      return Json.parseObject(text);
    } catch (JsonSyntaxException notJson) {
      return text;
    }
  }
}
