package dev.byok.cli.usage;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Values;
import dev.byok.failure.Kind;
import dev.byok.ledger.report.Selection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The options that select entries, other than by time. */
public final class Filters {
  private Filters() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Specs.values(
                "STATUS",
                "only requests with this outcome: ok, failed (all others), or the name of an"
                    + " exit code, such as rate-limit; may be repeated",
                "--status"))
        .addOption(Specs.values("KEY", "only requests with this key; may be repeated", "--key"))
        .addOption(
            Specs.values(
                "NAME",
                "only requests of this client, a program that uses byok's keys; may be repeated",
                "--client"))
        .addOption(
            Specs.values(
                "MODEL",
                "only requests for this model, provider/model or the model's name alone; may be"
                    + " repeated",
                "--model"))
        .addOption(
            Specs.values(
                "PROVIDER", "only requests to this provider; may be repeated", "--provider"));
  }

  /**
   * @throws dev.byok.failure.Failure for a value that cannot be what the option selects by
   */
  static Selection of(Setup setup, Arguments given, TimeRange range) {
    Set<String> keys = new HashSet<>();
    for (String key : given.texts("--key")) {
      keys.add(setup.router().keyName(named("--key", key)).toString());
    }
    Set<String> providers = new HashSet<>();
    for (String provider : given.texts("--provider")) {
      providers.add(setup.catalog().get(named("--provider", provider)).id());
    }
    for (String client : given.texts("--client")) {
      named("--client", client);
    }
    for (String model : given.texts("--model")) {
      named("--model", model);
    }
    return new Selection(
        range.since(),
        range.until(),
        statuses(given.texts("--status")),
        keys,
        Set.copyOf(given.texts("--client")),
        providers,
        given.texts("--model"));
  }

  private static String named(String option, String value) {
    if (value.isEmpty()) {
      throw Values.wrong(option, value, "a name as the ledger has it");
    }
    return value;
  }

  /** The values of {@code --status}. */
  public static List<String> statuses() {
    List<String> statuses = new ArrayList<>(List.of("ok", Selection.FAILED));
    for (Kind kind : Kind.values()) {
      statuses.add(kind.label());
    }
    return statuses;
  }

  private static Set<String> statuses(List<String> values) {
    List<String> known = statuses();
    Set<String> statuses = new HashSet<>();
    for (String value : values) {
      for (String status : value.split(",", -1)) {
        if (!known.contains(status)) {
          throw Values.wrong("--status", value, String.join(", ", known));
        }
        statuses.add(status);
      }
    }
    return statuses;
  }
}
