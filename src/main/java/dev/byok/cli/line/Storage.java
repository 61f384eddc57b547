package dev.byok.cli.line;

import dev.byok.access.models.ModelCache;
import dev.byok.config.Paths;
import dev.byok.http.Transport;
import dev.byok.ledger.Ledger;
import dev.byok.prices.PriceListFile;
import dev.byok.prices.PriceTable;
import dev.byok.prices.Prices;
import dev.byok.prices.fetch.PriceListSource;
import dev.byok.serve.clients.ClientFile;
import dev.byok.sessions.SessionStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * byok's files. Each part is made when any thread first asks for it, and fails if the environment
 * gives no place for it.
 */
public final class Storage {
  private final Map<String, String> env;
  private final Clock clock;
  private @Nullable Paths paths;
  private @Nullable Ledger ledger;
  private @Nullable SessionStore sessions;
  private @Nullable ModelCache modelCache;
  private @Nullable Prices prices;
  private @Nullable ClientFile clients;

  public Storage(Map<String, String> env, Clock clock) {
    this.env = env;
    this.clock = clock;
  }

  public synchronized Paths paths() {
    if (paths == null) {
      paths = Paths.of(env, System.getProperty("os.name"));
    }
    return paths;
  }

  public synchronized Ledger ledger() {
    if (ledger == null) {
      ledger = new Ledger(paths().ledgerFile());
    }
    return ledger;
  }

  public synchronized SessionStore sessions() {
    if (sessions == null) {
      sessions = new SessionStore(paths().sessions(), clock);
    }
    return sessions;
  }

  public synchronized ModelCache modelCache() {
    if (modelCache == null) {
      modelCache = new ModelCache(paths().cache().resolve("models"), clock);
    }
    return modelCache;
  }

  /** The programs that may use the gateway. */
  public synchronized ClientFile clients() {
    if (clients == null) {
      clients = new ClientFile(paths().clientsFile(), paths().isChosen());
    }
    return clients;
  }

  /**
   * The local copy of the price list. It never uses the network, and opens the copy only when
   * needed.
   */
  public synchronized Prices prices() {
    if (prices == null) {
      prices = new PriceTable(pricesFile(), PriceListSource.addressOrNull(pricesAddress()));
    }
    return prices;
  }

  /** The source that fetches the same price list. */
  public PriceListSource priceListSource(Transport transport, String userAgent) {
    URI address = PriceListSource.address(pricesAddress());
    PriceListFile file = new PriceListFile(pricesFile());
    return new PriceListSource(transport, userAgent, address, file, clock);
  }

  private String pricesAddress() {
    return env.getOrDefault("BYOK_PRICES_URL", "").strip();
  }

  private Path pricesFile() {
    return paths().cache().resolve("prices.json");
  }
}
