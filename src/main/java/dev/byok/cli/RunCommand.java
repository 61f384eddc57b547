package dev.byok.cli;

import dev.byok.client.Terms;
import dev.byok.conversation.Message;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byok run}: one prompt, for scripts and CI. */
@CommandLine.Command(
    name = "run",
    description = "send one prompt and print the answer",
    footer = {
      "",
      "The prompt is the words, joined by spaces, and behind them what is piped in;",
      "a prompt that starts with - goes behind --. The answer alone is on stdout."
    })
final class RunCommand implements Command {
  @Option(
      names = {"-m", "--model"},
      paramLabel = "REF",
      description = "provider[:label]/model, an alias, or a key's name")
  @Nullable String model;

  @Option(
      names = {"-s", "--system"},
      paramLabel = "TEXT",
      description = "instructions that go before the prompt")
  @Nullable String system;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "send this text file too, fenced and named")
  List<String> files = new ArrayList<>();

  @Option(names = "--no-stdin", description = "leave standard input alone, as in a while-read loop")
  boolean noStdin;

  @Option(names = "--show-reasoning", description = "print the model's reasoning on stderr")
  boolean showReasoning;

  @Option(names = "--stream-json", description = "print one JSON event a line")
  boolean streamJson;

  @Option(names = "--dry-run", description = "print the request with its key masked; send nothing")
  boolean dryRun;

  @Mixin RunOptions options = new RunOptions();

  @Parameters(arity = "0..*", paramLabel = "PROMPT", description = "the prompt; - means stdin")
  List<String> words = new ArrayList<>();

  @Override
  public int run(Services services, CommonOptions common) {
    if (common.json && streamJson) {
      throw Failure.of(Kind.USAGE, "--json and --stream-json exclude each other")
          .hint("--json prints one object at the end, --stream-json an event a line");
    }
    AnswerSink sink = sink(services, common);
    Terms terms;
    Map<String, String> tags;
    Route route;
    Prompt prompt;
    try {
      terms = options.terms(services.config());
      tags = options.tagMap();
      var generation = options.generation();
      route = services.router().route(model);
      if (!dryRun) {
        route.credential().fetchAhead();
      }
      String text = PromptInput.assemble(words, files, !noStdin, services);
      prompt = new Prompt(system, List.of(Message.user(text)), generation);
    } catch (Failure early) {
      return sink.refused(early);
    }
    if (dryRun) {
      DryRun.print(services, common.json, services.client().request(route, prompt, terms));
      return 0;
    }
    return new PromptRun(services, "run", sink).run(route, prompt, terms, tags);
  }

  private AnswerSink sink(Services services, CommonOptions common) {
    if (streamJson) {
      return new StreamJsonSink(services);
    }
    return common.json ? new JsonSink(services) : new TextSink(services, showReasoning);
  }
}
