package dev.byok;

import dev.byok.access.KeyVerifier;
import dev.byok.access.bedrock.ControlPlane;
import dev.byok.access.kilo.StoredKiloKeys;
import dev.byok.access.models.ModelCache;
import dev.byok.access.models.ModelLister;
import dev.byok.budget.Account;
import dev.byok.budget.Budget;
import dev.byok.catalog.Catalog;
import dev.byok.cli.line.Services;
import dev.byok.client.Dialects;
import dev.byok.client.HttpProviderClient;
import dev.byok.client.ProviderClient;
import dev.byok.config.Config;
import dev.byok.config.ConfigFile;
import dev.byok.config.Paths;
import dev.byok.demo.DemoProvider;
import dev.byok.exchange.BudgetDesk;
import dev.byok.exchange.Exchange;
import dev.byok.exchange.LedgerWriter;
import dev.byok.http.Transport;
import dev.byok.keyring.KeyChecks;
import dev.byok.keyring.Places;
import dev.byok.keyring.Prover;
import dev.byok.keyring.StoredKeys;
import dev.byok.keys.KeyPlaces;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.names.KeyIndex;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyVariables;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.ledger.Ledger;
import dev.byok.prices.PriceListFile;
import dev.byok.prices.PriceTable;
import dev.byok.prices.Prices;
import dev.byok.prices.fetch.PriceListSource;
import dev.byok.routing.KnownModels;
import dev.byok.routing.ModelReferences;
import dev.byok.routing.Router;
import dev.byok.secrets.Secret;
import dev.byok.sessions.SessionStore;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Terminal;
import dev.byok.term.prompts.Confirmation;
import dev.byok.term.prompts.HiddenPrompt;
import dev.byok.text.SafeText;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes each collaborator when it is first asked for, and gives everyone the same one. */
final class Wiring implements Services, KnownModels {
  private final InputStream in;
  private final StandardOutput out;
  private final Messages messages;
  private final Terminal terminal;
  private final Map<String, String> env;
  private final DemoProvider demo = new DemoProvider();
  private final ChildEnvironment children;
  private final Network network;
  private boolean mayPrompt = true;
  private @Nullable Paths paths;
  private @Nullable Config config;
  private @Nullable Catalog catalog;
  private @Nullable KeyPlaces places;
  private @Nullable KeyResolver keys;
  private @Nullable Router router;
  private @Nullable Exchange exchange;

  Wiring(
      InputStream in,
      StandardOutput out,
      Messages messages,
      Terminal terminal,
      Map<String, String> env) {
    this.in = in;
    this.out = out;
    this.messages = messages;
    this.terminal = terminal;
    this.env = env;
    children = new ChildEnvironment(env, this::keyVariables);
    network = new Network(env, this::config);
  }

  /** Starts what TLS needs while the command line is read. */
  void prepareTls() {
    network.prepareTls(messages);
  }

  /** Stops what runs beside the command. */
  void close() {
    demo.close();
  }

  @Override
  public InputStream in() {
    return in;
  }

  @Override
  public StandardOutput out() {
    return out;
  }

  @Override
  public Messages messages() {
    return messages;
  }

  @Override
  public Terminal terminal() {
    return terminal;
  }

  @Override
  public Map<String, String> env() {
    return env;
  }

  @Override
  public Clock clock() {
    return Clock.system(ZoneId.systemDefault());
  }

  @Override
  public String version() {
    return Byok.VERSION;
  }

  @Override
  public synchronized Paths paths() {
    if (paths == null) {
      paths = Paths.of(env, System.getProperty("os.name"));
    }
    return paths;
  }

  @Override
  public ConfigFile configFile() {
    return new ConfigFile(paths().configFile(), paths().isChosen());
  }

  @Override
  public synchronized Config config() {
    if (config == null) {
      config = configFile().read();
    }
    return config;
  }

  @Override
  public synchronized Catalog catalog() {
    if (catalog == null) {
      catalog = Catalog.load();
    }
    return catalog;
  }

  @Override
  public synchronized KeyPlaces places() {
    if (places == null) {
      places =
          new Places(
              env, paths(), new Places.Asked(this::mayPrompt, terminal.dumb()), children, messages);
    }
    return places;
  }

  @Override
  public synchronized KeyResolver keys() {
    if (keys == null) {
      keys = new KeyResolver(env, new KeyIndex(config()), places(), this::usesSharedVariable);
    }
    return keys;
  }

