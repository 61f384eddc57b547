package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BudgetTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-3",
        "-0",
        "+3",
        "1e3",
        "1e999",
        "20$",
        "$20",
        "NaN",
        "Infinity",
        "0x10",
        ".5",
        "5.",
        "1,000",
        "1.2.3",
        "0.1234567",
        "1000000000.000001",
        "1000000001",
        " 20",
        "20 ",
        "٢٠",
        "00000000000000000000000001"
      })
  void what_is_no_amount_of_dollars_is_refused(String text) {
    assertNull(Budget.limit(text, Unit.USD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "20", "0.50", "0.000001", "1000000000", "007"})
  void a_plain_decimal_is_a_limit(String text) {
    assertEquals(new BigDecimal(text), Budget.limit(text, Unit.USD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "0.5", "-1", "1e3", "1000000000001", ""})
  void tokens_are_whole(String text) {
    assertNull(Budget.limit(text, Unit.TOKENS));
    assertEquals(BigDecimal.TEN, Budget.limit("10", Unit.TOKENS));
  }

  @Test
  void a_budget_counts_the_requests_of_its_key_and_provider() {
    Budget all = Fixtures.usd("20", Per.MONTH, null, null);
    assertTrue(all.matches(payer("openai", null)));
    Budget key = Fixtures.usd("20", Per.MONTH, null, "openai:work");
    assertTrue(key.matches(payer("openai", "openai:work")));
    assertFalse(key.matches(payer("openai", "openai")));
    assertFalse(key.matches(payer("openai", null)));
    Budget provider = Fixtures.usd("20", Per.MONTH, "openai", null);
    assertTrue(provider.matches(payer("openai", "openai:work")));
    assertFalse(provider.matches(payer("kilo", "kilo")));
  }

  @Test
  void a_budget_reads_back_as_it_was_written() throws Exception {
    for (Budget budget :
        List.of(
            Fixtures.usd("0.50", Per.WEEK, "openai", "openai:work"),
            Fixtures.tokens("1000", Per.DAY))) {
      assertEquals(budget, Budget.of(Json.parseObject(Json.write(budget.toJson()))));
    }
    Budget bare = Budget.of(Json.parseObject("{\"limit\":20,\"unit\":\"usd\",\"per\":\"month\"}"));
    assertNotNull(bare);
    assertEquals("20 USD a month", bare.words());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "null",
        "\"20\"",
        "{}",
        "{\"limit\":\"-3\",\"unit\":\"usd\",\"per\":\"day\"}",
        "{\"limit\":1e999999999,\"unit\":\"usd\",\"per\":\"day\"}",
        "{\"limit\":\"20\",\"unit\":\"eur\",\"per\":\"day\"}",
        "{\"limit\":\"20\",\"unit\":\"usd\",\"per\":\"fortnight\"}",
        "{\"limit\":\"20\",\"unit\":\"usd\",\"per\":\"day\",\"key\":7}",
        "{\"limit\":\"20\",\"unit\":\"usd\",\"per\":\"day\",\"provider\":[]}",
        "{\"limit\":\"20\",\"unit\":\"usd\",\"per\":\"day\",\"provider\":\"\"}",
        "{\"limit\":\"20\",\"unit\":\"usd\",\"per\":\"day\",\"key\":\"\"}",
        "{\"limit\":\"2.5\",\"unit\":\"tokens\",\"per\":\"day\"}"
      })
  void a_spoilt_budget_is_never_passed_over(String element) throws Exception {
    Config config =
        new Config(
            Json.parseObject(
                "{\"budgets\":[{\"limit\":\"20\",\"unit\":\"usd\",\"per\":\"day\"},"
                    + element
                    + "]}"));
    Failure failure = assertThrows(Failure.class, () -> Budgets.of(config));
    assertEquals(Kind.FILE, failure.kind());
    assertTrue(failure.text().equals("budget 2 in config.json is not valid"), failure.text());
  }

  @Test
  void a_budget_takes_the_place_of_one_for_the_same() throws Exception {
    Config config =
        new Config(
            Json.parseObject(
                "{\"budgets\":[{\"limit\":\"1\",\"unit\":\"usd\",\"per\":\"day\"},"
                    + "{\"limit\":\"2\",\"unit\":\"usd\",\"per\":\"week\",\"note\":\"mine\"}]}"));
    Config changed = Budgets.put(config, Fixtures.usd("3", Per.DAY, null, null));
    assertEquals(
        "{\"budgets\":[{\"limit\":\"3\",\"unit\":\"usd\",\"per\":\"day\",\"key\":null,"
            + "\"provider\":null},"
            + "{\"limit\":\"2\",\"unit\":\"usd\",\"per\":\"week\",\"note\":\"mine\"}]}",
        Json.write(changed.json()));
    Config more = Budgets.put(changed, Fixtures.usd("3", Per.DAY, "openai", null));
    assertEquals(3, Budgets.of(more).size());
    Config less = Budgets.remove(more, Fixtures.usd("99", Per.DAY, null, null));
    assertEquals(2, Budgets.of(less).size());
    assertFalse(less.withBudgets(List.of()).json().has("budgets"));
  }

  private static Payer payer(String provider, @Nullable String key) {
    return new Payer(provider, key, "run", null);
  }
}
