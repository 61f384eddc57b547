package dev.byok.cli.ask;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.cli.line.Values;
import dev.byok.client.Ask;
import dev.byok.client.Terms;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.failure.Failure;
import dev.byok.routing.Route;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok run}: sends one prompt, for scripts and CI. */
public record RunCommand(Tools tools, Setup setup, Sending sending, Storage storage)
    implements Command {
  public static CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
            "run",
            "send one prompt and print the answer",
            "",
            "The prompt is the arguments, joined by spaces, followed by piped input. Put -- before a",
            "prompt that starts with -. Only the answer is printed on stdout.");
    OnePrompt.addTo(spec)
        .addOption(Specs.value("TEXT", "the system prompt", "-s", "--system"))
        .addOption(Specs.values("FILE", "attach a file: text, an image or a PDF", "-f", "--file"))
        .addOption(
            Specs.value("FILE", "require an answer in JSON that fits this JSON Schema", "--schema"))
        .addOption(
            Specs.value("NAME", "continue the session with this name, or start it", "--session"))
        .addOption(Specs.flag("continue the latest session", "-c", "--continue"))
        .addOption(
            Specs.flag("do not read standard input; needed in a 'while read' loop", "--no-stdin"))
        .addOption(
            Specs.value(
                "FORM", "text (default), or markdown, which is rendered on a terminal", "--format"))
        .addOption(Specs.flag("print the model's reasoning on stderr", "--show-reasoning"))
        .addPositional(Specs.words("0..*", "PROMPT", "the prompt; - means stdin"));
    return KiloOptions.addTo(RunOptions.addTo(spec));
  }

  @Override
  public int run(Arguments given) {
    OutputSink text =
        given.has("--format")
            ? MarkdownSink.of(tools, given)
            : new TextSink(tools.out(), tools.messages(), given.has("--show-reasoning"));
    OnePrompt one = new OnePrompt(tools, sending);
    OutputSink sink = one.sink(given, text);
    Terms terms;
    Map<String, String> tags;
    Route route;
    Prompt prompt;
    RunSession session = null;
    try {
      terms = RunOptions.terms(given, setup.config());
      tags = Values.tags(given.texts("--tag"));
      Options generation = RunOptions.generation(given, SchemaFile.read(given.text("--schema")));
      PromptInput input =
          new PromptInput(given.words(), given.texts("--file"), !given.has("--no-stdin"), tools);
      String reference = given.text("--model");
      if (given.has("--session") || given.has("--continue")) {
        session = RunSession.of(tools, storage.sessions(), given);
        reference = session.reference(reference);
      }
      // If standard input is all there is to send, an empty one is the first thing to report.
      Message piped = input.isInputAlone() ? input.assemble() : null;
      route = KiloOptions.route(setup.router().route(reference), given);
      terms =
          session == null
              ? KiloOptions.terms(terms, route, given)
              : KiloOptions.terms(terms, route, given, session.taskId());
      Message question = piped == null ? input.assemble() : piped;
      // Not earlier: an exit before the key is fetched must not leave a helper command running.
      one.prepare(route, given);
      prompt =
          session == null
              ? new Prompt(given.text("--system"), List.of(question), generation)
              : session.prompt(route, given.text("--system"), question, generation);
    } catch (Failure early) {
      return sink.refused(early);
    }
    Filing filing =
        session == null
            ? Filing.of("run", null, tags)
            : Filing.of("run", session.name(), tags).keptBy(session);
    Order order = new Order(route, Ask.of(prompt), terms, filing, OnePrompt.wishes(given));
    int exitCode = one.send(given, order, sink);
    return session == null ? exitCode : session.exitCode(exitCode);
  }
}
