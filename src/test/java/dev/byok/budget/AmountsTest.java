package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AmountsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0.00 | 0.00
          16.6 | 16.60 | 16.60
          19.98999 | 19.98 | 19.99
          1234567.891 | 1,234,567.89 | 1,234,567.90
          0.06 | 0.06 | 0.06
          0.0595 | 0.0595 | 0.0595
          0.000038 | 0.000038 | 0.000038
          0.00003841 | 0.000038 | 0.000039
          0.99999 | 0.9999 | 1.00
          """)
  void dollars_have_as_many_decimals_as_say_something(String amount, String down, String up) {
    BigDecimal exact = new BigDecimal(amount);
    assertEquals(down, Amounts.rounded(exact, Unit.USD, RoundingMode.DOWN));
    assertEquals(up, Amounts.rounded(exact, Unit.USD, RoundingMode.UP));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          20 | 20
          0 | 0
          20.5 | 20.50
          0.125 | 0.125
          1000000000 | 1,000,000,000
          1000.00 | 1,000
          """)
  void a_limit_is_shown_as_it_was_set(String limit, String shown) {
    assertEquals(shown, Amounts.exact(new BigDecimal(limit)));
  }
}
