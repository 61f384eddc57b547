package dev.byok.dialects.openai;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.catalog.Quirks;
import dev.byok.dialects.AnyAnswer;
import dev.byok.dialects.Decoder;
import dev.byok.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class OpenAiResponsesFuzzTest {
  /** Any input is decoded, or is malformed, or reports a failure. */
  @FuzzTest(maxDuration = "30s")
  void any_answer_is_decoded_or_refused(FuzzedDataProvider data) {
    AnyAnswer.decode(OpenAiResponsesFuzzTest::decoder, data);
  }

  @ParameterizedTest
  @MethodSource("oddAnswers")
  void odd_answers_are_decoded_or_refused(String answer) {
    AnyAnswer.decode(OpenAiResponsesFuzzTest::decoder, answer);
  }

  static Stream<String> oddAnswers() {
    return AnyAnswer.odd(
        "{\"type\":\"response.output_text.delta\",\"output_index\":%1$s,\"delta\":%1$s}",
        "{\"type\":\"response.output_text.done\",\"content_index\":%1$s,\"text\":%1$s}",
        "{\"type\":\"response.reasoning_summary_text.delta\",\"summary_index\":%1$s,\"delta\":%1$s}",
        "{\"type\":\"response.refusal.delta\",\"delta\":%s}",
        "{\"type\":\"response.output_item.added\",\"item\":%s}",
        "{\"type\":\"response.completed\",\"response\":%s}",
        "{\"type\":\"response.completed\",\"response\":{\"status\":%1$s,\"usage\":%1$s,\"id\":%1$s}}",
        "{\"type\":\"response.completed\",\"response\":{\"status\":\"completed\",\"output\":%1$s}}",
        "{\"type\":\"response.incomplete\",\"response\":{\"incomplete_details\":%1$s}}",
        "{\"type\":%1$s,\"response\":{\"error\":%1$s,\"status\":\"incomplete\"}}",
        "{\"type\":\"error\",\"error\":%s}",
        "{\"output\":[%1$s],\"status\":%1$s,\"usage\":%1$s}",
        "{\"output\":[{\"type\":\"message\",\"content\":%1$s}]}",
        "%s");
  }

  private static Decoder decoder() {
    return new OpenAiResponsesDecoder(new Quirks(JsonObject.empty()));
  }
}