  @Override
  public synchronized Router router() {
    if (router == null) {
      ModelReferences references =
          new ModelReferences(catalog(), config(), keys(), this, ofEnvironment());
      router = new Router(references, keys(), demo);
    }
    return router;
  }

  @Override
  public synchronized Exchange exchange() {
    if (exchange == null) {
      LedgerWriter writer = new LedgerWriter(this::ledger, () -> paths().isChosen(), messages);
      // The price list is looked for when there is something to price.
      Prices priced = (provider, model) -> storedPrices().find(provider, model);
      BudgetDesk budgets = new BudgetDesk(this::config, this::ledger, priced, clock(), messages);
      exchange = new Exchange(this::client, writer, budgets, priced, clock());
    }
    return exchange;
  }

  private ProviderClient client() {
    ProviderClient http = new HttpProviderClient(transport(), new Dialects(), userAgent(), clock());
    return new DispatchingClient(http, transport(), userAgent(), clock());
  }

  @Override
  public Prover prover() {
    KeyVerifier verifier =
        new KeyVerifier(transport(), userAgent(), route -> controlPlane().verify(route));
    return new Prover(verifier, exchange(), messages);
  }

  @Override
  public KeyChecks keyChecks() {
    return new KeyChecks(prover(), catalog(), keys(), router());
  }

  @Override
  public StoredKeys storedKeys() {
    return new StoredKeys(configFile(), places(), paths().config().resolve("keys.lock"), messages);
  }

  @Override
  public StoredKiloKeys storedKiloKeys() {
    return new StoredKiloKeys(transport(), userAgent());
  }

  @Override
  public ModelLister modelLister() {
    return new ModelLister(transport(), route -> controlPlane().models(route), userAgent());
  }

  @Override
  public ModelCache modelCache() {
    return new ModelCache(paths().cache().resolve("models"), clock());
  }

  /** A list that cannot be read tells nothing. */
  @Override
  public List<String> idsFor(KeyName key) {
    return modelCache().idsOfToday(key.toString());
  }

  /** The reference that stands before the configured default. */
  private @Nullable String ofEnvironment() {
    String reference = env.getOrDefault("BYOK_MODEL", "").strip();
    return reference.isEmpty() ? null : reference;
  }

  @Override
  public PriceListSource prices() {
    return new PriceListSource(
        transport(),
        userAgent(),
        PriceListSource.address(pricesAddress()),
        new PriceListFile(pricesFile()),
        clock());
  }

  @Override
  public Prices storedPrices() {
    return new PriceTable(pricesFile(), PriceListSource.addressOrNull(pricesAddress()));
  }

  private String pricesAddress() {
    return env.getOrDefault("BYOK_PRICES_URL", "").strip();
  }

  private Path pricesFile() {
    return paths().cache().resolve("prices.json");
  }

  @Override
  public Ledger ledger() {
    return new Ledger(paths().ledgerFile());
  }

  @Override
  public SessionStore sessions() {
    return new SessionStore(paths().sessions(), clock());
  }

  @Override
  public Account account(List<Budget> budgets) {
    return new Account(ledger(), budgets, clock());
  }

  @Override
  public ChildEnvironment childEnvironment() {
    return children;
  }

  @Override
  public synchronized void reload() {
    config = null;
    keys = null;
    router = null;
  }

  @Override
  public Secret askHidden(String question, boolean jsonAllowed) {
    try (var _ = messages.asking()) {
      return children.hold(
          new HiddenPrompt(terminal.dumb()).ask(SafeText.line(question), jsonAllowed));
    }
  }

  @Override
  public boolean confirm(String question) {
    return new Confirmation(in, messages).confirm(question);
  }

  @Override
  public void neverPrompt() {
    mayPrompt = false;
  }

  private boolean mayPrompt() {
    return mayPrompt;
  }

  private Transport transport() {
    return network.transport();
  }

  /** {@code env.GITHUB_TOKEN true} allows a variable that means other things too. */
  private boolean usesSharedVariable(String variable) {
    boolean used = "true".equals(config().setting("env." + variable));
    if (used) {
      children.holdVariable(variable);
    }
    return used;
  }

  /** The variables that hold keys by their names: programs that are started do not get them. */
  private Set<String> keyVariables() {
    return KeyVariables.of(catalog().providers());
  }

  private ControlPlane controlPlane() {
    return new ControlPlane(transport(), userAgent(), clock());
  }

  private static String userAgent() {
    return "byok/" + Byok.VERSION;
  }
}
