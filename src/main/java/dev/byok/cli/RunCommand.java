package dev.byok.cli;

import dev.byok.client.Terms;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.routing.Route;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok run}: one prompt, for scripts and CI. */
final class RunCommand implements Command {
  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
            this,
            "run",
            "send one prompt and print the answer",
            "",
            "The prompt is the words, joined by spaces, and behind them what is piped in;",
            "a prompt that starts with - goes behind --. The answer alone is on stdout.");
    spec.addOption(
            Specs.value(
                "REF", "provider[:label]/model, an alias, or a key's name", "-m", "--model"))
        .addOption(Specs.value("TEXT", "instructions that go before the prompt", "-s", "--system"))
        .addOption(
            Specs.values(
                "FILE",
                "send this file too: text (fenced and named), an image or a PDF",
                "-f",
                "--file"))
        .addOption(Specs.value("FILE", "ask for JSON that fits this JSON Schema", "--schema"))
        .addOption(Specs.flag("leave standard input alone, as in a while-read loop", "--no-stdin"))
        .addOption(Specs.flag("print the model's reasoning on stderr", "--show-reasoning"))
        .addOption(Specs.flag("print one JSON event a line", "--stream-json"))
        .addOption(Specs.flag("print the request with its key masked; send nothing", "--dry-run"))
        .addPositional(Specs.words("0..*", "PROMPT", "the prompt; - means stdin"));
    return GatewayOptions.addTo(RunOptions.addTo(spec));
  }

  @Override
  public int run(Services services, Arguments given) {
    if (given.json() && given.has("--stream-json")) {
      throw Failure.of(Kind.USAGE, "--json and --stream-json exclude each other")
          .hint("--json prints one object at the end, --stream-json an event a line");
    }
    AnswerSink sink = sink(services, given);
    Terms terms;
    Map<String, String> tags;
    Route route;
    Prompt prompt;
    try {
      terms = RunOptions.terms(given, services.config());
      tags = Values.tags(given.texts("--tag"));
      Options generation = RunOptions.generation(given, AnswerSchema.read(given.text("--schema")));
      PromptInput input =
          new PromptInput(given.words(), given.texts("--file"), !given.has("--no-stdin"), services);
      // With nothing but standard input to send, an empty one is the first thing that is wrong.
      Message piped = input.isInputAlone() ? input.assemble() : null;
      route = GatewayOptions.route(services.router().route(given.text("--model")), given);
      terms = GatewayOptions.terms(terms, route, given);
      Message question = piped == null ? input.assemble() : piped;
      if (!given.has("--dry-run")) {
        // Only now: a helper command must not be left running by an exit that comes before its key.
        route.credential().fetchAhead();
        GatewayOptions.requireOwnKey(services, route, given);
      }
      prompt = new Prompt(given.text("--system"), List.of(question), generation);
    } catch (Failure early) {
      return sink.refused(early);
    }
    if (given.has("--dry-run")) {
      DryRun.print(services, given.json(), services.client().request(route, prompt, terms));
      return 0;
    }
    return new PromptRun(services, "run", sink, GatewayOptions.isOwnKeyRequired(given))
        .run(route, prompt, terms, tags);
  }

  private AnswerSink sink(Services services, Arguments given) {
    if (given.has("--stream-json")) {
      return new StreamJsonSink(services);
    }
    return given.json()
        ? new JsonSink(services)
        : new TextSink(services, given.has("--show-reasoning"));
  }
}
