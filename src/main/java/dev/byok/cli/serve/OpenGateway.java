package dev.byok.cli.serve;

import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Notices;
import dev.byok.serve.FetchedKeys;
import dev.byok.serve.Gateway;
import dev.byok.serve.Guard;
import dev.byok.serve.ModelsAnswer;
import dev.byok.serve.Passing;
import dev.byok.serve.Site;
import dev.byok.serve.listen.Ceilings;
import dev.byok.serve.listen.Handler;
import dev.byok.serve.listen.Listener;
import dev.byok.serve.listen.bind.Address;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A gateway that listens, until it is closed. */
public final class OpenGateway implements AutoCloseable {
  private final Listener listener;
  private final Serving.Open exchange;
  private final String base;

  private OpenGateway(Listener listener, Serving.Open exchange, String base) {
    this.listener = listener;
    this.exchange = exchange;
    this.base = base;
  }

  /** What every gateway of a process is made of. */
  public record Parts(Tools tools, Setup setup, Storage storage, Serving serving) {}

  /**
   * Opens a gateway.
   *
   * @throws dev.byok.failure.Failure if byok cannot listen there, or no network can be used
   */
  static OpenGateway at(Address address, GatewayUse use, Parts parts, Notices notices) {
    Serving.Open open = parts.serving().open(notices);
    try {
      open.exchange().open();
      // The first request may come before the port is known here.
      CompletableFuture<Gateway> ready = new CompletableFuture<>();
      Handler handler = (request, answer) -> ready.join().handle(request, answer);
      Listener listener =
          Listener.open(
              address,
              Ceilings.usual(),
              handler,
              (what, cause) -> notices.notice(what + ": " + cause.getClass().getSimpleName()));
      boolean socket = listener.path() != null;
      String base = socket ? "http://localhost" : "http://127.0.0.1:" + listener.port();
      Site site = new Site(base, parts.tools().version(), use.command(), use.tags(), use.log());
      CurrentSetup current = new CurrentSetup(parts.setup());
      FetchedKeys keys = new FetchedKeys(current::router, parts.tools().clock());
      LentModels models = new LentModels(parts.setup(), parts.storage(), parts.serving(), notices);
      ready.complete(
          new Gateway(
              socket ? Guard.ofSocket() : Guard.ofPort(listener.port()),
              use.permits(),
              new Passing(open.exchange(), keys, notices, site),
              new ModelsAnswer(models::of, keys, site),
              site));
      return new OpenGateway(listener, open, base);
    } catch (RuntimeException failed) {
      open.close();
      throw failed;
    }
  }

  /** Returns its URL, without a slash at the end. */
  String base() {
    return base;
  }

  /** Returns the port, or 0 at a Unix socket. */
  int port() {
    return listener.port();
  }

  /** Ends: running answers have this long, and the ledger gets its last entries. */
  void close(Duration grace) {
    listener.close(grace);
    exchange.close();
  }

  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
