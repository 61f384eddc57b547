package dev.byok.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.conversation.Usage;
import dev.byok.json.Json;
import dev.byok.prices.ModelPrice.Rates;
import dev.byok.prices.ModelPrice.Tier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CostTest {
  /** Rates of 1, 10, 0.1 and 2 dollars; above 200 tokens 2, 20, 0.2 and 4; above 500 3 and 30. */
  private static final ModelPrice TIERED =
      new ModelPrice(
          rates("1", "10", "0.1", "2"),
          List.of(
              new Tier(200, rates("2", "20", "0.2", "4")),
              new Tier(500, rates("3", "30", null, null))));

  @ParameterizedTest(name = "{0} in, {1} read, {2} written, {3} out, {4} reasoning: {5}")
  @CsvSource({
    // none, and each kind alone
    "0,,,0,,0",
    "1,,,0,,0.000001",
    "0,,,1,,0.00001",
    "1,1,,0,,0.0000001",
    "1,,1,0,,0.000002",
    // cached tokens are part of the input, reasoning is part of the output
    "100,40,,0,,0.000064",
    "100,40,30,0,,0.000094",
    "100,40,60,0,,0.000124",
    "100,0,0,10,10,0.0002",
    "100,,,10,7,0.0002",
    // parts larger than the whole cannot make it negative
    "10,20,,0,,0.000001",
    "10,20,20,0,,0.000001",
    "10,4,20,0,,0.0000124",
    // one below, at and above a tier's size
    "199,,,0,,0.000199",
    "200,,,0,,0.0002",
    "201,,,0,,0.000402",
    "201,200,,1,,0.000062",
    "500,,,0,,0.001",
    "501,,,0,,0.001503",
    // a tier without a cache rate uses its input rate
    "501,500,,0,,0.001503",
    "501,,500,0,,0.001503",
    // what was not reported
    ",,,5,,",
    "5,,,,,",
    ",,,,,",
  })
  void each_kind_of_tokens_has_its_rate(
      @Nullable Long input,
      @Nullable Long read,
      @Nullable Long written,
      @Nullable Long output,
      @Nullable Long reasoning,
      @Nullable BigDecimal dollars) {
    assertEquals(dollars, Cost.of(new Usage(input, read, written, output, reasoning), TIERED));
  }

  @Test
  void a_rate_that_matters_and_is_not_known_leaves_the_cost_unknown() {
    ModelPrice noOutput = price("1", null, null, null);
    assertNull(Cost.of(usage(5, 1), noOutput));
    assertEquals(new BigDecimal("0.000005"), Cost.of(usage(5, 0), noOutput));
    ModelPrice noInput = price(null, "1", "1", "1");
    assertNull(Cost.of(usage(5, 1), noInput));
    assertEquals(new BigDecimal("0.000001"), Cost.of(usage(0, 1), noInput));
    assertEquals(new BigDecimal("0.000006"), Cost.of(new Usage(5L, 3L, 2L, 1L, null), noInput));
    assertNull(Cost.of(usage(5, 1), ModelPrice.unknown()));
    assertNull(Cost.of(usage(0, 0), ModelPrice.unknown()));
    ModelPrice tierWithoutOutput =
        new ModelPrice(
            rates("1", "1", null, null), List.of(new Tier(9, rates("2", null, null, null))));
    assertEquals(new BigDecimal("0.00001"), Cost.of(usage(9, 1), tierWithoutOutput));
    assertNull(Cost.of(usage(10, 1), tierWithoutOutput));
  }

  @Test
  void what_is_free_costs_nothing_and_is_not_unknown() {
    assertEquals(BigDecimal.ZERO, Cost.of(usage(5, 1), price("0", "0", null, null)));
    assertEquals(BigDecimal.ZERO, Cost.of(usage(5, 1), price("0.000", "0", "0", "0")));
    assertEquals(
        BigDecimal.ZERO, Cost.of(new Usage(5L, 5L, null, 0L, null), price("1", "1", "0", null)));
  }

  /**
   * Compares with integers: millionths of a dollar times a common denominator, without decimals.
   */
  @Test
  void any_tokens_at_any_rates_cost_exactly_their_sum() {
    Random random = new Random(4);
    for (int round = 0; round < 20_000; round++) {
      int digits = random.nextInt(13);
      BigInteger[] numerators = new BigInteger[4];
      BigDecimal[] rates = new BigDecimal[4];
      for (int i = 0; i < 4; i++) {
        numerators[i] = BigInteger.valueOf(random.nextLong(1L << (1 + random.nextInt(40))));
        rates[i] = new BigDecimal(numerators[i], digits);
      }
      long input = random.nextLong(1L << (1 + random.nextInt(62)));
      long read = random.nextLong(input + 1);
      long written = random.nextLong(input - read + 1);
      long output = random.nextLong(1L << (1 + random.nextInt(62)));
      BigInteger expected =
          numerators[0]
              .multiply(BigInteger.valueOf(input - read - written))
              .add(numerators[1].multiply(BigInteger.valueOf(output)))
              .add(numerators[2].multiply(BigInteger.valueOf(read)))
              .add(numerators[3].multiply(BigInteger.valueOf(written)));
      BigDecimal cost =
          Cost.of(
              new Usage(input, read, written, output, random.nextBoolean() ? output : null),
              new ModelPrice(new Rates(rates[0], rates[1], rates[2], rates[3]), List.of()));
      BigInteger denominator = BigInteger.TEN.pow(digits + 6);
      if (expected.divide(denominator).compareTo(BigInteger.TEN.pow(15)) >= 0) {
        assertNull(cost, "no entry of the ledger takes so much");
        continue;
      }
      assertNotNull(cost);
      BigInteger scaled = cost.unscaledValue().multiply(denominator);
      assertEquals(expected.multiply(BigInteger.TEN.pow(cost.scale())), scaled);
      assertFalse(Json.write(cost).contains("E"), Json.write(cost));
    }
  }

  @Test
  void the_smallest_price_gives_a_cost_that_the_ledger_reads_back() {
    BigDecimal least = ModelPrice.sane(new BigDecimal("1E-24"));
    assertNotNull(least);
    BigDecimal cost =
        Cost.of(usage(1, 0), new ModelPrice(new Rates(least, least, null, null), List.of()));
    assertNotNull(cost);
    assertEquals(30, cost.scale());
    assertNull(ModelPrice.sane(new BigDecimal("1E-25")));
  }

  @Test
  void small_sums_are_written_without_an_exponent() {
    BigDecimal cost = Cost.of(usage(38, 0), price("1", "1", null, null));
    assertEquals("0.000038", Json.write(cost));
    assertEquals("0.0000000001", Json.write(Cost.of(usage(1, 0), price("1E-4", "1", null, null))));
    assertEquals("1000", Json.write(Cost.of(usage(1_000_000_000, 0), price("1", "1", null, null))));
  }

  private static Usage usage(long input, long output) {
    return new Usage(input, null, null, output, null);
  }

  private static ModelPrice price(
      @Nullable String input,
      @Nullable String output,
      @Nullable String read,
      @Nullable String write) {
    return new ModelPrice(rates(input, output, read, write), List.of());
  }

  private static Rates rates(
      @Nullable String input,
      @Nullable String output,
      @Nullable String read,
      @Nullable String write) {
    return new Rates(decimal(input), decimal(output), decimal(read), decimal(write));
  }

  private static @Nullable BigDecimal decimal(@Nullable String text) {
    return text == null ? null : new BigDecimal(text);
  }
}
