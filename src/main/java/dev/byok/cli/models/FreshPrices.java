package dev.byok.cli.models;

import dev.byok.cli.line.Setup;
import dev.byok.prices.PriceList;
import dev.byok.prices.fetch.PriceListSource;
import dev.byok.term.Messages;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Gets the whole price list, for the commands that may fetch it. */
public record FreshPrices(Messages messages, Setup setup, Supplier<PriceListSource> source) {
  /** Whether the user allows byok to fetch it. */
  public boolean mayBeFetched() {
    String fetch = setup.config().setting("prices.fetch");
    return fetch == null || fetch.equals("true");
  }

  /**
   * Returns today's list, or the best available one; empty if there is none.
   *
   * @param refresh whether to fetch it even if it was fetched today
   * @param notices is told what did not work
   */
  public PriceList get(boolean refresh, Consumer<String> notices) {
    if (!mayBeFetched()) {
      return source.get().stored();
    }
    try (var _ = messages.waiting("asking for the price list")) {
      return source.get().get(refresh, notices);
    }
  }
}
