package dev.byok.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FinishReasonsTest {
  @ParameterizedTest
  @CsvSource({
    "stop, stop",
    "STOP, stop",
    "end_turn, stop",
    "stop_sequence, stop",
    "eos, stop",
    "max_tokens, length",
    "maxTokens, length",
    "max-tokens, length",
    "endTurn, stop",
    "tool-calls, tool_calls",
    "ERROR_TOXIC, content_filter",
    "17, 17",
    "MAX_TOKENS, length",
    "max_output_tokens, length",
    "length, length",
    "model_context_window_exceeded, length",
    "model_length, length",
    "content_filter, content_filter",
    "SAFETY, content_filter",
    "LANGUAGE, content_filter",
    "IMAGE_SAFETY, content_filter",
    "MODEL_ARMOR, content_filter",
    "refusal, content_filter",
    "guardrail_intervened, content_filter",
    "sensitive, content_filter",
    "tool_use, tool_calls",
    "function_call, tool_calls",
    "tool_calls, tool_calls"
  })
  void the_same_word_whoever_answers(String said, String word) {
    assertEquals(word, FinishReasons.word(said));
    assertEquals(word, FinishReasons.word(said.toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "null", "NULL", "none", "FINISH_REASON_UNSPECIFIED"})
  void what_is_no_reason_is_none(String said) {
    assertNull(FinishReasons.word(said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abort",
        "cancelled",
        "error",
        "pause_turn",
        "OTHER",
        "MALFORMED_FUNCTION_CALL",
        "UNEXPECTED_TOOL_CALL",
        "MALFORMED_RESPONSE",
        "insufficient_system_resource",
        "TOO_MANY_TOOL_CALLS",
        "a reason of next year"
      })
  void any_other_is_no_good_end(String said) {
    String word = FinishReasons.word(said);
    assertEquals(said.toLowerCase(Locale.ROOT), word);
    assertFalse(FinishReasons.isGoodEnd(said));
  }
}
