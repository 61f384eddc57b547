package dev.byok.dialects;

import dev.byok.conversation.Delta;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the reasons of all dialects mean, in any case. One table for all of them: gateways pass on
 * the words of whoever answers behind them.
 */
public final class FinishReasons {
  private FinishReasons() {}

  /**
   * The reason in byok's words, {@link Delta.Finish}; null for one that says that there is none
   * yet. One that is unknown stays as it is, in lower case, and counts as no good end.
   */
  public static @Nullable String word(@Nullable String said) {
    String lower = said == null ? "" : said.strip().toLowerCase(Locale.ROOT);
    String letters = letters(lower);
    if (letters.isEmpty()) {
      return lower.isEmpty() ? null : lower;
    }
    return switch (letters) {
      // Some servers write "null" into each piece; Gemini's is the zero of its protocol.
      case "null", "none", "undefined", "unspecified", "finishreasonunspecified" -> null;
      case "stop",
          "stopsequence",
          "endturn",
          "end",
          "eos",
          "eostoken",
          "complete",
          "completed",
          "finished" ->
          "stop";
      case "length",
          "maxtokens",
          "maxoutputtokens",
          "maxcompletiontokens",
          "maxnewtokens",
          "maxlength",
          "modellength",
          "tokenlimit",
          "contextlength",
          "contextlengthexceeded",
          "contextwindowexceeded",
          "modelcontextwindowexceeded" ->
          "length";
      case "contentfilter",
          "errortoxic",
          "toxic",
          "contentfiltered",
          "contentpolicyviolation",
          "guardrailintervened",
          "guardrail",
          "moderation",
          "refusal",
          "refused",
          "blocked",
          "flagged",
          "sensitive",
          "safety",
          "recitation",
          "language",
          "blocklist",
          "prohibitedcontent",
          "spii",
          "jailbreak",
          "modelarmor",
          "imagesafety",
          "imagerecitation",
          "imageprohibitedcontent" ->
          "content_filter";
      case "toolcalls", "toolcall", "tooluse", "functioncall" -> "tool_calls";
      default -> lower;
    };
  }

  /** One spelling of each: maxTokens, MAX_TOKENS and max-tokens are the same. */
  private static String letters(String lower) {
    StringBuilder letters = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      if (lower.charAt(i) >= 'a' && lower.charAt(i) <= 'z') {
        letters.append(lower.charAt(i));
      }
    }
    return letters.toString();
  }

  /** Whether an answer that ends so is one: not broken off, and not filtered. */
  public static boolean isGoodEnd(String word) {
    return word.equals("stop") || word.equals("length") || word.equals("tool_calls");
  }
}
