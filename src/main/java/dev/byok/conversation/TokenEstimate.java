package dev.byok.conversation;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Estimates tokens, rather too many than too few: a token is seldom less than three bytes. */
public final class TokenEstimate {
  private static final long BYTES_A_TOKEN = 3;
  private static final long A_MESSAGE = 8;
  private static final long AN_IMAGE = 2_000;
  private static final long A_PDF = 3_000;
  private static final long PDF_BYTES_A_TOKEN = 50;

  private TokenEstimate() {}

  /** Estimates everything that a prompt sends. */
  public static long of(Prompt prompt) {
    long bytes = utf8(prompt.system()) + utf8(prompt.suffix());
    long tokens = prompt.system() == null ? 0 : A_MESSAGE;
    for (Message message : prompt.messages()) {
      bytes += utf8(message.text());
      tokens += A_MESSAGE + files(message);
    }
    JsonObject schema = prompt.options().schema();
    if (schema != null) {
      bytes += utf8(Json.write(schema));
    }
    return tokens + ofBytes(bytes);
  }

  /** Estimates one message. */
  public static long of(Message message) {
    return A_MESSAGE + files(message) + ofBytes(utf8(message.text()));
  }

  /** Estimates a system prompt; 0 for none. */
  public static long ofSystem(@Nullable String text) {
    return text == null ? 0 : A_MESSAGE + ofBytes(utf8(text));
  }

  /** Estimates so many bytes of text, with their punctuation. */
  public static long ofBytes(long bytes) {
    return (bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN;
  }

  private static long files(Message message) {
    long tokens = 0;
    for (Attachment attachment : message.attachments()) {
      long size = attachment.bytes().length;
      tokens +=
          attachment.type().isImage()
              ? AN_IMAGE
              : Math.max(A_PDF, (size + PDF_BYTES_A_TOKEN - 1) / PDF_BYTES_A_TOKEN);
    }
    return tokens;
  }

  /** Counts the bytes without encoding the text, since a prompt may be large. */
  private static long utf8(@Nullable String text) {
    long bytes = 0;
    for (int i = 0; text != null && i < text.length(); i++) {
      char c = text.charAt(i);
      // Each half of a pair counts two of the pair's four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }
}
