package dev.byok.dialects.errors;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds a report in any of the forms in use: {@code {"error":{…}}}, {@code {"error":"…"}}, {@code
 * {"message":…}}, {@code {"detail":…}}, {@code {"base_resp":{…}}}, an array around one of these, an
 * event of a stream, plain text, HTML, or nothing.
 */
final class ErrorBody {
  private static final List<String> CODE_FIELDS =
      List.of("code", "type", "reason", "error_type", "status", "error_code", "status_code");
  private static final List<String> STATUS_FIELDS = List.of("code", "status", "http_code");
  private static final int MOST_LINES = 20;

  /** Marks a body that is not an API's report. No provider sends this code. */
  private static final String PAGE = "byok:page";

  /** Marks plain text, which few APIs answer with. */
  private static final String TEXT = "byok:text";

  private static final Pattern FIREWALL = Pattern.compile("^\\s*error code: 1\\d{3}\\b");

  private ErrorBody() {}

  static ProviderError read(int status, String body) {
    String text = body.startsWith("\uFEFF") ? body.substring(1) : body;
    Object value = json(text);
    if (value instanceof List<?> list && !list.isEmpty()) {
      value = list.get(0);
    }
    return switch (value) {
      case JsonObject object -> read(status, object);
      case String words -> said(status, words);
      case Unreadable notJson -> page(status, text);
      case null, default -> said(status, "");
    };
  }

  static ProviderError read(int status, JsonObject body) {
    JsonObject error = body.at("error");
    List<String> codes = new ArrayList<>();
    for (JsonObject part : parts(body, error)) {
      collectCodes(part, codes);
    }
    String message = ErrorWords.of(body);
    int found = status < 300 ? statusInside(body, error) : status;
    return new ProviderError(
        found, codes, message, RetryWait.of(body, message), credit(error), requestId(body, error));
  }

  /** Text that is not JSON, unlike {@code null}. */
  private record Unreadable() {}

  /**
   * Returns the JSON of a body, or of the first of its lines that is an object: an error status may
   * come with the first event of a stream.
   */
  private static @Nullable Object json(String body) {
    try {
      return Json.parse(body);
    } catch (JsonSyntaxException notAllJson) {
      boolean page = body.stripLeading().startsWith("<");
      return (page ? Stream.<String>empty() : body.lines())
          .limit(MOST_LINES)
          .map(line -> line.startsWith("data:") ? line.substring(5) : line)
          .map(ErrorBody::object)
          .filter(JsonObject.class::isInstance)
          .findFirst()
          .orElse(new Unreadable());
    }
  }

  private static Object object(String line) {
    try {
      return line.stripLeading().startsWith("{") ? Json.parseObject(line) : new Unreadable();
    } catch (JsonSyntaxException notJson) {
      return new Unreadable();
    }
  }

  /** Reads plain text or an HTML page. A provider's API does not refuse requests this way. */
  private static ProviderError page(int status, String text) {
    ProviderError said = said(status, ErrorWords.plain(text));
    boolean page = text.stripLeading().startsWith("<") || FIREWALL.matcher(text).find();
    if (page) {
      return said.withCode(PAGE);
    }
    return said.message().isEmpty() ? said : said.withCode(TEXT);
  }

  private static ProviderError said(int status, String words) {
    String message = words.strip();
    return new ProviderError(
        status < 300 ? 0 : status, List.of(), message, RetryWait.of(JsonObject.empty(), message));
  }

  /** Returns every object that may hold a code, the most specific last. */
  private static List<JsonObject> parts(JsonObject body, JsonObject error) {
    List<JsonObject> parts = new ArrayList<>(List.of(body, error));
    parts.add(body.at("base_resp"));
    parts.add(body.at("detail"));
    parts.add(error.at("innererror"));
    parts.add(error.at("metadata"));
    for (JsonObject detail : error.objects("details")) {
      parts.add(detail);
      parts.addAll(detail.objects("violations"));
    }
    return parts;
  }

  private static void collectCodes(JsonObject from, List<String> codes) {
    for (String field : CODE_FIELDS) {
      switch (from.get(field)) {
        case String text when !text.isEmpty() -> codes.add(text);
        case Long number -> codes.add(number.toString());
        case null, default -> {}
      }
    }
    String quota = from.text("quotaId");
    if (quota != null) {
      codes.add(quota);
    }
    String awsType = from.text("__type");
    if (awsType != null) {
      codes.add(awsType.substring(awsType.indexOf('#') + 1));
    }
  }

  /** Returns the HTTP status that a report inside an answer names, or 0. */
  private static int statusInside(JsonObject body, JsonObject error) {
    for (JsonObject part : List.of(error, body)) {
      for (String field : STATUS_FIELDS) {
        String text = String.valueOf(part.get(field));
        if (text.length() == 3 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
          int status = Integer.parseInt(text);
          if (status >= 400 && status < 600) {
            return status;
          }
        }
      }
    }
    return 0;
  }

  private static @Nullable String requestId(JsonObject body, JsonObject error) {
    for (JsonObject part : List.of(body, error)) {
      String id = part.text("request_id");
      id = id == null ? part.text("requestId") : id;
      if (id != null && !id.isEmpty()) {
        return id;
      }
    }
    return null;
  }

  private static Credit credit(JsonObject error) {
    String url = error.text("buyCreditsUrl");
    return new Credit(
        error.decimal("balance"), url == null ? error.at("metadata").text("buyCreditsUrl") : url);
  }
}
