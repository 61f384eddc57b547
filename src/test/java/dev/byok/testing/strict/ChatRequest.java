package dev.byok.testing.strict;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The body of a request for a chat completion, as each provider accepts it. */
final class ChatRequest {
  private static final String IMAGES = "image/(png|jpeg|gif|webp)";

  private ChatRequest() {}

  static ObjectShape shape(ChatVariant variant) {
    ObjectShape body =
        model(variant)
            .required("messages", Shapes.list(1, 100, message(variant)))
            .optional("stream", Shapes.truth())
            .optional("temperature", Shapes.number("0", "2"))
            .optional("top_p", Shapes.number("0", "1"))
            .optional("stop", Shapes.textOr(Shapes.list(1, 4, Shapes.text())))
            .optional(variant.maxTokensField(), Shapes.whole(1, 128000))
            .optional(variant.seedField(), Shapes.whole(Long.MIN_VALUE, Long.MAX_VALUE))
            .optional("response_format", responseFormat(variant))
            .rule(
                Kind.WRONG_ORDER,
                "messages",
                "the system message comes first, then user and assistant by turns",
                request -> alternates(request.objects("messages")))
            .rule(
                Kind.WRONG_VALUE,
                "messages",
                "must contain the word 'json' for a response_format of json_object",
                ChatRequest::saysJson);
    if (variant.streamOptions()) {
      body =
          body.optional(
                  "stream_options", ObjectShape.of().required("include_usage", Shapes.truth()))
              .rule(
                  Kind.WRONG_VALUE,
                  "stream_options",
                  "is only allowed when stream is enabled",
                  request -> request.is("stream") || !request.has("stream_options"));
    }
    return effort(variant, caching(variant, body));
  }

  /** Adds the cache key of OpenAI and Azure's newer API, or a gateway's rule for cache marks. */
  private static ObjectShape caching(ChatVariant variant, ObjectShape body) {
    return switch (variant) {
      case OPENAI, AZURE -> body.optional("prompt_cache_key", Shapes.matching(".{1,64}"));
      case KILO ->
          body.rule(
              Kind.WRONG_VALUE,
              "messages",
              "cache_control stands behind the instructions and the last two turns of the user",
              CacheMarks::areInPlace);
      default -> body;
    };
  }

  /** The body need not name the model where the path names the deployment. */
  private static ObjectShape model(ChatVariant variant) {
    return variant == ChatVariant.AZURE_DEPLOYMENTS
        ? ObjectShape.of().optional("model", Shapes.text())
        : ObjectShape.of().required("model", Shapes.text());
  }

  /** Returns a description of each file in the messages, in order. */
  static List<String> files(JsonObject request) {
    List<String> files = new ArrayList<>();
    for (JsonObject message : request.objects("messages")) {
      for (JsonObject part : message.objects("content")) {
        Object image = part.get("image_url");
        if (image instanceof String url) {
          files.add(Payload.described(url));
        } else if (image instanceof JsonObject object) {
          files.add(Payload.described(String.valueOf(object.text("url"))));
        } else if (part.has("file")) {
          files.add(Payload.described(String.valueOf(part.at("file").text("file_data"))));
        }
      }
    }
    return files;
  }

  private static ObjectShape effort(ChatVariant variant, ObjectShape body) {
    return switch (variant) {
      case OPENAI, AZURE, AZURE_DEPLOYMENTS, BEDROCK ->
          body.optional(
              "reasoning_effort",
              Shapes.oneOf("none", "minimal", "low", "medium", "high", "xhigh"));
      case MISTRAL -> body.optional("reasoning_effort", Shapes.oneOf("none", "high"));
      case XAI ->
          body.optional("reasoning_effort", Shapes.oneOf("none", "low", "medium", "high", "xhigh"));
      case DEEPSEEK ->
          body.optional("reasoning_effort", Shapes.oneOf("low", "medium", "high", "xhigh", "max"))
              .optional(
                  "thinking",
                  ObjectShape.of().required("type", Shapes.oneOf("enabled", "disabled")));
      case KILO ->
          body.optional(
              "reasoning",
              ObjectShape.of()
                  .optional("enabled", Shapes.truth())
                  .optional("effort", Shapes.oneOf("low", "medium", "high", "xhigh", "max"))
                  .optional("max_tokens", Shapes.whole(1, 128000))
                  .optional("exclude", Shapes.truth()));
    };
  }

