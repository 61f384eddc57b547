package dev.byok.cli.models;

import dev.byok.access.models.ModelCache;
import dev.byok.access.models.ModelLister;
import dev.byok.catalog.Provider;
import dev.byok.cli.keys.KeyRows;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.UserWord;
import dev.byok.keys.names.KeyName;
import dev.byok.prices.fetch.PriceListSource;
import dev.byok.routing.Route;
import dev.byok.routing.WireChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok models}: lists what each key can use, with its prices. */
public record ModelsCommand(
    Tools tools,
    Setup setup,
    Supplier<ModelLister> modelLister,
    Supplier<ModelCache> modelCache,
    FreshPrices prices)
    implements Command {
  public static CommandSpec spec() {
    return Specs.command(
            "models",
            "list the models that your keys can use, with their prices",
            "",
            "Prices are USD per million tokens. byok keeps model lists and prices for a day.",
            "Details that a provider does not publish come from " + PriceListSource.ADDRESS + ".",
            "byok sends no key there. BYOK_PRICES_URL names another address. After",
            "\"byok config set prices.fetch false\", byok does not fetch prices.",
            "ASKED BY names the wire format of models that are not asked in the provider's",
            "usual one, and marks those that take no prompts.")
        .addPositional(Specs.word(0, "0..1", "PROVIDER[:LABEL]", "only this provider or key"))
        .addOption(Specs.value("TEXT", "only models with all these words", "--search"))
        .addOption(Specs.flag("ask the providers again", "--refresh"));
  }

  @Override
  public int run(Arguments given) {
    String asked = given.word(0);
    Set<KeyName> names =
        asked == null ? KeyRows.names(tools.env(), setup) : Set.of(setup.router().keyName(asked));
    List<Failure> failures = new ArrayList<>();
    List<ModelSource> sources = sources(names, asked != null, failures);
    ModelRows rows = new ModelRows(given.text("--search"));
    boolean answered = false;
    for (ModelLists.Outcome outcome :
        new ModelLists(tools.messages(), modelLister, modelCache.get(), given.has("--refresh"))
            .of(sources)) {
      Route route = outcome.source().route();
      Failure failure = outcome.failure();
      if (failure == null) {
        answered |= names.contains(route.key());
        rows.add(route.provider(), route.key(), outcome.models(), model -> wire(route, model));
      } else if (asked != null) {
        throw failure;
      } else if (names.contains(route.key())) {
        failures.add(failure);
      } else {
        tools.messages().verbose(failure.text());
      }
    }
    print(given, rows);
    return tell(failures, answered);
  }

  /**
   * Returns the keys that were asked for. If none was named, adds servers without keys, which may
   * or may not be running.
   */
  private List<ModelSource> sources(Set<KeyName> names, boolean named, List<Failure> failures) {
    List<ModelSource> sources = new ArrayList<>();
    for (KeyName name : names) {
      try {
        ModelSource source = ModelSource.of(setup, name);
        if (source.withoutKey()) {
          tools.notice(
              "there is no key " + UserWord.quoted(name) + "; these models are listed without one");
        }
        sources.add(source);
      } catch (Failure failed) {
        if (named) {
          throw failed;
        }
        failures.add(failed);
      }
    }
    for (Provider provider : setup.catalog().providers()) {
      KeyName name = new KeyName(provider.id(), null);
      boolean keyless = !provider.needsKey() && ModelLister.isOpen(provider);
      if (!named && keyless && !names.contains(name)) {
        sources.add(ModelSource.of(setup, name));
      }
    }
    return sources;
  }

  private WireChoice wire(Route route, String model) {
    return setup.router().wire(route.provider(), route.endpoint(), model, route.settings());
  }

  private void print(Arguments given, ModelRows rows) {
    if (rows.needPrices()) {
      rows.fillFrom(prices.get(given.has("--refresh"), tools::notice));
    }
    if (given.json()) {
      rows.writeJson(tools.out());
    } else if (rows.isEmpty()) {
      tools.notice("no models to show");
    } else {
      tools.out().write(rows.table());
    }
  }

  /** Reports the failures: as notices if any list came, which then do not count. */
  private int tell(List<Failure> failures, boolean answered) {
    int worst = 0;
    for (Failure failure : failures) {
      if (answered) {
        tools.notice(failure.text());
      } else {
        tools.messages().failure(failure);
        worst = Math.max(worst, failure.kind().exitCode());
      }
    }
    return worst;
  }
}
