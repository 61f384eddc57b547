package dev.byok.serve.clients;

import dev.byok.budget.Budget;
import dev.byok.budget.Per;
import dev.byok.budget.Unit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client may spend.
 *
 * @param usd US dollars
 * @param per the period that they are for; null for all the time since the client was added
 */
public record ClientLimit(BigDecimal usd, @Nullable Per per) {

  /** Parses {@code 5} or {@code 0.50/day}; null for anything else. */
  public static @Nullable ClientLimit parse(String text) {
    int slash = text.indexOf('/');
    Per per = slash < 0 ? null : Per.of(text.substring(slash + 1));
    BigDecimal usd = Budget.limit(slash < 0 ? text : text.substring(0, slash), Unit.USD);
    return usd == null || (slash >= 0 && per == null) ? null : new ClientLimit(usd, per);
  }

  /** Returns the text that {@link #parse} reads. */
  String text() {
    return usd.toPlainString() + (per == null ? "" : "/" + per.label());
  }

  /** Such as {@code 5 USD a month}. */
  public String words() {
    return usd.toPlainString() + " USD " + (per == null ? "in all" : "a " + per.label());
  }

  /** Whether both are for the same period, so that one would make the other pointless. */
  public boolean isBeside(ClientLimit other) {
    return per == other.per;
  }

  /** Reads texts as of {@link #text}; null if one of them is anything else. */
  static @Nullable List<ClientLimit> read(List<String> texts) {
    List<ClientLimit> limits = new ArrayList<>();
    for (String text : texts) {
      ClientLimit limit = parse(text);
      if (limit == null) {
        return null;
      }
      limits.add(limit);
    }
    return limits;
  }
}
