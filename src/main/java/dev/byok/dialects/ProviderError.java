package dev.byok.dialects;

import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider's report of a failure, read from any of the shapes in use: {@code {"error":{…}}},
 * {@code {"error":"…"}}, {@code {"message":…}}, {@code {"detail":…}}, an array around one of these,
 * plain text, HTML, or nothing.
 *
 * @param status the HTTP status, or the code that an error inside a stream gives; 0 when there is
 *     none
 * @param codes every code, type and reason found, in lower case
 * @param message the provider's own words, unredacted and whole, for a cut could halve a secret
 *     beyond recognition; empty when it has none
 * @param retryAfterSeconds the wait that the body asks for, or null
 */
public record ProviderError(
    int status, List<String> codes, String message, @Nullable BigDecimal retryAfterSeconds) {
  private static final Pattern TITLE =
      Pattern.compile("<title>([^<]*)</title>", Pattern.CASE_INSENSITIVE);
  private static final List<String> CODE_FIELDS =
      List.of("code", "type", "reason", "error_type", "status", "error_code");

  /** Reads the body of an answer with an error status. */
  public static ProviderError read(int status, String body) {
    try {
      Object value = Json.parse(body);
      if (value instanceof List<?> list && !list.isEmpty()) {
        value = list.get(0);
      }
      if (value instanceof JsonObject object) {
        return read(status, object);
      }
      if (value instanceof String text) {
        return new ProviderError(status, List.of(), text.strip(), null);
      }
    } catch (JsonSyntaxException notJson) {
      return new ProviderError(status, List.of(), plain(body), null);
    }
    return new ProviderError(status, List.of(), "", null);
  }

  /** Reads a report that came as JSON. */
  public static ProviderError read(int status, JsonObject body) {
    List<String> codes = new ArrayList<>();
    collectCodes(body, codes);
    JsonObject error = body.object("error");
    String message = "";
    int found = status;
    BigDecimal wait = body.decimal("retry_after");
    if (error != null) {
      collectCodes(error, codes);
      collectCodes(error.at("metadata"), codes);
      for (JsonObject detail : error.objects("details")) {
        collectCodes(detail, codes);
      }
      message = words(error.get("message"));
      found = status == 0 ? codeAsStatus(error) : status;
      wait = wait == null ? error.decimal("retry_after") : wait;
      String raw = error.at("metadata").text("raw");
      if (raw != null && !raw.isBlank()) {
        message = message.isEmpty() ? raw : message + ": " + raw;
      }
    }
    for (String field : List.of("message", "error", "detail", "Message", "error_description")) {
      if (message.isEmpty()) {
        message = words(body.get(field));
      }
    }
    return new ProviderError(found, List.copyOf(codes), message.strip(), wait);
  }

  /** What kind of failure this is; see {@link ErrorRecipe}. */
  public Kind kind() {
    return ErrorRecipe.kind(this);
  }

  /** Whether the prompt did not fit into the model's context. */
  public boolean isContextOverflow() {
    return ErrorRecipe.isContextOverflow(this);
  }

  boolean hasCode(List<String> wanted) {
    for (String code : codes) {
      if (wanted.contains(code)) {
        return true;
      }
    }
    return false;
  }

  private static void collectCodes(JsonObject from, List<String> codes) {
    for (String field : CODE_FIELDS) {
      switch (from.get(field)) {
        case String text when !text.isEmpty() -> codes.add(text.toLowerCase(Locale.ROOT));
        case Long number -> codes.add(number.toString());
        case null, default -> {}
      }
    }
  }

  private static int codeAsStatus(JsonObject error) {
    Long code = error.count("code");
    Long status = code == null ? error.count("status") : code;
    return status != null && status >= 400 && status < 600 ? status.intValue() : 0;
  }

  /** The text in a message field, which may be an array or an object of texts. */
  private static String words(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case List<?> list -> {
        List<String> parts = new ArrayList<>();
        for (Object element : list) {
          String part = words(element);
          if (!part.isEmpty()) {
            parts.add(part);
          }
        }
        yield String.join("; ", parts);
      }
      case JsonObject object -> {
        String inner = "";
        for (String field : List.of("message", "msg", "detail")) {
          inner = inner.isEmpty() ? words(object.get(field)) : inner;
        }
        yield inner;
      }
      case null, default -> "";
    };
  }

  /**
   * Plain text is shown by its first line; of a page of HTML, its title says as much as can be
   * said.
   */
  private static String plain(String body) {
    String text = body.strip();
    if (text.startsWith("<")) {
      // Not by positions in a lower-case copy, which can be longer than the text.
      Matcher title = TITLE.matcher(text);
      return title.find() ? title.group(1).strip() : "";
    }
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).strip();
  }
}
