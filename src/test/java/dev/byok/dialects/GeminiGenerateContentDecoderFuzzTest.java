package dev.byok.dialects;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GeminiGenerateContentDecoderFuzzTest {
  /** Any input is decoded, or is malformed, or reports a failure. */
  @FuzzTest(maxDuration = "30s")
  void any_answer_is_decoded_or_refused(FuzzedDataProvider data) {
    AnyAnswer.decode(GeminiGenerateContentDecoder::new, data);
  }

  @ParameterizedTest
  @MethodSource("oddAnswers")
  void odd_answers_are_decoded_or_refused(String answer) {
    AnyAnswer.decode(GeminiGenerateContentDecoder::new, answer);
  }

  static Stream<String> oddAnswers() {
    return AnyAnswer.odd(
        "{\"candidates\":%s}",
        "{\"candidates\":[%s]}",
        "{\"candidates\":[{\"index\":%1$s,\"content\":%1$s,\"finishReason\":%1$s}]}",
        "{\"candidates\":[{\"content\":{\"parts\":[%s]}}]}",
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":%1$s,\"thought\":%1$s}]}}]}",
        "{\"usageMetadata\":{\"promptTokenCount\":%1$s,\"thoughtsTokenCount\":%1$s}}",
        "{\"promptFeedback\":{\"blockReason\":%1$s,\"blockReasonMessage\":%1$s}}",
        "{\"modelVersion\":%1$s,\"responseId\":%1$s}",
        "{\"error\":%s}",
        "[%1$s,%1$s]",
        "%s");
  }
}
