package dev.byok.prices;

import dev.byok.catalog.Provider;
import org.jspecify.annotations.Nullable;

/**
 * Finds a model in a price list under its possible names. The name as served comes first, since
 * that model is billed, then the name as requested. Each is tried unchanged, then without the date
 * that providers add to a model's name for one release of it.
 */
public final class ModelNames {
  private ModelNames() {}

  /**
   * Returns the facts of the first name that has a price. If no name has a price, returns those of
   * the first that is listed, or null when none is.
   *
   * @param served the model that answered; null when it is unknown or nothing was sent yet
   */
  public static @Nullable ModelFacts factsOf(
      Prices prices, Provider provider, String requested, @Nullable String served) {
    String first = served == null || served.isEmpty() ? requested : served;
    ModelFacts facts = find(prices, provider, first, null);
    facts = find(prices, provider, undated(first), facts);
    if (!first.equals(requested)) {
      facts = find(prices, provider, requested, facts);
      facts = find(prices, provider, undated(requested), facts);
    }
    return facts;
  }

  private static @Nullable ModelFacts find(
      Prices prices, Provider provider, @Nullable String name, @Nullable ModelFacts before) {
    if (name == null || name.isEmpty() || (before != null && isPriced(before))) {
      return before;
    }
    ModelFacts found = prices.find(provider, name);
    return found != null && (before == null || isPriced(found)) ? found : before;
  }

  private static boolean isPriced(ModelFacts facts) {
    return facts.price().rates().isKnown() || !facts.price().tiers().isEmpty();
  }

  /** Removes {@code -2026-03-05} or {@code -20260305} from the end; null when neither is there. */
  static @Nullable String undated(String name) {
    int length = name.length();
    if (length > 11
        && name.charAt(length - 11) == '-'
        && name.charAt(length - 6) == '-'
        && name.charAt(length - 3) == '-'
        && isDate(name, length - 10, length - 5, length - 2)) {
      return name.substring(0, length - 11);
    }
    if (length > 9
        && name.charAt(length - 9) == '-'
        && isDate(name, length - 8, length - 4, length - 2)) {
      return name.substring(0, length - 9);
    }
    return null;
  }

  private static boolean isDate(String name, int year, int month, int day) {
    int years = number(name, year, 4);
    int months = number(name, month, 2);
    int days = number(name, day, 2);
    return years >= 2000 && years < 2100 && months >= 1 && months <= 12 && days >= 1 && days <= 31;
  }

  /** Returns the number with this many ASCII digits, or -1 when there is anything else. */
  private static int number(String name, int at, int digits) {
    int number = 0;
    for (int i = at; i < at + digits; i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }
}
