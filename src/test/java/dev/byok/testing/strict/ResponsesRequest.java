package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import dev.byok.testing.strict.Violation.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The body of a request for Responses, as each provider accepts it. */
final class ResponsesRequest {
  private static final String IMAGES = "image/(png|jpeg|gif|webp)";

  private ResponsesRequest() {}

  static ObjectShape shape(ResponsesVariant variant) {
    ObjectShape body =
        ObjectShape.of()
            .required("model", Shapes.text())
            .required("input", Shapes.list(1, 100, item(variant)))
            .required("store", Shapes.truth())
            .optional("instructions", Shapes.matching("(?s).+"))
            .optional("stream", Shapes.truth())
            .optional("max_output_tokens", Shapes.whole(16, 128000))
            .optional("reasoning", reasoning(variant))
            .optional("text", ObjectShape.of().required("format", format()))
            .rule(
                Kind.WRONG_VALUE,
                "store",
                "must be false: nothing is to be kept",
                request -> !request.is("store"))
            .rule(
                Kind.WRONG_ORDER,
                "input",
                "user and assistant take turns, and the user has the last word",
                request -> alternates(request.objects("input")));
    if (variant.takesTemperature()) {
      body = body.optional("temperature", Shapes.number("0", "2"));
    }
    return variant == ResponsesVariant.XAI
        ? body
        : body.optional("prompt_cache_key", Shapes.matching(".{1,64}"));
  }

  /** Returns a description of each file in the input, in order. */
  static List<String> files(JsonObject request) {
    List<String> files = new ArrayList<>();
    for (JsonObject item : request.objects("input")) {
      for (JsonObject part : item.objects("content")) {
        String data = part.has("image_url") ? part.text("image_url") : part.text("file_data");
        if (data != null) {
          files.add(Payload.described(data));
        }
      }
    }
    return files;
  }

  private static Shape item(ResponsesVariant variant) {
    ObjectShape file =
        ObjectShape.of()
            .required("filename", Shapes.matching("[^/]+"))
            .required("file_data", Payload.dataUrl("application/pdf"));
    ObjectShape image =
        ObjectShape.of()
            .required("image_url", Payload.dataUrl(IMAGES))
            .required("detail", Shapes.oneOf("auto", "low", "high"));
    ObjectShape text = ObjectShape.of().required("text", Shapes.matching("(?s).+"));
    Shape part =
        Shapes.byType(
            variant.takesPdf()
                ? Map.of("input_text", text, "input_image", image, "input_file", file)
                : Map.of("input_text", text, "input_image", image));
    return ObjectShape.of()
        .optional("type", Shapes.oneOf("message"))
        .required("role", Shapes.oneOf("user", "assistant"))
        .required("content", Shapes.textOr(Shapes.list(1, 50, part)))
        .rule(
            Kind.WRONG_VALUE,
            "content",
            "only users send parts of type input_text, input_image and input_file",
            item -> "user".equals(item.text("role")) || item.text("content") != null);
  }

  private static Shape reasoning(ResponsesVariant variant) {
    return ObjectShape.of()
        .optional("effort", Shapes.oneOf(variant.efforts().toArray(new String[0])))
        .optional("summary", Shapes.oneOf("auto", "concise", "detailed"));
  }

  private static Shape format() {
    ObjectShape schema =
        ObjectShape.of()
            .required("name", Shapes.matching("[a-zA-Z0-9_-]{1,64}"))
            .required("schema", Shapes.anyObject())
            .optional("strict", Shapes.truth())
            .optional("description", Shapes.text());
    return Shapes.byType(Map.of("text", ObjectShape.of(), "json_schema", schema));
  }

  private static boolean alternates(List<JsonObject> items) {
    String next = "user";
    for (JsonObject item : items) {
      if (!next.equals(item.text("role"))) {
        return false;
      }
      next = "user".equals(next) ? "assistant" : "user";
    }
    return "assistant".equals(next);
  }
}
