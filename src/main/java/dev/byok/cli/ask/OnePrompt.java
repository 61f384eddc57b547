package dev.byok.cli.ask;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.client.Terms;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.routing.Route;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands that send one prompt have in common. */
final class OnePrompt {
  private OnePrompt() {}

  static CommandSpec addTo(CommandSpec spec) {
    return BudgetGate.addTo(spec)
        .addOption(
            Specs.value(
                "REF", "provider[:label]/model, an alias, or a key's name", "-m", "--model"))
        .addOption(Specs.flag("print one JSON event a line", "--stream-json"))
        .addOption(Specs.flag("print the request with its key masked; send nothing", "--dry-run"));
  }

  /**
   * Where the answer goes.
   *
   * @param text for an answer that is wanted as text
   */
  static AnswerSink sink(Services services, Arguments given, AnswerSink text) {
    boolean events = given.has("--stream-json");
    if (given.json() && events) {
      throw Failure.of(Kind.USAGE, "--json and --stream-json exclude each other")
          .hint("--json prints one object at the end, --stream-json an event a line");
    }
    if (events) {
      return new StreamJsonSink(services);
    }
    return given.json() ? new JsonSink(services) : text;
  }

  /** Starts to fetch the key, unless nothing is to be sent with it, or a budget may forbid it. */
  static void prepare(Services services, Route route, Arguments given) {
    if (!given.has("--dry-run")) {
      if (!BudgetGate.isWanted(services)) {
        route.credential().fetchAhead();
      }
      KiloOptions.requireOwnKey(services, route, given);
    }
  }

  /**
   * Sends the prompt, or shows what would be sent; returns the exit code.
   *
   * @param session the conversation that it goes on with; null for none
   */
  static int send(
      Services services,
      Arguments given,
      String command,
      AnswerSink sink,
      Route route,
      Prompt prompt,
      Terms terms,
      Map<String, String> tags,
      @Nullable RunSession session) {
    if (given.has("--dry-run")) {
      DryRun.print(services, given.json(), services.client().request(route, prompt, terms));
      return 0;
    }
    PromptRun run =
        new PromptRun(
            services,
            services.messages(),
            command,
            session == null ? null : session.name(),
            sink,
            KiloOptions.isOwnKeyRequired(given),
            BudgetGate.of(services, given),
            session);
    int exitCode = run.run(route, prompt, terms, tags);
    return session == null ? exitCode : session.exitCode(exitCode);
  }
}
