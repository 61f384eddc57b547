package dev.byok.exchange;

import dev.byok.Wired;
import dev.byok.cli.Collaborators;
import dev.byok.client.Ask;
import dev.byok.client.Dialects;
import dev.byok.client.HttpProviderClient;
import dev.byok.client.Passed;
import dev.byok.client.ProviderClient;
import dev.byok.client.Receiver;
import dev.byok.client.Terms;
import dev.byok.conversation.Delta;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.http.Header;
import dev.byok.http.tls.Tls;
import dev.byok.http.wire.PooledTransport;
import dev.byok.http.wire.Proxies;
import dev.byok.ledger.Ledger;
import dev.byok.prices.Prices;
import dev.byok.routing.Route;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Passes requests of another program to a server, with kept connections and a ledger. */
final class Passages implements AutoCloseable {
  static final String KEY = "sk-canary-0123456789abcdefghij-canary";

  private final PooledTransport transport =
      new PooledTransport(Proxies.none(), Tls.of(Map.of(), Optional.empty()));
  private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
  private final Collaborators made;
  private final Exchange exchange;
  private final String provider;
  private Duration idle = Duration.ofSeconds(30);

  /**
   * @param provider such as {@code anthropic}
   * @param url the server's, without a path
   */
  Passages(Path home, String provider, String url) {
    this.provider = provider;
    String stem = "BYOK_" + provider.toUpperCase(Locale.ROOT).replace('-', '_');
    Map<String, String> env = new HashMap<>();
    env.put(stem + "_API_KEY", KEY);
    env.put(stem + "_HOST", url + "/v1");
    env.put("BYOK_HOME", home.toString());
    env.put("HOME", home.toString());
    made = Wired.of(messages, messages, env);
    Notices notices = made.tools().messages();
    Supplier<Ledger> ledger = made.storage()::ledger;
    Prices prices = (asked, model) -> null;
    Clock clock = Clock.systemUTC();
    ProviderClient client = new HttpProviderClient(transport, new Dialects(), "byok/test", clock);
    exchange =
        new Exchange(
            () -> client,
            new LedgerWriter(ledger, () -> true, notices),
            new BudgetDesk(made.setup()::config, ledger, prices, clock, notices),
            prices,
            clock);
  }

  /** Limits the silences from now on. */
  Passages idle(Duration limit) {
    idle = limit;
    return this;
  }

  Route route() {
    return made.setup().router().route(provider + "/m");
  }

  /** Makes a POST with a short body. */
  Passed post(String path, String dialect) {
    return passed(
        "POST", path, "{\"stream\":true}", new Passed.Reading(dialect, true, null, false));
  }

  Passed passed(String method, String path, @Nullable String body, Passed.Reading reading) {
    return new Passed(
        method,
        route().endpoint().resolve(path),
        List.of(new Header.Plain("X-Client", "yes"), new Header.Plain("User-Agent", "program/1")),
        body == null ? null : body.getBytes(StandardCharsets.UTF_8),
        reading);
  }

  Ending pass(Passed passed, Receiver receiver) {
    return pass(passed, receiver, null);
  }

  Ending pass(Passed passed, Receiver receiver, @Nullable StopButton stop) {
    Order order =
        new Order(
            route(),
            new Ask.Passing(passed, receiver),
            new Terms(passed.reading().stream(), idle, 0),
            Filing.of("serve", null, Map.of()),
            Wishes.NONE);
    return exchange.run(order, new Silent(made.tools().messages()), stop);
  }

  /** Everything that was printed. */
  String messages() {
    return messages.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    transport.close();
  }

  private record Silent(Notices notices) implements AnswerSink {
    @Override
    public void delta(Delta delta) {
      // The program gets the answer.
    }

    @Override
    public void end(Outcome outcome, @Nullable Failure failure) {}

    @Override
    public void remark(String line) {
      throw new IllegalStateException("nobody reads " + line);
    }
  }
}
