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
            Specs.values("FILE", "send this text file too, fenced and named", "-f", "--file"))
        .addOption(Specs.flag("leave standard input alone, as in a while-read loop", "--no-stdin"))
        .addOption(Specs.flag("print the model's reasoning on stderr", "--show-reasoning"))
        .addOption(Specs.flag("print one JSON event a line", "--stream-json"))
        .addOption(Specs.flag("print the request with its key masked; send nothing", "--dry-run"))
        .addPositional(Specs.words("0..*", "PROMPT", "the prompt; - means stdin"));
    return RunOptions.addTo(spec);
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
      Options generation = RunOptions.generation(given);
      PromptInput input =
          new PromptInput(given.words(), given.texts("--file"), !given.has("--no-stdin"), services);
      // With nothing but standard input to send, an empty one is the first thing that is wrong.
      String piped = input.isInputAlone() ? input.assemble() : null;
      route = services.router().route(given.text("--model"));
      String text = piped == null ? input.assemble() : piped;
      if (!given.has("--dry-run")) {
        // Only now: a helper command must not be left running by an exit that comes before its key.
        route.credential().fetchAhead();
      }
      prompt = new Prompt(given.text("--system"), List.of(Message.user(text)), generation);
    } catch (Failure early) {
      return sink.refused(early);
    }
    if (given.has("--dry-run")) {
      DryRun.print(services, given.json(), services.client().request(route, prompt, terms));
      return 0;
    }
    return new PromptRun(services, "run", sink).run(route, prompt, terms, tags);
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
