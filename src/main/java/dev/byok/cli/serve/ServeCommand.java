package dev.byok.cli.serve;

import dev.byok.cli.clients.LendableKeys;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.cli.line.Values;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.process.AtExit;
import dev.byok.serve.Permits;
import dev.byok.serve.RequestLog;
import dev.byok.serve.clients.ClientBudgets;
import dev.byok.serve.clients.Clients;
import dev.byok.serve.clients.ServerAddress;
import dev.byok.serve.listen.bind.Address;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok serve}: the gateway for programs that are not started by byok. */
public record ServeCommand(Tools tools, Setup setup, Storage storage, Serving serving)
    implements Command {
  private static final String PORT = "--port";
  private static final String SOCKET = "--socket";
  private static final int HIGHEST_PORT = 65_535;
  private static final Duration GRACE = Duration.ofSeconds(5);

  public static CommandSpec spec() {
    return Specs.command(
            "serve",
            "let other programs use your keys through an address on this machine",
            "",
            "byok clients add NAME gives a program a token. The server answers on 127.0.0.1 and",
            "::1 only, until Ctrl-C. On machines that others use too, --socket is safer.")
        .addOption(
            Specs.value(
                "N", "the port; 0 for any free one (default: " + ServerAddress.PORT + ")", PORT))
        .addOption(Specs.value("PATH", "a Unix socket in place of a port", SOCKET))
        .addOption(Specs.flag("print a line about each request on stderr", "--log"));
  }

  @Override
  public int run(Arguments given) {
    Address address = address(given);
    Clients clients = new Clients(storage.clients(), tools.clock());
    if (storage.clients().read().isEmpty()) {
      tools.notice("no program has a token yet; byok clients add NAME makes one");
    }
    LendableKeys keys = new LendableKeys(setup, tools.env());
    RequestLog log = given.has("--log") ? new LogLine(tools.messages()::print) : RequestLog.NONE;
    GatewayUse use =
        new GatewayUse(
            ClientBudgets.COMMAND,
            Map.of(),
            new Permits(clients::byToken, keys::all, ClientBudgets::of),
            log);
    OpenGateway.Parts parts = new OpenGateway.Parts(tools, setup, storage, serving);
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    OpenGateway gateway = OpenGateway.at(address, use, parts, tools.messages());
    try (var _ = AtExit.add("serve", () -> end(ended, closed));
        ServeFile _ =
            ServeFile.write(storage.paths().servedFile(), gateway.port(), gateway.base())) {
      FreshList.fetch(parts, tools.messages());
      tell(given, gateway, address);
      await(ended);
    } finally {
      gateway.close(GRACE);
      closed.countDown();
    }
    return Kind.INTERRUPTED.exitCode();
  }

  /** Called when a signal ends the process, which waits until this returns. */
  private static void end(CountDownLatch ended, CountDownLatch closed) {
    ended.countDown();
    await(closed);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  private void tell(Arguments given, OpenGateway gateway, Address address) {
    @Nullable Path socket = address instanceof Address.Socket at ? at.path() : null;
    if (given.json()) {
      tools
          .out()
          .json(
              JsonObject.builder()
                  .put("url", gateway.base())
                  .put("socket", socket == null ? null : socket.toString())
                  .put("pid", ProcessHandle.current().pid())
                  .put("version", tools.version())
                  .build());
    } else {
      tools.out().line(socket == null ? gateway.base() : socket.toString());
    }
  }

  private static Address address(Arguments given) {
    String socket = given.text(SOCKET);
    if (socket == null) {
      Long port = Values.whole(PORT, given.text(PORT), 0, HIGHEST_PORT);
      return new Address.Port(port == null ? ServerAddress.PORT : port.intValue(), true);
    }
    if (given.has(PORT)) {
      throw Failure.of(Kind.USAGE, PORT + " and " + SOCKET + " cannot be used together")
          .hint("choose one of them");
    }
    try {
      return new Address.Socket(Path.of(socket).toAbsolutePath());
    } catch (InvalidPathException noPath) {
      throw Values.wrong(SOCKET, socket, "a path");
    }
  }
}
