package dev.byok.cli.line;

import dev.byok.access.kilo.StoredKiloKeys;
import dev.byok.access.models.ModelCache;
import dev.byok.access.models.ModelLister;
import dev.byok.budget.Account;
import dev.byok.budget.Budget;
import dev.byok.catalog.Catalog;
import dev.byok.config.Config;
import dev.byok.config.ConfigFile;
import dev.byok.config.Paths;
import dev.byok.exchange.Exchange;
import dev.byok.keyring.KeyChecks;
import dev.byok.keyring.Prover;
import dev.byok.keyring.StoredKeys;
import dev.byok.keys.KeyPlaces;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.ledger.Ledger;
import dev.byok.prices.Prices;
import dev.byok.prices.fetch.PriceListSource;
import dev.byok.routing.Router;
import dev.byok.secrets.Secret;
import dev.byok.sessions.SessionStore;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Terminal;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What commands are given to work with. Each is made when it is first asked for, and once. */
public interface Services {
  InputStream in();

  StandardOutput out();

  Messages messages();

  Terminal terminal();

  Map<String, String> env();

  Clock clock();

  /** Byok's own version. */
  String version();

  Paths paths();

  ConfigFile configFile();

  /** The configuration as it was when the command started, or was reloaded. */
  Config config();

  Catalog catalog();

  KeyPlaces places();

  KeyResolver keys();

  Router router();

  /** Sends prompts. */
  Exchange exchange();

  /** Proves keys. */
  Prover prover();

  /** Asks the providers of several keys. */
  KeyChecks keyChecks();

  /** Stores and removes keys. */
  StoredKeys storedKeys();

  StoredKiloKeys storedKiloKeys();

  ModelLister modelLister();

  ModelCache modelCache();

  PriceListSource prices();

  /** What the copy of the price list on the disk says; never asks, and opens it when it must. */
  Prices storedPrices();

  Ledger ledger();

  SessionStore sessions();

  /** What is spent and held against these budgets. */
  Account account(List<Budget> budgets);

  /** What programs that are started inherit: everything but keys. */
  ChildEnvironment childEnvironment();

  /** Reads the configuration anew, so that a key that was stored meanwhile is found. */
  void reload();

  /**
   * Asks on the terminal with the echo off; a failure when there is none.
   *
   * @param jsonAllowed whether a JSON object of several lines will do
   */
  Secret askHidden(String question, boolean jsonAllowed);

  /** Asks on the terminal for yes or no. */
  boolean confirm(String question);

  /** The user does not want to be asked anything. */
  void neverPrompt();
}
