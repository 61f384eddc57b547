package dev.byok.cli.models;

import dev.byok.access.models.ModelLister;
import dev.byok.catalog.Provider;
import dev.byok.cli.keys.KeyRows;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.failure.Failure;
import dev.byok.failure.UserWord;
import dev.byok.keys.names.KeyName;
import dev.byok.prices.fetch.PriceListSource;
import dev.byok.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok models}: what each key can use, and what that costs. */
public final class ModelsCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Specs.command(
            this,
            "models",
            "list the models that your keys can use, with their prices",
            "",
            "Prices are USD for a million tokens. Lists are kept for a day.",
            "What a provider does not say comes from " + PriceListSource.ADDRESS + ", which is",
            "sent no key; BYOK_PRICES_URL names another address, and",
            "\"byok config set prices.fetch false\" turns it off.")
        .addPositional(
            Specs.word(0, "0..1", "PROVIDER[:LABEL]", "ask this one only; all keys otherwise"))
        .addOption(Specs.value("TEXT", "only models with all these words", "--search"))
        .addOption(Specs.flag("ask again, whatever is kept", "--refresh"));
  }

  @Override
  public int run(Services services, Arguments given) {
    String asked = given.word(0);
    Set<KeyName> names =
        asked == null ? KeyRows.names(services) : Set.of(services.router().keyName(asked));
    List<Failure> failures = new ArrayList<>();
    List<ModelSource> sources = sources(services, names, asked != null, failures);
    ModelRows rows = new ModelRows(given.text("--search"));
    boolean answered = false;
    for (ModelLists.Outcome outcome :
        new ModelLists(services, given.has("--refresh")).of(sources)) {
      Route route = outcome.source().route();
      Failure failure = outcome.failure();
      if (failure == null) {
        answered |= names.contains(route.key());
        rows.add(route.provider(), route.key(), outcome.models());
      } else if (asked != null) {
        throw failure;
      } else if (names.contains(route.key())) {
        failures.add(failure);
      } else {
        services.messages().verbose(failure.text());
      }
    }
    print(services, given, rows);
    return tell(services, failures, answered);
  }

  /**
   * The keys that were asked for; and where none was named, the servers that want no key, which may
   * be there or not.
   */
  private static List<ModelSource> sources(
      Services services, Set<KeyName> names, boolean named, List<Failure> failures) {
    List<ModelSource> sources = new ArrayList<>();
    for (KeyName name : names) {
      try {
        ModelSource source = ModelSource.of(services, name);
        if (source.withoutKey()) {
          services
              .messages()
              .notice(
                  "there is no key " + UserWord.quoted(name) + "; this is what anybody can see");
        }
        sources.add(source);
      } catch (Failure failed) {
        if (named) {
          throw failed;
        }
        failures.add(failed);
      }
    }
    for (Provider provider : services.catalog().providers()) {
      KeyName name = new KeyName(provider.id(), null);
      boolean keyless = !provider.needsKey() && ModelLister.isOpen(provider);
      if (!named && keyless && !names.contains(name)) {
        sources.add(ModelSource.of(services, name));
      }
    }
    return sources;
  }

  private static void print(Services services, Arguments given, ModelRows rows) {
    if (rows.needPrices()) {
      rows.fillFrom(FreshPrices.get(services, given.has("--refresh"), services.messages()::notice));
    }
    if (given.json()) {
      rows.writeJson(services.out());
    } else if (rows.isEmpty()) {
      services.messages().notice("no models to show");
    } else {
      services.out().write(rows.table());
    }
  }

  /** One key's failure does not spoil the lists of the others. */
  private static int tell(Services services, List<Failure> failures, boolean answered) {
    int worst = 0;
    for (Failure failure : failures) {
      if (answered) {
        services.messages().notice(failure.text());
      } else {
        services.messages().failure(failure);
        worst = Math.max(worst, failure.kind().exitCode());
      }
    }
    return worst;
  }
}
