package dev.byok.cli;

import dev.byok.catalog.Provider;
import dev.byok.client.KeyVerifier;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.json.Json;
import dev.byok.keys.Credential;
import dev.byok.keys.KeyName;
import dev.byok.keys.KeyRecord;
import dev.byok.keys.KeyRecord.StoredIn;
import dev.byok.keys.KeySettings;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code byok keys add}: reads a secret, proves it, and stores it; what fails leaves everything as
 * it was.
 */
final class KeysAddCommand implements Command {
  private @Nullable String host;
  private @Nullable String model;
  private @Nullable String variable;
  private @Nullable String command;
  private boolean noKey;
  private boolean allowHttp;

  @Override
  public CommandSpec spec() {
    return Specs.command(
            this,
            "add",
            "store a key",
            "",
            "The key is asked for unseen, or read from standard input when that is no terminal.",
            "It is never a word of the command line.")
        .addPositional(Specs.word(0, "1", "PROVIDER[:LABEL]", "the key's name"))
        .addOption(Specs.value("URL", "base URL that the key is bound to", "--host"))
        .addOption(Specs.value("MODEL", "this key's default model", "--model"))
        .addOption(Specs.flag("make it the default key", "--default"))
        .addOption(Specs.value("VAR", "take the key from this variable", "--from-env"))
        .addOption(
            Specs.value(
                "COMMAND",
                "store this command, which prints the key, instead of a key",
                "--from-command"))
        .addOption(Specs.flag("the server wants no key", "--no-key"))
        .addOption(Specs.flag("allow http to a private address", "--allow-http"))
        .addOption(Specs.flag("do not ask the provider whether the key is valid", "--no-verify"))
        .addOption(Specs.flag("replace a stored key", "--force"));
  }

  @Override
  public int run(Services services, Arguments given) {
    host = given.text("--host");
    model = given.text("--model");
    variable = given.text("--from-env");
    command = given.text("--from-command");
    noKey = given.has("--no-key");
    allowHttp = given.has("--allow-http");
    KeyName key = services.router().keyName(given.required(0));
    Provider provider = services.catalog().get(key.provider());
    checkOptions(services, provider, key, given.has("--force"));
    Endpoint endpoint =
        services.router().endpoint(provider, key, host, allowHttp, KeySettings.none());
    StoredIn place = place(services);
    Credential credential = credential(services, key, given.noInput());
    Secret secret = credential.secret();
    verify(
        services,
        new Route(provider, key, endpoint, modelName(), credential, KeySettings.none()),
        given);
    KeyRecord record =
        new KeyRecord(
            key,
            place,
            secret == null || place == StoredIn.COMMAND ? "" : secret.mask(),
            host == null ? null : endpoint.base().toString(),
            model,
            services.clock().instant().toString(),
            command,
            allowHttp,
            KeySettings.none(),
            null);
    boolean kept = place == StoredIn.KEYCHAIN || place == StoredIn.FILE;
    new StoredKeys(services)
        .add(record, kept ? secret : null, given.has("--default"), given.has("--force"));
    report(services, record, given.json());
    return 0;
  }

  private void checkOptions(Services services, Provider provider, KeyName key, boolean force) {
    int sources = (variable == null ? 0 : 1) + (command == null ? 0 : 1) + (noKey ? 1 : 0);
    if (sources > 1) {
      throw Failure.of(Kind.USAGE, "--from-env, --from-command and --no-key exclude each other")
          .hint("give one of them");
    }
    if (!provider.takesKey()) {
      throw Failure.of(Kind.USAGE, provider.name() + " wants no key")
          .hint("use it as it is: byok run -m " + provider.id() + "/MODEL");
    }
    if (!force && services.keys().index().find(key) != null) {
      throw StoredKeys.alreadyStored(key);
    }
  }

  private StoredIn place(Services services) {
    if (noKey) {
      return StoredIn.NONE;
    }
    return command == null ? StoredKeys.place(services.env()) : StoredIn.COMMAND;
  }

  private Credential credential(Services services, KeyName key, boolean noInput) {
    if (noKey) {
      return Credential.none("no key is needed");
    }
    if (command != null) {
      String helper = command;
      return Credential.from("a command", () -> services.places().command(helper));
    }
    Secret secret = SecretSource.read(services, key, variable, noInput);
    return Credential.from("the command line's input", () -> secret);
  }

  private void verify(Services services, Route route, Arguments given) {
    if (given.has("--no-verify") || noKey) {
      return;
    }
    try (var _ = services.messages().waiting("asking " + route.provider().name())) {
      KeyVerifier.Verdict verdict =
          services.verifier().verify(route, host != null, model, new OneTokenPrompt(services));
      if (verdict == KeyVerifier.Verdict.NOT_CHECKABLE && !given.json()) {
        services
            .messages()
            .notice("this server offers nothing to check a key with; stored unchecked");
      }
    } catch (Failure failed) {
      boolean unreachable = failed.kind() == Kind.UNAVAILABLE || failed.kind() == Kind.RATE_LIMIT;
      throw unreachable
          ? failed.hint("nothing was stored; --no-verify stores the key unchecked")
          : failed;
    }
  }

  private static void report(Services services, KeyRecord record, boolean json) {
    if (json) {
      services.out().line(Json.write(new KeyRows.Row(record, null, false).toJson()));
    } else {
      services
          .messages()
          .notice("stored \"" + record.name() + "\" in " + KeyRows.placeName(record));
    }
  }

  private String modelName() {
    return model == null ? "" : model;
  }
}