  private static Shape message(ChatVariant variant) {
    ObjectShape shape =
        ObjectShape.of()
            .required("role", Shapes.oneOf("system", "user", "assistant"))
            .required("content", Shapes.textOr(Shapes.list(1, 50, part(variant))))
            .rule(
                Kind.WRONG_ORDER,
                "content",
                "files come before the text",
                message -> textLast(message.objects("content")))
            .rule(
                Kind.WRONG_VALUE,
                "content",
                "only users send files",
                message -> "user".equals(message.text("role")) || !hasFiles(message));
    return shape;
  }

  private static Shape part(ChatVariant variant) {
    ObjectShape url = ObjectShape.of().required("url", Payload.dataUrl(IMAGES));
    url = url.optional("detail", Shapes.oneOf("auto", "low", "high"));
    ObjectShape text = ObjectShape.of().required("text", Shapes.matching("(?s).+"));
    if (variant == ChatVariant.KILO) {
      text = CacheMarks.on(text);
    }
    Shape image = variant == ChatVariant.MISTRAL ? oneOfBoth(Payload.dataUrl(IMAGES), url) : url;
    ObjectShape picture = ObjectShape.of().required("image_url", image);
    if (!variant.takesPdf()) {
      return Shapes.byType(Map.of("text", text, "image_url", picture));
    }
    ObjectShape file =
        ObjectShape.of()
            .required("filename", Shapes.matching("[^/]+"))
            .required("file_data", Payload.dataUrl("application/pdf"));
    return Shapes.byType(
        Map.of(
            "text", text, "image_url", picture, "file", ObjectShape.of().required("file", file)));
  }

  private static Shape oneOfBoth(Shape text, Shape object) {
    return (at, value) -> value instanceof String ? text.check(at, value) : object.check(at, value);
  }

  private static Shape responseFormat(ChatVariant variant) {
    ObjectShape plain = ObjectShape.of();
    if (variant == ChatVariant.DEEPSEEK) {
      return Shapes.byType(Map.of("text", plain, "json_object", plain));
    }
    ObjectShape schema =
        ObjectShape.of()
            .required("name", Shapes.matching("[a-zA-Z0-9_-]{1,64}"))
            .required("schema", Shapes.anyObject())
            .optional("strict", Shapes.truth())
            .optional("description", Shapes.text());
    return Shapes.byType(
        Map.of(
            "text",
            plain,
            "json_object",
            plain,
            "json_schema",
            ObjectShape.of().required("json_schema", schema)));
  }

  private static boolean saysJson(JsonObject request) {
    return !"json_object".equals(request.at("response_format").text("type"))
        || Json.write(request.get("messages")).toLowerCase(Locale.ROOT).contains("json");
  }

  private static boolean alternates(List<JsonObject> messages) {
    String next = "user";
    for (int i = 0; i < messages.size(); i++) {
      String role = messages.get(i).text("role");
      if (i == 0 && "system".equals(role)) {
        continue;
      }
      if (!next.equals(role)) {
        return false;
      }
      next = "user".equals(role) ? "assistant" : "user";
    }
    return "assistant".equals(next);
  }

  private static boolean textLast(List<JsonObject> parts) {
    boolean text = false;
    for (JsonObject part : parts) {
      boolean isText = "text".equals(part.text("type"));
      if (text && !isText) {
        return false;
      }
      text |= isText;
    }
    return true;
  }

  private static boolean hasFiles(JsonObject message) {
    return message.objects("content").stream().anyMatch(part -> !"text".equals(part.text("type")));
  }
}
