package dev.byok;

import dev.byok.access.KeyVerifier;
import dev.byok.access.aws.AwsKeys;
import dev.byok.access.bedrock.ControlPlane;
import dev.byok.access.kilo.StoredKiloKeys;
import dev.byok.access.models.ModelLister;
import dev.byok.cli.Collaborators;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.client.Dialects;
import dev.byok.client.HttpProviderClient;
import dev.byok.client.ProviderClient;
import dev.byok.demo.DemoProvider;
import dev.byok.exchange.BudgetDesk;
import dev.byok.exchange.Exchange;
import dev.byok.exchange.LedgerGroups;
import dev.byok.exchange.LedgerWriter;
import dev.byok.failure.Notices;
import dev.byok.http.Transport;
import dev.byok.http.wire.PooledTransport;
import dev.byok.keyring.KeyChecks;
import dev.byok.keyring.Prover;
import dev.byok.keyring.StoredKeys;
import dev.byok.keys.AwsIdentity;
import dev.byok.keys.AwsSource;
import dev.byok.keys.KeyPlaces;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyVariables;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.ledger.Ledger;
import dev.byok.prices.Prices;
import dev.byok.prices.fetch.PriceListSource;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Terminal;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes each collaborator when it is first needed, and gives everyone the same one. */
final class Wiring implements Collaborators {
  private static final String USER_AGENT = "byok/" + Byok.VERSION;

  private final Clock clock = new LocalClock();
  private final DemoProvider demo = new DemoProvider();
  private final Tools tools;
  private final Storage storage;
  private final ChildEnvironment children;
  private final Setup setup;
  private final Network network;
  private @Nullable ProviderClient client;
  private @Nullable Exchange exchange;
  private @Nullable Prover prover;
  private @Nullable StoredKeys storedKeys;
  private @Nullable StoredKiloKeys storedKiloKeys;
  private @Nullable ModelLister modelLister;
  private @Nullable PriceListSource priceListSource;

  Wiring(
      InputStream in,
      StandardOutput out,
      Messages messages,
      Terminal terminal,
      Map<String, String> env) {
    tools = new Tools(in, out, messages, terminal, env, clock, Byok.VERSION);
    storage = new Storage(env, clock);
    children = new ChildEnvironment(env, this::keyVariables);
    setup = new Setup(tools, storage, children, demo, new AwsWhenNeeded(this));
    network = new Network(env, setup::config);
  }

  /** Prepares TLS while the command line is read. */
  void prepareTls() {
    network.prepareTls(tools.messages());
  }

  /** Stops the demo provider, which may be running beside the command. */
  void close() {
    demo.close();
  }

  @Override
  public Tools tools() {
    return tools;
  }

  @Override
  public Setup setup() {
    return setup;
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public ChildEnvironment childEnvironment() {
    return children;
  }

  @Override
  public synchronized Exchange exchange() {
    if (exchange == null) {
      Supplier<Ledger> ledger = storage::ledger;
      LedgerWriter writer =
          new LedgerWriter(ledger, () -> storage.paths().isChosen(), tools.messages());
      // The price list is opened only when there is something to price.
      Prices priced = (provider, model) -> storage.prices().find(provider, model);
      BudgetDesk budgets = new BudgetDesk(setup::config, ledger, priced, clock, tools.messages());
      exchange = new Exchange(this::client, writer, budgets, priced, clock);
    }
    return exchange;
  }

  /** Not kept: each gateway has its own connections and its own groups of entries. */
  @Override
  public Open open(Notices notices) {
    LedgerWriter writer =
        new LedgerWriter(storage::ledger, () -> storage.paths().isChosen(), notices);
    LedgerGroups groups = new LedgerGroups(writer);
    Prices priced = (provider, model) -> storage.prices().find(provider, model);
    BudgetDesk budgets = new BudgetDesk(setup::config, storage::ledger, priced, clock, notices);
    PooledTransport pool = network.pool();
    ProviderClient http = new HttpProviderClient(pool, new Dialects(), USER_AGENT, clock);
    ProviderClient all = new DispatchingClient(http, pool, USER_AGENT, clock);
    return new OpenExchange(new Exchange(() -> all, groups, budgets, priced, clock), groups, pool);
  }

  /** What a gateway uses until it ends. */
  private record OpenExchange(Exchange exchange, LedgerGroups groups, PooledTransport pool)
      implements Open {
    @Override
    public void close() {
      pool.close();
      groups.close();
    }
  }

  private synchronized ProviderClient client() {
    if (client == null) {
      Transport transport = network.transport();
      ProviderClient http = new HttpProviderClient(transport, new Dialects(), USER_AGENT, clock);
      client = new DispatchingClient(http, transport, USER_AGENT, clock);
    }
    return client;
  }

  @Override
  public synchronized Prover prover() {
    if (prover == null) {
      KeyVerifier verifier =
          new KeyVerifier(network.transport(), USER_AGENT, route -> controlPlane().verify(route));
      prover = new Prover(verifier, exchange(), tools.messages());
    }
    return prover;
  }

  @Override
  public KeyChecks keyChecks() {
    return new KeyChecks(prover(), setup.catalog(), setup.keys(), setup.router());
  }

  @Override
  public synchronized StoredKeys storedKeys() {
    if (storedKeys == null) {
      Path lock = storage.paths().config().resolve("keys.lock");
      storedKeys = new StoredKeys(setup.configFile(), setup.places(), lock, tools.messages());
    }
    return storedKeys;
  }

  @Override
  public synchronized StoredKiloKeys storedKiloKeys() {
    if (storedKiloKeys == null) {
      storedKiloKeys = new StoredKiloKeys(network.transport(), USER_AGENT);
    }
    return storedKiloKeys;
  }

  @Override
  public synchronized ModelLister modelLister() {
    if (modelLister == null) {
      modelLister =
          new ModelLister(network.transport(), route -> controlPlane().models(route), USER_AGENT);
    }
    return modelLister;
  }

  @Override
  public synchronized PriceListSource priceListSource() {
    if (priceListSource == null) {
      priceListSource = storage.priceListSource(network.transport(), USER_AGENT);
    }
    return priceListSource;
  }

  /** Not a lambda, since every start makes it; the classes behind it are for Bedrock only. */
  private record AwsWhenNeeded(Wiring wiring) implements AwsSource {
    @Override
    public AwsIdentity find(
        KeyName key, @Nullable String profile, @Nullable String region, KeyPlaces places) {
      Transport transport = wiring.network.transport();
      return new AwsKeys(wiring.tools.env(), transport, USER_AGENT, wiring.clock)
          .find(key, profile, region, places);
    }
  }

  /** The environment variables that hold keys. Child processes do not get them. */
  private Set<String> keyVariables() {
    return KeyVariables.of(setup.catalog().keyNames());
  }

  private ControlPlane controlPlane() {
    return new ControlPlane(network.transport(), USER_AGENT, clock);
  }
}
