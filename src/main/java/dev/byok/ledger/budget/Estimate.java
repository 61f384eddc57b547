package dev.byok.ledger.budget;

import dev.byok.catalog.Cost;
import dev.byok.catalog.ModelFacts;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options.Effort;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Usage;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a request may use, rather too much than too little: a token is seldom less than three bytes
 * of text.
 *
 * @param tokens of the prompt and its answer
 * @param cost US dollars; null when the model's price is not known
 */
public record Estimate(long tokens, @Nullable BigDecimal cost) {
  private static final long BYTES_A_TOKEN = 3;
  private static final long A_MESSAGE = 8;
  private static final long AN_IMAGE = 2_000;
  private static final long A_PDF = 3_000;
  private static final long PDF_BYTES_A_TOKEN = 50;
  private static final long USUAL_ANSWER = 4_096;

  /**
   * Of a prompt.
   *
   * @param facts what the price list says of the model; null for nothing
   */
  public static Estimate of(Prompt prompt, @Nullable ModelFacts facts) {
    long input = input(prompt);
    long output = output(prompt, facts);
    BigDecimal cost =
        facts == null ? null : Cost.of(new Usage(input, null, null, output, null), facts.price());
    return new Estimate(input + output, cost);
  }

  private static long input(Prompt prompt) {
    long bytes = utf8(prompt.system()) + utf8(prompt.suffix());
    long tokens = prompt.system() == null ? 0 : A_MESSAGE;
    for (Message message : prompt.messages()) {
      bytes += utf8(message.text());
      tokens += A_MESSAGE;
      for (Attachment attachment : message.attachments()) {
        long size = attachment.bytes().length;
        tokens +=
            attachment.type().isImage()
                ? AN_IMAGE
                : Math.max(A_PDF, (size + PDF_BYTES_A_TOKEN - 1) / PDF_BYTES_A_TOKEN);
      }
    }
    JsonObject schema = prompt.options().schema();
    if (schema != null) {
      bytes += utf8(Json.write(schema));
    }
    return tokens + (bytes + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN;
  }

  private static long output(Prompt prompt, @Nullable ModelFacts facts) {
    Long most = prompt.options().maxTokens();
    if (most != null) {
      return most;
    }
    long usual = usual(prompt.options().effort());
    Long able = facts == null ? null : facts.maxOutput();
    return able == null || able <= 0 ? usual : Math.min(able, usual);
  }

  /** What is thought before an answer is part of it. */
  private static long usual(@Nullable Effort effort) {
    if (effort == Effort.MAX) {
      return 8 * USUAL_ANSWER;
    }
    if (effort == Effort.HIGH) {
      return 4 * USUAL_ANSWER;
    }
    return effort == Effort.MEDIUM ? 2 * USUAL_ANSWER : USUAL_ANSWER;
  }

  /** Counted, not made: a prompt may be large. */
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
