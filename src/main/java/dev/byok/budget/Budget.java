package dev.byok.budget;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A limit on what may be spent in a period. */
public record Budget(BigDecimal limit, Unit unit, Per per, Scope scope) {
  /** The option that sends one request despite the budgets. */
  public static final String OVERRIDE = "--over-budget";

  private static final long MOST_USD = 1_000_000_000L;
  private static final long MOST_TOKENS = 1_000_000_000_000L;
  private static final int LONGEST = 25;
  private static final int MOST_DECIMALS = 6;

  /** Whether a request on this account counts toward the budget. */
  public boolean matches(Payer payer) {
    return scope.holds(payer);
  }

  /** Whether one of the two replaces the other: they have the same unit, period and scope. */
  public boolean isInPlaceOf(Budget other) {
    return unit == other.unit && per == other.per && scope.equals(other.scope);
  }

  /** Parses a typed limit: digits and, for money, up to six decimals; null for anything else. */
  public static @Nullable BigDecimal limit(String text, Unit unit) {
    int point = text.indexOf('.');
    boolean plain = !text.isEmpty() && text.length() <= LONGEST && point != 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &= (c >= '0' && c <= '9') || (i == point && unit == Unit.USD);
    }
    int decimals = point < 0 ? 0 : text.length() - point - 1;
    if (!plain || decimals > MOST_DECIMALS || (point >= 0 && decimals == 0)) {
      return null;
    }
    BigDecimal limit = new BigDecimal(text);
    BigDecimal most = BigDecimal.valueOf(unit == Unit.USD ? MOST_USD : MOST_TOKENS);
    return limit.compareTo(most) > 0 ? null : limit;
  }

  /** Describes what {@link #limit} accepts. */
  public static String limits(Unit unit) {
    return unit == Unit.USD
        ? "a number of US dollars from 0 to 1000000000 with at most 6 decimals, such as 20 or 0.50"
        : "a whole number of tokens from 0 to 1000000000000";
  }

  /** Returns the form in {@code config.json}. */
  public JsonObject toJson() {
    return JsonObject.builder()
        .put("limit", limit.toPlainString())
        .put("unit", unit.label())
        .put("per", per.label())
        .put("key", scope.key())
        .put("provider", scope.provider())
        .build();
  }

  /** Returns null if this is not a budget. The limit may be a number: users may omit the quotes. */
  static @Nullable Budget of(JsonObject json) {
    Unit unit = Unit.of(json.text("unit"));
    Per per = Per.of(json.text("per"));
    String text = json.text("limit");
    BigDecimal number = json.decimal("limit");
    if (text == null && number != null && number.precision() + Math.abs(number.scale()) <= 50) {
      text = number.toPlainString();
    }
    BigDecimal limit = unit == null || text == null ? null : limit(text, unit);
    if (limit == null || unit == null || per == null || !isText(json, "key")) {
      return null;
    }
    return isText(json, "provider") ? new Budget(limit, unit, per, Scope.of(json)) : null;
  }

  private static boolean isText(JsonObject json, String name) {
    String text = json.text(name);
    return json.get(name) == null || (text != null && !text.isEmpty());
  }

  /** Such as {@code 20 USD a month for the key "openai:work"}. */
  public String words() {
    return limitWords() + scope.words();
  }

  /** Such as {@code 20 USD a month}. */
  String limitWords() {
    String period = " a " + per.label();
    if (per == Per.EVER) {
      period = scope.borrower() == null ? " for this run" : " in all";
    }
    return Amounts.exact(limit) + " " + unit.words() + period;
  }
}
