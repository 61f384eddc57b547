package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.ArrayList;
import java.util.List;

/** The body of a request to Gemini's generateContent. */
final class GeminiRequest {
  static final ObjectShape SHAPE =
      ObjectShape.of()
          .required("contents", Shapes.list(1, 100, content()))
          .optional(
              "systemInstruction",
              ObjectShape.of()
                  .required(
                      "parts",
                      Shapes.list(1, 20, ObjectShape.of().required("text", Shapes.text()))))
          .optional("generationConfig", generationConfig())
          .rule(
              Kind.WRONG_ORDER,
              "contents",
              "roles must alternate between user and model, beginning and ending with user",
              request -> alternates(request.objects("contents")));

  private GeminiRequest() {}

  static List<String> files(JsonObject request) {
    List<String> files = new ArrayList<>();
    for (JsonObject content : request.objects("contents")) {
      for (JsonObject part : content.objects("parts")) {
        JsonObject data = part.at("inlineData");
        if (data.has("data")) {
          files.add(
              Payload.described(
                  String.valueOf(data.text("mimeType")), String.valueOf(data.text("data"))));
        }
      }
    }
    return files;
  }

  private static Shape content() {
    ObjectShape data =
        ObjectShape.of()
            .required(
                "mimeType",
                Shapes.oneOf(
                    "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"))
            .required("data", Shapes.base64())
            .rule(
                Kind.WRONG_VALUE,
                "data",
                "is of another type",
                given ->
                    Payload.fits(
                        String.valueOf(given.text("mimeType")),
                        String.valueOf(given.text("data"))));
    ObjectShape part =
        ObjectShape.of()
            .optional("text", Shapes.matching("(?s).+"))
            .optional("inlineData", data)
            .rule(
                Kind.WRONG_VALUE,
                "text",
                "exactly one of text and inlineData has to be set",
                given -> given.fields().size() == 1);
    return ObjectShape.of()
        .required("role", Shapes.oneOf("user", "model"))
        .required("parts", Shapes.list(1, 50, part))
        .rule(
            Kind.WRONG_ORDER,
            "parts",
            "files come before the text",
            given -> textLast(given.objects("parts")));
  }

  private static ObjectShape generationConfig() {
    ObjectShape thinking =
        ObjectShape.of()
            .optional("includeThoughts", Shapes.truth())
            .optional("thinkingLevel", Shapes.oneOf("MINIMAL", "LOW", "MEDIUM", "HIGH"));
    return ObjectShape.of()
        .optional("temperature", Shapes.number("0", "2"))
        .optional("topP", Shapes.number("0", "1"))
        .optional("maxOutputTokens", Shapes.whole(1, 65536))
        .optional("stopSequences", Shapes.list(1, 5, Shapes.text()))
        .optional("seed", Shapes.whole(Integer.MIN_VALUE, Integer.MAX_VALUE))
        .optional("responseMimeType", Shapes.oneOf("text/plain", "application/json"))
        .optional("responseJsonSchema", Shapes.anyObject())
        .optional("thinkingConfig", thinking)
        .rule(
            Kind.WRONG_VALUE,
            "responseMimeType",
            "must be application/json for a schema",
            given ->
                !given.has("responseJsonSchema")
                    || "application/json".equals(given.text("responseMimeType")));
  }

  private static boolean alternates(List<JsonObject> contents) {
    String next = "user";
    for (JsonObject content : contents) {
      if (!next.equals(content.text("role"))) {
        return false;
      }
      next = next.equals("user") ? "model" : "user";
    }
    return next.equals("model");
  }

  private static boolean textLast(List<JsonObject> parts) {
    boolean text = false;
    for (JsonObject part : parts) {
      if (text && !part.has("text")) {
        return false;
      }
      text |= part.has("text");
    }
    return true;
  }
}
