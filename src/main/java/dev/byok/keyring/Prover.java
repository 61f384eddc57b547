package dev.byok.keyring;

import dev.byok.access.KeyVerifier;
import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.access.OneToken;
import dev.byok.exchange.Exchange;
import dev.byok.failure.Notices;
import dev.byok.routing.Route;
import org.jspecify.annotations.Nullable;

/** Asks a provider whether it knows a key, by a listing or, if there is none, by one token. */
public final class Prover {
  private final KeyVerifier verifier;
  private final OneToken oneToken;
  private final Notices notices;

  public Prover(KeyVerifier verifier, Exchange exchange, Notices notices) {
    this.verifier = verifier;
    this.oneToken = new OneTokenPrompt(exchange, notices);
    this.notices = notices;
  }

  /** Shows what is waited for, until the result is closed. */
  Notices.Waiting waiting(String what) {
    return notices.waiting(what);
  }

  /**
   * Asks the provider; see {@link KeyVerifier#verify}.
   *
   * @param ownHost whether the user gave the host, which is then the only one asked
   * @param model a model that the key must be allowed to use, or null
   */
  Verdict prove(Route route, boolean ownHost, @Nullable String model) {
    return verifier.verify(route, ownHost, model, oneToken);
  }
}
