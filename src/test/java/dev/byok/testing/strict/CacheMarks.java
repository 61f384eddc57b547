package dev.byok.testing.strict;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where a request says up to where it is worth keeping, in the form of Anthropic's models. */
final class CacheMarks {
  /** Providers take no more. */
  private static final int MOST = 4;

  private static final String FIELD = "cache_control";
  private static final Shape TTL = Shapes.oneOf("5m", "1h");

  private CacheMarks() {}

  /** A block that may be marked. */
  static ObjectShape on(ObjectShape block) {
    return block.optional(
        FIELD, Shapes.byType(Map.of("ephemeral", ObjectShape.of().optional("ttl", TTL))));
  }

  /**
   * Whether each mark stands where it serves the next turn: behind the instructions, and behind the
   * last and the last but one of the user's turns, on a message's last block.
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

  /** How many there are. */
  static int marks(JsonObject request) {
    return Json.write(request).split("\"" + FIELD + "\":\\{", -1).length - 1;
  }

  private static int onLast(List<JsonObject> blocks) {
    return !blocks.isEmpty() && blocks.getLast().has(FIELD) ? 1 : 0;
  }
}
