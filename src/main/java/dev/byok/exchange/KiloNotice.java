package dev.byok.exchange;

import dev.byok.routing.Route;
import org.jspecify.annotations.Nullable;

/**
 * Says who billed an answer from the Kilo Gateway, which silently spends credits if it has no key
 * of the user's.
 */
final class KiloNotice {
  private KiloNotice() {}

  /**
   * Returns the line to print, or null if there is nothing to pay or another provider was asked.
   */
  static @Nullable String of(Outcome outcome, boolean ownKeyRequired) {
    Route route = outcome.route();
    if (!route.isKilo() || route.provider().allowsAnonymous(route.model())) {
      return null;
    }
    Boolean ownKey = outcome.reply().ownKey();
    if (ownKey == null) {
      return "Kilo does not say whether your own key or your credits paid for this";
    }
    if (ownKey) {
      return "paid with your own key at " + outcome.billedBy() + ", which is stored at Kilo";
    }
    return ownKeyRequired
        ? "Kilo spent your credits despite --require-byok: it did not use your key"
        : "paid with your Kilo credits; use --require-byok to refuse this";
  }
}
