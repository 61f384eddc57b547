package dev.byok.dialects.errors;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds a report's own words, wherever the provider puts them. */
final class ErrorWords {
  private static final Pattern TITLE =
      Pattern.compile("<title>([^<]*)</title>", Pattern.CASE_INSENSITIVE);
  private static final List<String> OUTER =
      List.of("message", "error", "detail", "Message", "error_description", "errors", "title");
  private static final List<String> INNER = List.of("message", "msg", "error", "detail", "title");

  private ErrorWords() {}

  /** Returns the words of a report, or an empty string when it has none. */
  static String of(JsonObject body) {
    JsonObject error = body.at("error");
    String message = within(error.get("message"));
    if (message.isEmpty()) {
      message = first(body, OUTER);
    }
    if (message.isEmpty()) {
      message = within(body.at("base_resp").get("status_msg"));
    }
    String raw = upstream(error.at("metadata").text("raw"));
    if (raw.isEmpty()) {
      return message.strip();
    }
    String who = error.at("metadata").text("provider_name");
    String by = who == null || who.isBlank() ? "" : " (" + who.strip() + ")";
    return message.isEmpty() ? raw : message.strip() + by + ": " + raw;
  }

  /** Returns the first line of plain text, or the title of an HTML page. */
  static String plain(String body) {
    String text = body.strip();
    if (text.startsWith("<")) {
      // Positions in a lower-case copy would not fit, since it can be longer than the text.
      Matcher title = TITLE.matcher(text);
      return title.find() ? title.group(1).strip() : "";
    }
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).strip();
  }

  /** Returns what the provider behind a gateway said: the words of its report, or the raw text. */
  private static String upstream(@Nullable String raw) {
    if (raw == null || raw.isBlank()) {
      return "";
    }
    try {
      String inner = Json.parse(raw) instanceof JsonObject object ? of(object) : "";
      return inner.isEmpty() ? raw.strip() : inner;
    } catch (JsonSyntaxException words) {
      return raw.strip();
    }
  }

  /** Returns the text of a message field, which may be an array or an object of texts. */
  private static String within(@Nullable Object value) {
    return switch (value) {
      case String text -> text.strip();
      case List<?> list -> {
        List<String> parts = new ArrayList<>();
        for (Object element : list) {
          String part = within(element);
          if (!part.isEmpty()) {
            parts.add(part);
          }
        }
        yield String.join("; ", parts);
      }
      case JsonObject object -> place(object.list("loc")) + first(object, INNER);
      case null, default -> "";
    };
  }

  private static String first(JsonObject object, List<String> fields) {
    for (String field : fields) {
      String words = within(object.get(field));
      if (!words.isEmpty()) {
        return words;
      }
    }
    return "";
  }

  /** Returns the field of the request that is meant, without the value that such a list repeats. */
  private static String place(List<?> path) {
    List<String> names = new ArrayList<>();
    for (Object step : path) {
      if (!"body".equals(step)) {
        names.add(String.valueOf(step));
      }
    }
    return names.isEmpty() ? "" : String.join(".", names) + ": ";
  }
}
