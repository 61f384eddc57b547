package dev.byok.cli.ask;

import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.term.StandardOutput;

/** Shows a request, with its key masked, instead of sending it. */
public final class DryRun {
  private DryRun() {}

  static void print(StandardOutput out, boolean json, Request request) {
    if (json) {
      out.json(json(request));
    } else {
      out.write(text(request));
    }
  }

  /** Returns the request line, headers and body as they would be sent. */
  public static String text(Request request) {
    StringBuilder text = new StringBuilder(request.method() + " " + request.uri() + "\n");
    for (Header header : request.headers()) {
      text.append(header.name()).append(": ").append(header.shown()).append('\n');
    }
    return text.append('\n').append(request.body()).append('\n').toString();
  }

  /** Returns {@code {"method","url","headers","body"}}. */
  public static JsonObject json(Request request) {
    JsonObject.Builder headers = JsonObject.builder();
    for (Header header : request.headers()) {
      headers.put(header.name(), header.shown());
    }
    return JsonObject.builder()
        .put("method", request.method())
        .put("url", request.uri().toString())
        .put("headers", headers.build())
        .put("body", body(request))
        .build();
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
