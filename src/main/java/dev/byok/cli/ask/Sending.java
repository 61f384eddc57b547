package dev.byok.cli.ask;

import dev.byok.access.kilo.StoredKiloKeys;
import dev.byok.exchange.Exchange;

/** The collaborators that send prompts, made when first needed. */
public interface Sending {
  Exchange exchange();

  StoredKiloKeys storedKiloKeys();
}
