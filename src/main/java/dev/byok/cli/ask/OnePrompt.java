package dev.byok.cli.ask;

import dev.byok.budget.Budget;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.exchange.Ending;
import dev.byok.exchange.Order;
import dev.byok.exchange.Wishes;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.routing.Route;
import dev.byok.routing.WireChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The common part of the commands that send one prompt. */
public record OnePrompt(Tools tools, Sending sending) {
  private static final String OVER_BUDGET = Budget.OVERRIDE;

  static CommandSpec addTo(CommandSpec spec) {
    return addBudgetTo(spec)
        .addOption(
            Specs.value(
                "REF",
                "provider[:label]/model, an alias, or a key's name, for its default model",
                "-m",
                "--model"))
        .addOption(Specs.flag("print the answer as JSON events, one per line", "--stream-json"))
        .addOption(Specs.flag("print the request with its key masked; send nothing", "--dry-run"));
  }

  public static CommandSpec addBudgetTo(CommandSpec spec) {
    return spec.addOption(Specs.flag("send the prompt even if it exceeds a budget", OVER_BUDGET));
  }

  /** What the user asks for besides an answer. */
  public static Wishes wishes(Arguments given) {
    return new Wishes(
        given.has(OVER_BUDGET) ? Wishes.Budgeting.PASSED : Wishes.Budgeting.KEPT,
        KiloOptions.isOwnKeyRequired(given));
  }

  /**
   * @param text the sink to use if neither JSON form is asked for
   */
  OutputSink sink(Arguments given, OutputSink text) {
    boolean events = given.has("--stream-json");
    if (given.json() && events) {
      throw Failure.of(Kind.USAGE, "--json and --stream-json cannot be used together")
          .hint("--json prints one object at the end, --stream-json an event a line");
    }
    if (events) {
      return new StreamJsonSink(tools.out(), tools.messages());
    }
    return given.json() ? new JsonSink(tools.out(), tools.messages()) : text;
  }

  /** Starts to fetch the key, unless nothing will be sent or a budget may refuse the prompt. */
  void prepare(Route route, Arguments given) {
    if (!given.has("--dry-run")) {
      sending.exchange().prepare(route);
      KiloOptions.requireOwnKey(tools.messages(), sending, route, given);
    }
  }

  /** Gaps are filled on a wire of their own. */
  private static @Nullable WireChoice wire(Order order) {
    return order.ask().fillsGap() ? null : order.route().wire();
  }

  /** Sends the prompt, or shows the request. Reports a failure and returns the exit code. */
  int send(Arguments given, Order order, OutputSink sink) {
    if (given.has("--dry-run")) {
      DryRun.print(tools, given.json(), sending.exchange().request(order), wire(order));
      return 0;
    }
    Ending ending;
    try {
      ending = sending.exchange().run(order, sink, null);
    } catch (Failure refused) {
      return sink.refused(refused);
    }
    Failure failure = ending.failure();
    if (failure != null) {
      if (failure.kind() != Kind.CLOSED_PIPE && failure.kind() != Kind.INTERRUPTED) {
        tools.messages().failure(failure);
      }
      return failure.kind().exitCode();
    }
    return ending.unrecorded() == null ? 0 : ending.unrecorded().kind().exitCode();
  }
}
