package dev.byok.dialects;

import dev.byok.conversation.Delta;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Translates the finish reasons of all dialects. There is one table for all of them, because
 * gateways pass on the words of whichever provider answers.
 */
public final class FinishReasons {
  private FinishReasons() {}

  /**
   * Returns the reason in byok's words, see {@link Delta.Finish}, or null when the provider's word
   * means that there is none yet. An unknown reason is kept in lower case and is not a good end.
   */
  public static @Nullable String word(@Nullable String said) {
    String lower = said == null ? "" : said.strip().toLowerCase(Locale.ROOT);
    String letters = letters(lower);
    if (letters.isEmpty()) {
      return lower.isEmpty() ? null : lower;
    }
    return switch (letters) {
      // Some servers put "null" into every piece; Gemini's word is the zero value of its protocol.
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

  /** Keeps only the letters, so that maxTokens, MAX_TOKENS and max-tokens are the same. */
  private static String letters(String lower) {
    StringBuilder letters = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      if (lower.charAt(i) >= 'a' && lower.charAt(i) <= 'z') {
        letters.append(lower.charAt(i));
      }
    }
    return letters.toString();
  }

  /** Returns whether the reason ends a usable answer, neither broken off nor filtered. */
  public static boolean isGoodEnd(String word) {
    return word.equals("stop") || word.equals("length") || word.equals("tool_calls");
  }
}
