package dev.byok.cli.models;

import dev.byok.cli.line.Services;
import dev.byok.prices.PriceList;
import java.util.function.Consumer;

/** The whole price list, for the commands that may fetch it. */
public final class FreshPrices {
  private FreshPrices() {}

  /** Whether the user lets byok ask for it. */
  public static boolean mayBeFetched(Services services) {
    String fetch = services.config().setting("prices.fetch");
    return fetch == null || fetch.equals("true");
  }

  /**
   * The list of today, or the best there is; empty when there is none.
   *
   * @param refresh whether it is asked for although it was today
   * @param notices is told when something did not work
   */
  public static PriceList get(Services services, boolean refresh, Consumer<String> notices) {
    if (!mayBeFetched(services)) {
      return services.prices().stored();
    }
    try (var _ = services.messages().waiting("asking for the price list")) {
      return services.prices().get(refresh, notices);
    }
  }
}
