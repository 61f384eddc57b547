package dev.byok.access.aws;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads and writes what AWS's credential services and the files of its tools have in common. */
final class AwsText {
  private AwsText() {}

  /** Returns the object; an empty one for any other text, so that its fields are missing. */
  static JsonObject object(String text) {
    try {
      return Json.parseObject(text);
    } catch (JsonSyntaxException noObject) {
      return JsonObject.empty();
    }
  }

  /** Returns the end of credentials; null if it is none, and then AWS itself says when they end. */
  static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : OffsetDateTime.parse(text.strip()).toInstant();
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  /** Returns the text as a part of a query or a form. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
