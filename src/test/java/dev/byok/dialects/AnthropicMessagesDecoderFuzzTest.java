package dev.byok.dialects;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AnthropicMessagesDecoderFuzzTest {
  /** Any input is decoded, or is malformed, or reports a failure. */
  @FuzzTest(maxDuration = "30s")
  void any_answer_is_decoded_or_refused(FuzzedDataProvider data) {
    AnyAnswer.decode(AnthropicMessagesDecoder::new, data);
  }

  @ParameterizedTest
  @MethodSource("oddAnswers")
  void odd_answers_are_decoded_or_refused(String answer) {
    AnyAnswer.decode(AnthropicMessagesDecoder::new, answer);
  }

  static Stream<String> oddAnswers() {
    return AnyAnswer.odd(
        "{\"type\":\"message_start\",\"message\":%s}",
        "{\"type\":\"message_start\",\"message\":{\"id\":%1$s,\"usage\":%1$s}}",
        "{\"type\":\"content_block_start\",\"content_block\":%s}",
        "{\"type\":\"content_block_delta\",\"delta\":{\"text\":%1$s,\"thinking\":%1$s}}",
        "{\"type\":\"message_delta\",\"delta\":%1$s,\"usage\":%1$s}",
        "{\"type\":\"message_delta\",\"usage\":{\"input_tokens\":%1$s,\"output_tokens\":%1$s}}",
        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":%1$s,\"stop_details\":%1$s}}",
        "{\"type\":\"error\",\"error\":%s}",
        "{\"type\":%1$s,\"error\":%1$s}",
        "{\"content\":[%1$s],\"usage\":%1$s}",
        "%s");
  }
}
