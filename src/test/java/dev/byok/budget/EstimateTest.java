package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Options.Effort;
import dev.byok.conversation.Prompt;
import dev.byok.json.JsonObject;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelPrice;
import dev.byok.prices.ModelPrice.Rates;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EstimateTest {
  private static final Options HUNDRED = new Options(null, 100L, null, List.of(), null, null);

  private static ModelFacts facts(@Nullable Long maxOutput, Rates rates) {
    return new ModelFacts(
        "m",
        null,
        null,
        maxOutput,
        List.of(),
        List.of(),
        null,
        null,
        new ModelPrice(rates, List.of()));
  }

  private static Rates rates(String input, String output) {
    return new Rates(new BigDecimal(input), new BigDecimal(output), null, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "abc", "four", "nächtlich", "€", "𝄞𝄞", "漢字かな", "\ud834 alone"})
  void text_counts_by_its_utf8_bytes_and_is_never_counted_low(String text) {
    long tokens =
        Estimate.of(new Prompt(null, List.of(Message.user(text)), HUNDRED), null).tokens();
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(tokens >= 100 + 8 + (bytes + 2) / 3, tokens + " for " + bytes);
    assertTrue(tokens <= 100 + 8 + (bytes + 3) / 3, tokens + " for " + bytes);
  }

  @Test
  void system_messages_suffix_and_schema_count() {
    JsonObject schema = JsonObject.builder().put("a", "b").build(); // 9 bytes
    Options options = new Options(null, 100L, null, List.of(), null, schema);
    Message message = Message.user("x".repeat(30));
    assertEquals(
        100 + 3 * 8 + (6 + 60 + 9) / 3,
        Estimate.of(new Prompt("system", List.of(message, message), options), null).tokens());
    assertEquals(
        100 + 8 + (30 + 12) / 3,
        Estimate.of(new Prompt(null, List.of(message), HUNDRED, "y".repeat(12), null), null)
            .tokens());
  }

  @Test
  void images_and_pdfs_count() {
    Attachment image = new Attachment("a.png", Attachment.Type.PNG, new byte[5_000_000]);
    Attachment small = new Attachment("a.pdf", Attachment.Type.PDF, new byte[100]);
    Attachment large = new Attachment("b.pdf", Attachment.Type.PDF, new byte[1_000_001]);
    Message message = Message.user("", List.of(image, small, large));
    assertEquals(
        100 + 8 + 2_000 + 3_000 + 20_001,
        Estimate.of(new Prompt(null, List.of(message), HUNDRED), null).tokens());
  }

  @Test
  void an_answer_is_as_long_as_it_may_be() {
    Prompt open = new Prompt(null, List.of(Message.user("")), Options.none());
    assertEquals(8 + 4_096, Estimate.of(open, null).tokens());
    assertEquals(8 + 4_096, Estimate.of(open, facts(null, rates("1", "1"))).tokens());
    assertEquals(8 + 4_096, Estimate.of(open, facts(128_000L, rates("1", "1"))).tokens());
    assertEquals(8 + 500, Estimate.of(open, facts(500L, rates("1", "1"))).tokens());
    Prompt said = new Prompt(null, List.of(Message.user("")), HUNDRED);
    assertEquals(8 + 100, Estimate.of(said, facts(50L, rates("1", "1"))).tokens());
  }

  @Test
  void thinking_is_part_of_an_answer() {
    assertEquals(8 + 4_096, thinking(Effort.LOW, null).tokens());
    assertEquals(8 + 8_192, thinking(Effort.MEDIUM, null).tokens());
    assertEquals(8 + 16_384, thinking(Effort.HIGH, null).tokens());
    assertEquals(8 + 32_768, thinking(Effort.MAX, null).tokens());
    assertEquals(8 + 20_000, thinking(Effort.MAX, 20_000L).tokens());
  }

  private static Estimate thinking(Effort effort, @Nullable Long maxOutput) {
    Options options = new Options(null, null, effort, List.of(), null, null);
    return Estimate.of(
        new Prompt(null, List.of(Message.user("")), options),
        maxOutput == null ? null : facts(maxOutput, rates("1", "1")));
  }

  @Test
  void the_cost_is_that_of_the_price_list_and_unknown_without_it() {
    Prompt prompt = new Prompt(null, List.of(Message.user("x".repeat(6))), HUNDRED);
    // 10 tokens in, 100 out
    assertEquals(
        new BigDecimal("0.00102"), Estimate.of(prompt, facts(null, rates("2", "10"))).cost());
    assertEquals(BigDecimal.ZERO, Estimate.of(prompt, facts(null, rates("0", "0"))).cost());
    assertNull(Estimate.of(prompt, null).cost());
    assertNull(Estimate.of(prompt, facts(null, Rates.unknown())).cost());
    assertNull(
        Estimate.of(prompt, facts(null, new Rates(BigDecimal.ONE, null, null, null))).cost());
  }

  @Test
  void the_body_of_another_program_is_a_third_of_its_bytes_and_its_answer() {
    assertEquals(34 + 7, Estimate.ofBody(100, 7L, false, null).tokens());
    assertEquals(34 + 4_096, Estimate.ofBody(100, null, false, null).tokens());
    assertEquals(34 + 32_768, Estimate.ofBody(100, null, true, null).tokens());
    assertEquals(34 + 7, Estimate.ofBody(100, 7L, true, null).tokens());
  }

  /** Otherwise a request could lower what all others have reserved. */
  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
  void no_number_in_a_body_makes_an_estimate_negative(long most) {
    long tokens = Estimate.ofBody(100, most, false, null).tokens();
    assertEquals(most < 0 ? 34 + 4_096 : 34 + 1_000_000_000_000L, tokens);
  }
}
