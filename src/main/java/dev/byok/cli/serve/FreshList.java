package dev.byok.cli.serve;

import dev.byok.cli.models.FreshPrices;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;

/** Fetches the price list, if it is older than a day, while requests are already answered. */
final class FreshList {
  private FreshList() {}

  static void fetch(OpenGateway.Parts parts, Notices notices) {
    FreshPrices prices =
        new FreshPrices(
            parts.tools().messages(), parts.setup(), () -> parts.serving().priceListSource());
    Thread.ofVirtual().name("prices").start(() -> fetch(prices, notices));
  }

  private static void fetch(FreshPrices prices, Notices notices) {
    try {
      if (prices.mayBeFetched()) {
        prices.source().get().get(false, notices::notice);
      }
    } catch (Failure unfetched) {
      notices.verbose(unfetched.text());
    }
  }
}
