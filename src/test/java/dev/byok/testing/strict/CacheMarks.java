package dev.byok.testing.strict;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The marks that tell Anthropic's models up to where to cache a request. */
final class CacheMarks {
  /** The most marks that providers accept. */
  private static final int MOST = 4;

  private static final String FIELD = "cache_control";
  private static final Shape TTL = Shapes.oneOf("5m", "1h");

  private CacheMarks() {}

  /** Returns a block that may carry a mark. */
  static ObjectShape on(ObjectShape block) {
    return block.optional(
        FIELD, Shapes.byType(Map.of("ephemeral", ObjectShape.of().optional("ttl", TTL))));
  }

  /**
   * Returns whether each mark is where it serves the next turn: after the system prompt, and on the
   * last block of the user's last two turns.
   */
  static boolean areInPlace(JsonObject request) {
    List<JsonObject> users = new ArrayList<>();
    int marks = marks(request);
    int expected = onLast(request.objects("system"));
    for (JsonObject message : request.objects("messages")) {
      if ("user".equals(message.text("role"))) {
        users.add(message);
      } else if ("system".equals(message.text("role"))) {
        expected += onLast(message.objects("content"));
      }
    }
    for (JsonObject message : users.subList(Math.max(0, users.size() - 2), users.size())) {
      expected += onLast(message.objects("content"));
    }
    return marks <= MOST && marks == expected;
  }

  static int marks(JsonObject request) {
    return Json.write(request).split("\"" + FIELD + "\":\\{", -1).length - 1;
  }

  private static int onLast(List<JsonObject> blocks) {
    return !blocks.isEmpty() && blocks.getLast().has(FIELD) ? 1 : 0;
  }
}
