package dev.byok.testing;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Checks a body field by field against what Bedrock's Converse accepts, after botocore's model of
 * the service.
 */
final class ConverseRules {
  private ConverseRules() {}

  /**
   * Returns the first thing that is wrong with a body, or an empty text.
   *
   * @param model as in the path
   */
  static String complaint(String model, String body) {
    try {
      JsonObject request = Json.parseObject(body);
      require(
          keepsPrompts(model) || !body.contains("\"cachePoint\""),
          "this model does not support prompt caching");
      openAi(model, request, body);
      return complaint(request);
    } catch (JsonSyntaxException malformed) {
      return "the body is no JSON";
    } catch (Broken rule) {
      return String.valueOf(rule.getMessage());
    }
  }

  private static String complaint(JsonObject body) {
    only(
        body,
        "messages",
        "system",
        "inferenceConfig",
        "additionalModelRequestFields",
        "outputConfig");
    require(!body.objects("messages").isEmpty(), "no messages");
    int points = system(body.objects("system"));
    List<Integer> users = new ArrayList<>();
    String last = "assistant";
    for (JsonObject message : body.objects("messages")) {
      only(message, "role", "content");
      String role = text(message, "role");
      require(Set.of("user", "assistant").contains(role) && !role.equals(last), "roles alternate");
      last = role;
      require(!message.objects("content").isEmpty(), "no content");
      int pointsHere = content(message.objects("content"));
      require(role.equals("user") || pointsHere == 0, "a cachePoint behind an answer");
      points += pointsHere;
      if (role.equals("user")) {
        users.add(pointsHere);
      }
    }
    require(points <= 4, "at most 4 cachePoints");
    for (int i = 0; i + 2 < users.size(); i++) {
      require(users.get(i) == 0, "a cachePoint before the last two turns");
    }
    JsonObject inference = body.at("inferenceConfig");
    only(inference, "maxTokens", "temperature", "stopSequences", "topP");
    require(!body.has("inferenceConfig") || !inference.fields().isEmpty(), "nothing to infer by");
    require(!inference.has("maxTokens") || inference.count("maxTokens") != null, "maxTokens");
    require(
        !inference.has("stopSequences") || !inference.texts("stopSequences").isEmpty(),
        "stopSequences");
    outputConfig(body.at("outputConfig"));
    return "";
  }

  /** What OpenAI's models refuse, which are older ones with open weights, or newer ones. */
  private static void openAi(String model, JsonObject request, String body) {
    if (!model.contains("openai.")) {
      return;
    }
    boolean open = model.contains("gpt-oss");
    require(!body.contains("\"document\""), "This model doesn't support documents.");
    require(!open || !body.contains("\"image\""), "This model doesn't support images.");
    JsonObject more = request.at("additionalModelRequestFields");
    only(more, open ? "reasoning_effort" : "reasoning");
    only(more.at("reasoning"), "effort");
    String schema =
        request.at("outputConfig").at("textFormat").at("structure").at("jsonSchema").text("schema");
    require(
        schema == null || schema.contains("\"additionalProperties\":false"),
        "'additionalProperties' is required to be supplied and to be false.");
  }

  /** Claude since 3.5 Haiku and 3.7 Sonnet, and the first Nova models, cache prompts. */
  private static boolean keepsPrompts(String model) {
    return model.matches(
        ".*(anthropic\\.claude-(opus|sonnet|haiku|3-7-sonnet|3-5-haiku)|amazon\\.nova-).*");
  }

  private static int system(List<JsonObject> parts) {
    int points = 0;
    for (JsonObject part : parts) {
      require(points == 0, "something behind the cachePoint");
      if (part.has("cachePoint")) {
        points += cachePoint(part);
        require(parts.size() > 1, "a cachePoint behind nothing");
      } else {
        only(part, "text");
        text(part, "text");
      }
    }
    return points;
  }

  private static int content(List<JsonObject> blocks) {
    int points = 0;
    for (JsonObject block : blocks) {
      require(points == 0, "something behind the cachePoint");
      if (block.has("cachePoint")) {
        points += cachePoint(block);
        require(blocks.size() > 1, "a cachePoint behind nothing");
      } else {
        block(block);
      }
    }
    return points;
  }

  private static int cachePoint(JsonObject block) {
    only(block, "cachePoint");
    only(block.at("cachePoint"), "type");
    require(text(block.at("cachePoint"), "type").equals("default"), "the type of a cachePoint");
    return 1;
  }

  private static void block(JsonObject block) {
    only(block, "text", "image", "document");
    require(block.fields().size() == 1, "one kind a block");
    if (block.has("text")) {
      require(!text(block, "text").isBlank(), "blank text");
    }
    if (block.has("image")) {
      only(block.at("image"), "format", "source");
      format(block.at("image"), "png", "jpeg", "gif", "webp");
      bytes(block.at("image"));
    }
    if (block.has("document")) {
      JsonObject document = block.at("document");
      only(document, "format", "name", "source");
      format(document, "pdf");
      String name = text(document, "name");
      require(name.matches("[A-Za-z0-9()\\[\\] -]{1,200}") && !name.contains("  "), "the name");
      bytes(document);
    }
  }

  private static void outputConfig(JsonObject config) {
    only(config, "textFormat", "effort");
    JsonObject format = config.at("textFormat");
    only(format, "type", "structure");
    require(!config.has("textFormat") || text(format, "type").equals("json_schema"), "the type");
    JsonObject definition = format.at("structure").at("jsonSchema");
    only(format.at("structure"), "jsonSchema");
    only(definition, "schema", "name", "description");
    if (config.has("textFormat")) {
      try {
        Json.parseObject(text(definition, "schema"));
      } catch (JsonSyntaxException noSchema) {
        throw new Broken("the schema is no JSON");
      }
    }
  }

  private static void bytes(JsonObject part) {
    only(part.at("source"), "bytes");
    try {
      require(Base64.getDecoder().decode(text(part.at("source"), "bytes")).length > 0, "no bytes");
    } catch (IllegalArgumentException noBase64) {
      throw new Broken("bytes that are no Base64");
    }
  }

  private static void format(JsonObject part, String... known) {
    require(List.of(known).contains(text(part, "format")), "the format");
  }

  private static String text(JsonObject from, String field) {
    String text = from.text(field);
    require(text != null, "no text in " + field);
    return String.valueOf(text);
  }

  private static void only(JsonObject object, String... known) {
    for (String field : object.fields().keySet()) {
      require(List.of(known).contains(field), "extraneous key [" + field + "] is not permitted");
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new Broken(rule);
    }
  }

  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String rule) {
      super(rule);
    }
  }
}
