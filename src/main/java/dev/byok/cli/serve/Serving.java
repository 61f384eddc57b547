package dev.byok.cli.serve;

import dev.byok.access.models.ModelLister;
import dev.byok.exchange.Exchange;
import dev.byok.failure.Notices;
import dev.byok.prices.fetch.PriceListSource;

/** What a gateway is made of, made when it is needed. */
public interface Serving {
  /**
   * Returns an exchange for many requests at once. It keeps connections, and its entries reach the
   * ledger in groups: closing the result waits for the last one.
   *
   * @param notices receives what happens on the way, whatever the request
   */
  Open open(Notices notices);

  ModelLister modelLister();

  PriceListSource priceListSource();

  /** An exchange, until it is closed. */
  interface Open extends AutoCloseable {
    Exchange exchange();

    @Override
    void close();
  }
}
