package dev.byok.cli.ask;

import dev.byok.catalog.Provider;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.cli.line.Values;
import dev.byok.client.Ask;
import dev.byok.client.Terms;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.routing.Route;
import dev.byok.routing.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok fim}: fills the gap between two texts, for editors and scripts. */
public record FimCommand(Tools tools, Setup setup, Sending sending) implements Command {
  public static CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
            "fim",
            "fill the gap between two texts",
            "",
            "byok prints only the text of the gap and adds no newline, so that prefix, output and",
            "suffix together are the whole text.");
    OnePrompt.addTo(spec)
        .addOption(Specs.value("FILE", "the text before the gap; - means stdin", "--prefix"))
        .addOption(Specs.value("FILE", "the text after the gap; - means stdin", "--suffix"));
    return KiloOptions.addTo(RunOptions.addCommon(spec));
  }

  @Override
  public int run(Arguments given) {
    OnePrompt one = new OnePrompt(tools, sending);
    OutputSink sink = one.sink(given, TextSink.exact(tools.out(), tools.messages()));
    Terms terms;
    Map<String, String> tags;
    Route route;
    Prompt prompt;
    try {
      terms = RunOptions.terms(given, setup.config());
      tags = Values.tags(given.texts("--tag"));
      Options generation = RunOptions.generation(given, null);
      GapInput gap = GapInput.of(given);
      String reference = given.text("--model");
      requireThatGapsAreFilled(setup.router().resolve(reference));
      route = KiloOptions.route(setup.router().route(reference), given);
      terms = KiloOptions.terms(terms, route, given);
      prompt = gap.prompt(tools, generation);
      one.prepare(route, given);
    } catch (Failure early) {
      return sink.refused(early);
    }
    Filing filing = Filing.of("fim", null, tags);
    Order order = new Order(route, Ask.of(prompt), terms, filing, OnePrompt.wishes(given));
    return one.send(given, order, sink);
  }

  /** Checked before the key is looked up, since a key would not help. */
  private void requireThatGapsAreFilled(Router.Target target) {
    if (target.provider().fillInTheMiddle() != null) {
      return;
    }
    List<String> able = new ArrayList<>();
    for (Provider provider : setup.catalog().providers()) {
      if (provider.fillInTheMiddle() != null) {
        able.add(provider.id());
      }
    }
    throw Failure.of(Kind.USAGE, UserWord.quoted(target.provider().id()) + " cannot fill gaps")
        .provider(target.provider().id())
        .hint("these do: " + String.join(", ", able));
  }
}
