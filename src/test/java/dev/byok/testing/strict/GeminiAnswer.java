package dev.byok.testing.strict;

import static dev.byok.testing.strict.Fields.object;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A correct answer, streamed or whole. Thoughts are not part of the candidates' tokens. */
final class GeminiAnswer {
  private static final String SERVED = StrictGemini.MODEL + "-11-2026";
  private static final String ID = "eR0aZw";
  private static final long CACHED = 8;
  private static final long SAID = 25;
  private static final long THOUGHT = 6;

  private final String text;
  private final @Nullable String reasoning;
  private final boolean thinks;
  private final long prompt;

  GeminiAnswer(JsonObject request) {
    List<String> files = GeminiRequest.files(request);
    JsonObject config = request.at("generationConfig");
    text = Script.text(config.has("responseJsonSchema"), files);
    prompt = 40 + 85L * files.size();
    thinks = config.at("thinkingConfig").has("thinkingLevel");
    reasoning = config.at("thinkingConfig").is("includeThoughts") ? Script.THOUGHT : null;
  }

  Reply reply(boolean stream) {
    Served served =
        new Served(
            text,
            reasoning,
            "stop",
            SERVED,
            ID,
            prompt,
            CACHED,
            null,
            thinks ? SAID + THOUGHT : SAID,
            thinks ? (Long) THOUGHT : null);
    return stream
        ? Reply.stream(stream(), served)
        : Reply.whole(Json.write(whole()), served).header("X-Gemini-Service-Tier", "standard");
  }

  private JsonObject whole() {
    List<JsonObject> parts =
        reasoning == null
            ? List.of(object("text", text))
            : List.of(
                object("text", reasoning, "thought", true),
                object("text", text, "thoughtSignature", "c2ln"));
    return chunk(parts, "STOP", SAID);
  }

  /** Only the end of the connection ends the stream. Its lines end with CR LF. */
  private String stream() {
    StringBuilder events = new StringBuilder();
    if (reasoning != null) {
      for (String piece : Script.pieces(reasoning)) {
        add(events, chunk(List.of(object("text", piece, "thought", true)), null, null));
      }
    }
    List<String> pieces = Script.pieces(text);
    for (int i = 0; i < pieces.size(); i++) {
      add(events, chunk(List.of(object("text", pieces.get(i))), null, 7L * (i + 1)));
    }
    JsonObject last = object("text", "", "thoughtSignature", "c2ln");
    add(events, chunk(List.of(last), "STOP", SAID));
    return events.toString();
  }

  private JsonObject chunk(
      List<JsonObject> parts, @Nullable String finishReason, @Nullable Long output) {
    JsonObject candidate = object("content", object("parts", parts, "role", "model"), "index", 0);
    if (finishReason != null) {
      candidate = candidate.with("finishReason", finishReason);
    }
    return object(
        "candidates",
        List.of(candidate),
        "usageMetadata",
        usage(output),
        "modelVersion",
        SERVED,
        "responseId",
        ID);
  }

  private JsonObject usage(@Nullable Long output) {
    long thoughts = thinks ? THOUGHT : 0;
    JsonObject usage =
        object(
            "promptTokenCount",
            prompt,
            "cachedContentTokenCount",
            CACHED,
            "totalTokenCount",
            prompt + thoughts + (output == null ? 0 : output),
            "promptTokensDetails",
            List.of(object("modality", "TEXT", "tokenCount", prompt)));
    if (output != null) {
      usage = usage.with("candidatesTokenCount", output);
    }
    return thinks ? usage.with("thoughtsTokenCount", thoughts) : usage;
  }

  private static void add(StringBuilder events, JsonObject chunk) {
    events.append("data: ").append(Json.write(chunk)).append("\r\n\r\n");
  }
}
