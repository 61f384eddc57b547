package dev.byok.cli.sessions;

import dev.byok.conversation.Attachment;
import dev.byok.json.JsonObject;
import dev.byok.sessions.Session;
import dev.byok.sessions.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A session as JSON for scripts. Attachments have only name and type. */
final class SessionJson {
  private SessionJson() {}

  static JsonObject of(Session session) {
    List<JsonObject> turns = new ArrayList<>();
    for (Turn turn : session.turns()) {
      turns.add(turn(turn));
    }
    return JsonObject.builder()
        .put("name", session.name())
        .put("created", session.created().toString())
        .put("updated", session.updated().toString())
        .put("model", session.model())
        .put("ref", session.model())
        .put("system", session.system())
        .put("turns", turns)
        .build();
  }

  private static JsonObject turn(Turn turn) {
    Turn.Origin origin = turn.origin();
    List<JsonObject> files = new ArrayList<>();
    for (Attachment file : turn.message().attachments()) {
      files.add(
          JsonObject.builder()
              .put("name", file.name())
              .put("type", file.type().mediaType())
              .build());
    }
    return JsonObject.builder()
        .put("role", turn.message().role().name().toLowerCase(Locale.ROOT))
        .put("text", turn.message().text())
        .put("model", origin == null ? null : origin.model())
        .put("ref", origin == null ? null : origin.model())
        .put("served_model", origin == null ? null : origin.served())
        .put("status", origin == null ? null : origin.status())
        .put("time", turn.time().toString())
        .put("attachments", files)
        .build();
  }
}
