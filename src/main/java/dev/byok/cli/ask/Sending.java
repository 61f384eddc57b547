package dev.byok.cli.ask;

import dev.byok.access.kilo.StoredKiloKeys;
import dev.byok.exchange.Exchange;

/** What sends prompts; made when it is asked for. */
public interface Sending {
  Exchange exchange();

  StoredKiloKeys storedKiloKeys();
}
