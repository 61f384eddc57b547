package dev.byok.cli.ask;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Specs;
import dev.byok.client.KiloTask;
import dev.byok.client.Terms;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.routing.Route;
import dev.byok.term.Messages;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that only the Kilo Gateway knows. */
public final class KiloOptions {
  private static final String OWN_KEY = "--require-byok";
  private static final String[] NAMES = {"--org", "--mode", OWN_KEY};

  private KiloOptions() {}

  public static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Specs.value("ID", "Kilo: the organization that the request is made for", "--org"))
        .addOption(
            Specs.value(
                "MODE", "Kilo: a hint, such as 'code', for models named kilo-auto/...", "--mode"))
        .addOption(
            Specs.flag(
                "Kilo: use only provider keys that you stored at Kilo; fail rather than spend Kilo credits",
                OWN_KEY));
  }

  /** Returns the route with the given options, or fails if they do not apply to its provider. */
  public static Route route(Route route, Arguments given) {
    if (!route.isKilo()) {
      for (String name : NAMES) {
        if (given.has(name)) {
          throw Failure.of(Kind.USAGE, name + " does not apply to " + route.provider().name())
              .hint("it is only for models of the Kilo Gateway, such as kilo/anthropic/MODEL");
        }
      }
      return route;
    }
    String organization = given.text("--org");
    return organization == null ? route : route.forOrganization(organization);
  }

  /** Returns the terms with a new task id for this prompt. */
  public static Terms terms(Terms terms, Route route, Arguments given) {
    return route.isKilo() ? terms(terms, route, given, UUID.randomUUID().toString()) : terms;
  }

  public static Terms terms(Terms terms, Route route, Arguments given, String taskId) {
    return route.isKilo() ? terms.through(new KiloTask(taskId, mode(given.text("--mode")))) : terms;
  }

  /** With {@code --require-byok}, fails if Kilo has no key of the user for the model. */
  public static void requireOwnKey(
      Messages messages, Sending sending, Route route, Arguments given) {
    if (isOwnKeyRequired(given)) {
      try (var _ = messages.waiting("asking the Kilo Gateway about your keys")) {
        sending.storedKiloKeys().require(route);
      }
    }
  }

  public static boolean isOwnKeyRequired(Arguments given) {
    return given.has(OWN_KEY);
  }

  private static @Nullable String mode(@Nullable String text) {
    if (text == null) {
      return null;
    }
    String mode = text.strip().toLowerCase(Locale.ROOT);
    if (!mode.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      throw Failure.of(Kind.USAGE, "--mode does not take " + UserWord.quoted(text))
          .hint("it takes a name such as code, ask, plan or debug");
    }
    return mode;
  }
}
