package dev.byok.sessions;

import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON object of a turn, which is one line of the file. */
final class TurnForm {
  private TurnForm() {}

  static JsonObject write(Turn turn) {
    Message message = turn.message();
    JsonObject.Builder object =
        JsonObject.builder()
            .put("role", message.role().name().toLowerCase(Locale.ROOT))
            .put("time", turn.time().toString());
    Turn.Origin origin = turn.origin();
    if (origin != null) {
      object
          .put("model", origin.model())
          .put("served_model", origin.served())
          .put("status", origin.status())
          .put("entry", origin.entry());
    }
    object.put("text", message.text());
    if (origin != null && !origin.reasoning().isEmpty()) {
      object.put("reasoning", origin.reasoning());
    }
    if (!message.attachments().isEmpty()) {
      List<JsonObject> files = new ArrayList<>();
      for (Attachment file : message.attachments()) {
        files.add(
            JsonObject.builder()
                .put("name", file.name())
                .put("type", file.type().mediaType())
                .put("base64", file.base64())
                .build());
      }
      object.put("attachments", files);
    }
    return object.build();
  }

  /**
   * @param number the position of the turn, from 1, for messages
   */
  static Turn read(JsonObject object, int number) throws DamagedSessionException {
    Facts facts = new Facts(object, " in turn " + number);
    List<Attachment> files = new ArrayList<>();
    for (JsonObject file : facts.objects("attachments")) {
      files.add(attachment(new Facts(file, facts.where())));
    }
    Message message = new Message(role(facts), facts.text("text"), List.copyOf(files));
    return new Turn(message, facts.time("time"), origin(facts));
  }

  private static Message.Role role(Facts facts) throws DamagedSessionException {
    return switch (facts.text("role")) {
      case "user" -> Message.Role.USER;
      case "assistant" -> Message.Role.ASSISTANT;
      default ->
          throw new DamagedSessionException(
              "\"role\" is neither user nor assistant" + facts.where());
    };
  }

  private static Turn.@Nullable Origin origin(Facts facts) throws DamagedSessionException {
    String model = facts.optionalText("model");
    if (model == null) {
      return null;
    }
    String reasoning = facts.optionalText("reasoning");
    return new Turn.Origin(
        model,
        facts.optionalText("served_model"),
        facts.text("status"),
        reasoning == null ? "" : reasoning,
        facts.optionalText("entry"));
  }

  private static Attachment attachment(Facts facts) throws DamagedSessionException {
    String mediaType = facts.text("type");
    for (Attachment.Type type : Attachment.Type.values()) {
      if (type.mediaType().equals(mediaType)) {
        return new Attachment(facts.text("name"), type, bytes(facts));
      }
    }
    throw new DamagedSessionException("an attachment has an unknown type" + facts.where());
  }

  private static byte[] bytes(Facts facts) throws DamagedSessionException {
    try {
      return Base64.getDecoder().decode(facts.text("base64"));
    } catch (IllegalArgumentException noBase64) {
      throw new DamagedSessionException("an attachment is not Base64" + facts.where(), noBase64);
    }
  }
}
