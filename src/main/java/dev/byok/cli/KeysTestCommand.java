package dev.byok.cli;

import dev.byok.catalog.Provider;
import dev.byok.client.KeyVerifier;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.keys.KeyRecord;
import dev.byok.routing.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok keys test}: asks each stored key's provider whether it is valid. */
final class KeysTestCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Specs.command(
            this,
            "test",
            "verify stored keys with their providers",
            "",
            "With several outcomes the largest exit code is returned.")
        .addPositional(Specs.words("0..*", "KEY", "names of keys; all when none is named"));
  }

  @Override
  public int run(Services services, Arguments given) {
    List<KeyRecord> keys = new ArrayList<>();
    List<String> names = given.words();
    for (String name : names) {
      keys.add(services.keys().index().get(services.router().keyName(name)));
    }
    if (names.isEmpty()) {
      keys.addAll(services.keys().index().all());
    }
    if (keys.isEmpty()) {
      services.messages().notice("no keys are stored; byok keys add PROVIDER stores one");
    }
    int worst = 0;
    List<JsonObject> rows = new ArrayList<>();
    for (KeyRecord key : keys) {
      Failure failure = null;
      String message = "ok";
      try {
        message = verify(services, key);
      } catch (Failure failed) {
        failure = failed;
        worst = Math.max(worst, failed.kind().exitCode());
      }
      rows.add(row(services, given, key, message, failure));
    }
    if (given.json()) {
      services.out().write(Lines.array(rows));
    }
    return worst;
  }

  private static JsonObject row(
      Services services,
      Arguments given,
      KeyRecord key,
      String message,
      @Nullable Failure failure) {
    String code = failure == null ? "ok" : failure.kind().label();
    String text = failure == null ? message : failure.text();
    if (!given.json()) {
      services.out().line(key.name() + "  " + (failure == null ? message : code));
      if (failure != null) {
        services.messages().failure(failure);
      }
    }
    JsonObject check = JsonObject.builder().put("code", code).put("message", text).build();
    return JsonObject.builder().put("key", key.name().toString()).put("check", check).build();
  }

  private static String verify(Services services, KeyRecord key) {
    Provider provider = services.catalog().get(key.name().provider());
    Route route =
        new Route(
            provider,
            key.name(),
            services
                .router()
                .endpoint(provider, key.name(), key.host(), key.allowHttp(), key.settings()),
            key.model() == null ? "" : key.model(),
            services.keys().stored(key),
            key.settings());
    try (var _ = services.messages().waiting("asking " + provider.name())) {
      KeyVerifier.Verdict verdict =
          services
              .verifier()
              .verify(route, key.host() != null, key.model(), new OneTokenPrompt(services));
      return verdict == KeyVerifier.Verdict.PROVEN ? "ok" : "not checkable";
    }
  }
}
