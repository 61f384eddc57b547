package dev.byok.cli.settings;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.PastedKey;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok default}: shows or sets the model to use if -m is omitted. */
public record DefaultCommand(Tools tools, Setup setup) implements Command {
  public static CommandSpec spec() {
    return Specs.command("default", "show or set the default model")
        .addPositional(
            Specs.word(
                0,
                "0..1",
                "REF",
                "provider[:label]/model, an alias, or a key's name, for its default model"));
  }

  @Override
  public int run(Arguments given) {
    String reference = given.word(0);
    if (reference != null) {
      PastedKey.refuse(reference);
      // A bare model means the default key's model. Stored as typed, it would then refer to itself.
      String lasting = setup.router().lasting(reference);
      setup.configFile().change(config -> config.withDefaultModel(lasting));
      tools.notice("the default is now " + setup.router().resolve(lasting));
      return 0;
    }
    String current = setup.config().defaultModel();
    if (current == null) {
      throw Failure.of(Kind.NO_KEY, "there is no default")
          .hint("byok default provider/model sets it");
    }
    if (given.json()) {
      tools.out().json(JsonObject.builder().put("default", current).put("ref", current).build());
    } else {
      tools.out().line(current);
    }
    return 0;
  }
}
