package dev.byok.cli;

import dev.byok.access.models.ModelLister;
import dev.byok.cli.ask.Sending;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.keyring.KeyChecks;
import dev.byok.keyring.Prover;
import dev.byok.keyring.StoredKeys;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.prices.fetch.PriceListSource;

/**
 * What commands are made of. Each is made when it is first asked for, and once; by any thread. A
 * command never sees this: {@link CommandTable} gives it what it needs.
 */
public interface Collaborators extends Sending {
  Tools tools();

  Setup setup();

  Storage storage();

  /** Proves keys. */
  Prover prover();

  /** Asks the providers of several keys, as these are set up now; made each time. */
  KeyChecks keyChecks();

  /** Stores and removes keys. */
  StoredKeys storedKeys();

  ModelLister modelLister();

  PriceListSource priceListSource();

  /** What programs that are started inherit: everything but keys. */
  ChildEnvironment childEnvironment();
}
