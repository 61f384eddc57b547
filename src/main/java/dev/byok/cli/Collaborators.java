package dev.byok.cli;

import dev.byok.cli.ask.Sending;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.cli.serve.Serving;
import dev.byok.keyring.KeyChecks;
import dev.byok.keyring.Prover;
import dev.byok.keyring.StoredKeys;
import dev.byok.keys.stores.ChildEnvironment;

/**
 * The collaborators of all commands. Each is made once, when any thread first asks for it. A
 * command never sees this interface: {@link CommandTable} gives it what it needs.
 */
public interface Collaborators extends Sending, Serving {
  Tools tools();

  Setup setup();

  Storage storage();

  Prover prover();

  /** Checks keys with their providers, as the keys are set up now. Made again on each call. */
  KeyChecks keyChecks();

  StoredKeys storedKeys();

  /** What child processes inherit: the environment without keys. */
  ChildEnvironment childEnvironment();
}
