package dev.byok.cli.ask;

import dev.byok.cli.line.Tools;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.WireChoice;
import dev.byok.term.Messages;
import org.jspecify.annotations.Nullable;

/** Shows a request, with its key masked, instead of sending it. */
public final class DryRun {
  private DryRun() {}

  /**
   * Prints a request.
   *
   * @param wire how the provider is spoken to; null where that was never a choice
   */
  static void print(Tools tools, boolean json, Request request, @Nullable WireChoice wire) {
    if (json) {
      tools.out().json(json(request, wire));
      return;
    }
    tools.out().write(text(request));
    if (wire != null) {
      tellWire(tools.messages(), wire);
    }
  }

  /** Tells which wire was chosen and why, if there was a choice. */
  public static void tellWire(Messages messages, WireChoice wire) {
    if (wire.isChosen()) {
      messages.notice("wire " + wire.dialect() + ", since " + wire.why());
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

  /** Returns {@code {"method","url","headers","body","wire","wire_reason"}}. */
  public static JsonObject json(Request request, @Nullable WireChoice wire) {
    JsonObject.Builder headers = JsonObject.builder();
    for (Header header : request.headers()) {
      headers.put(header.name(), header.shown());
    }
    return JsonObject.builder()
        .put("method", request.method())
        .put("url", request.uri().toString())
        .put("headers", headers.build())
        .put("body", body(request))
        .putIfPresent("wire", wire == null ? null : wire.dialect())
        .putIfPresent("wire_reason", wire == null ? null : wire.why())
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
