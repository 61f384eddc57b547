package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The body of a request to Anthropic's messages API. */
final class AnthropicRequest {
  private static final long LEAST_BUDGET = 1024;

  private static final ObjectShape TEXT =
      CacheMarks.on(ObjectShape.of().required("text", Shapes.matching("(?s).*\\S.*")));

  static final ObjectShape SHAPE =
      ObjectShape.of()
          .required("model", Shapes.text())
          .required("max_tokens", Shapes.whole(1, 128000))
          .required("messages", Shapes.list(1, 100, message()))
          .optional(
              "system", Shapes.textOr(Shapes.list(1, 20, Shapes.byType(Map.of("text", TEXT)))))
          .optional("stream", Shapes.truth())
          .optional("stop_sequences", Shapes.list(1, 20, Shapes.matching("(?s).*\\S.*")))
          .optional("thinking", thinking())
          .optional("output_config", outputConfig())
          .rule(
              Kind.WRONG_ORDER,
              "messages",
              "roles must alternate between user and assistant, beginning with user",
              request -> alternates(request.objects("messages")))
          .rule(
              Kind.WRONG_VALUE,
              "messages",
              "cache_control stands behind the instructions and the last two turns of the user",
              CacheMarks::areInPlace)
          .rule(
              Kind.WRONG_VALUE,
              "model",
              "cache_control is not known to this model",
              request ->
                  !String.valueOf(request.text("model")).equals("MiniMax-M3")
                      || CacheMarks.marks(request) == 0)
          .rule(
              Kind.WRONG_VALUE,
              "max_tokens",
              "must be greater than thinking.budget_tokens",
              AnthropicRequest::leavesRoom);

  private AnthropicRequest() {}

  static List<String> files(JsonObject request) {
    List<String> files = new ArrayList<>();
    for (JsonObject message : request.objects("messages")) {
      for (JsonObject block : message.objects("content")) {
        JsonObject source = block.at("source");
        if (source.has("data")) {
          files.add(
              Payload.described(
                  String.valueOf(source.text("media_type")), String.valueOf(source.text("data"))));
        }
      }
    }
    return files;
  }

  private static Shape message() {
    Shape blocks =
        Shapes.list(
            1,
            50,
            Shapes.byType(
                Map.of(
                    "text", TEXT,
                    "image", file("image/png", "image/jpeg", "image/gif", "image/webp"),
                    "document", file("application/pdf").optional("title", Shapes.text()))));
    return ObjectShape.of()
        .required("role", Shapes.oneOf("user", "assistant"))
        .required("content", Shapes.textOr(blocks))
        .rule(
            Kind.WRONG_ORDER,
            "content",
            "files come before the text",
            message -> textLast(message.objects("content")));
  }

  private static ObjectShape file(String... types) {
    ObjectShape source =
        ObjectShape.of()
            .required("type", Shapes.oneOf("base64"))
            .required("media_type", Shapes.oneOf(types))
            .required("data", Shapes.base64())
            .rule(
                Kind.WRONG_VALUE,
                "data",
                "could not process the file: it is of another type",
                given ->
                    Payload.fits(
                        String.valueOf(given.text("media_type")),
                        String.valueOf(given.text("data"))));
    return CacheMarks.on(ObjectShape.of().required("source", source));
  }

  private static Shape thinking() {
    return Shapes.byType(
        Map.of(
            "adaptive",
            ObjectShape.of().optional("display", Shapes.oneOf("summarized", "omitted")),
            "enabled",
            ObjectShape.of().required("budget_tokens", Shapes.whole(LEAST_BUDGET, 128000)),
            "disabled",
            ObjectShape.of()));
  }

  private static Shape outputConfig() {
    return ObjectShape.of()
        .optional("effort", Shapes.oneOf("low", "medium", "high", "xhigh", "max"))
        .optional(
            "format",
            Shapes.byType(
                Map.of("json_schema", ObjectShape.of().required("schema", Shapes.anyObject()))));
  }

  private static boolean leavesRoom(JsonObject request) {
    Long budget = request.at("thinking").count("budget_tokens");
    Long most = request.count("max_tokens");
    return budget == null || (most != null && budget < most);
  }

  private static boolean alternates(List<JsonObject> messages) {
    String next = "user";
    for (JsonObject message : messages) {
      if (!next.equals(message.text("role"))) {
        return false;
      }
      next = next.equals("user") ? "assistant" : "user";
    }
    return next.equals("assistant");
  }

  private static boolean textLast(List<JsonObject> blocks) {
    boolean text = false;
    for (JsonObject block : blocks) {
      boolean isText = "text".equals(block.text("type"));
      if (text && !isText) {
        return false;
      }
      text |= isText;
    }
    return true;
  }
}
