package dev.byok.cli;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code byok default}: shows or sets the model that is used when none is named. */
@CommandLine.Command(name = "default", description = "show or set the default model")
final class DefaultCommand implements Command {
  @Parameters(
      arity = "0..1",
      paramLabel = "REF",
      description = "provider[:label]/model, an alias, or a key's name")
  @Nullable String reference;

  @Override
  public int run(Services services, CommonOptions common) {
    if (reference != null) {
      String target = services.router().resolve(reference).toString();
      services.configFile().change(config -> config.withDefaultModel(reference));
      services.messages().notice("the default is now " + target);
      return 0;
    }
    String current = services.config().defaultModel();
    if (current == null) {
      throw Failure.of(Kind.NO_KEY, "there is no default")
          .hint("byok default provider/model sets it");
    }
    services
        .out()
        .line(
            common.json
                ? Json.write(JsonObject.builder().put("default", current).build())
                : current);
    return 0;
  }
}
