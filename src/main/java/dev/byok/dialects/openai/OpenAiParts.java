package dev.byok.dialects.openai;

import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Writes a message's content as a list of parts. The two wires of OpenAI name them differently. */
enum OpenAiParts {
  CHAT("text"),
  RESPONSES("input_text");

  private final String textType;

  OpenAiParts(String textType) {
    this.textType = textType;
  }

  /** Puts the files first: models answer a question better when it comes after what it is about. */
  List<JsonObject> of(Message turn) {
    List<JsonObject> parts = new ArrayList<>();
    for (Attachment attachment : turn.attachments()) {
      parts.add(attachment.type().isImage() ? image(attachment) : file(attachment));
    }
    if (!turn.text().isEmpty()) {
      parts.add(part(textType).put("text", turn.text()).build());
    }
    return parts;
  }

  private JsonObject image(Attachment image) {
    // Responses requires a detail; this is what chat completions assume without one.
    return this == CHAT
        ? part("image_url")
            .put("image_url", JsonObject.builder().put("url", image.dataUrl()).build())
            .build()
        : part("input_image").put("image_url", image.dataUrl()).put("detail", "auto").build();
  }

  private JsonObject file(Attachment file) {
    return this == CHAT
        ? part("file").put("file", described(JsonObject.builder(), file).build()).build()
        : described(part("input_file"), file).build();
  }

  private static JsonObject.Builder described(JsonObject.Builder part, Attachment file) {
    return part.put("filename", file.name()).put("file_data", file.dataUrl());
  }

  private static JsonObject.Builder part(String type) {
    return JsonObject.builder().put("type", type);
  }
}
