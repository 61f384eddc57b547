package dev.byok.cli.budget;

import dev.byok.budget.Budget;
import dev.byok.budget.Per;
import dev.byok.budget.Scope;
import dev.byok.budget.Unit;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that identify a budget. */
public final class BudgetOptions {
  static final String PER = "--per";
  static final String KEY = "--key";
  static final String PROVIDER = "--provider";
  static final String TOKENS = "--tokens";

  private BudgetOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(Specs.value("PERIOD", "day, week (from Monday) or month", PER))
        .addOption(Specs.value("KEY", "for requests with this key only", KEY))
        .addOption(Specs.value("PROVIDER", "for requests to this provider only", PROVIDER))
        .addOption(Specs.flag("a budget in tokens, prompt and answer together", TOKENS));
  }

  static @Nullable Per per(Arguments given) {
    String text = given.text(PER);
    Per per = Per.of(text);
    if (text != null && per == null) {
      throw Failure.of(Kind.USAGE, PER + " does not take " + UserWord.quoted(text))
          .hint("it takes day, week or month");
    }
    return per;
  }

  static Scope scope(Setup setup, Arguments given) {
    String providerText = given.text(PROVIDER);
    String provider = providerText == null ? null : setup.catalog().get(providerText).id();
    String keyText = given.text(KEY);
    KeyName key = keyText == null ? null : setup.router().keyName(keyText);
    if (key != null && provider != null && !key.provider().equals(provider)) {
      throw Failure.of(
              Kind.USAGE, UserWord.quoted(key) + " is not a key of " + UserWord.quoted(provider))
          .hint("give " + KEY + " or " + PROVIDER + ", not both");
    }
    return new Scope(provider, key == null ? null : key.toString());
  }

  /** Starts the JSON of a budget with its limit and what identifies it. */
  static JsonObject.Builder json(Budget budget) {
    return JsonObject.builder()
        .put("limit", budget.limit())
        .put("unit", budget.unit().label())
        .put("per", budget.per().label())
        .put("key", budget.scope().key())
        .put("provider", budget.scope().provider());
  }

  public static Failure wrongLimit(String text, boolean tokens) {
    return Failure.of(Kind.USAGE, "a budget does not take " + UserWord.quoted(text, 60))
        .hint(
            "it takes "
                + Budget.limits(tokens ? Unit.TOKENS : Unit.USD)
                + (tokens ? "" : "; with " + TOKENS + " " + Budget.limits(Unit.TOKENS)));
  }
}
