package dev.byok.cli.keys;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.EnvFile;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.keyring.NewKey;
import dev.byok.keyring.Prover;
import dev.byok.keyring.StoredKeys;
import dev.byok.keys.Credential;
import dev.byok.keys.EnvironmentSettings;
import dev.byok.keys.forms.KeyValue;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.keys.names.KeySettings;
import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code byok keys import}: offers to store keys from the environment or from a file of variables.
 * Each is verified as in {@code keys add}; one that fails does not stop the others.
 */
public record KeysImportCommand(
    Tools tools, Setup setup, Supplier<Prover> prover, Supplier<StoredKeys> storedKeys)
    implements Command {
  public static CommandSpec spec() {
    return Specs.command(
            "import",
            "store keys from environment variables",
            "",
            "byok offers every conventional variable that is set, such as OPENAI_API_KEY.",
            "If several keys fail, the exit code is the largest.")
        .addOption(Specs.flag("store all of them, without asking", "--all"))
        .addOption(Specs.value("FILE", "read NAME=VALUE lines from this file", "--env-file"))
        .addOption(Specs.flag("do not ask the providers whether the keys are valid", "--no-verify"))
        .addOption(Specs.flag("replace stored keys", "--force"));
  }

  @Override
  public int run(Arguments given) {
    boolean asks = !given.has("--all");
    if (asks && (given.noInput() || !tools.terminal().in())) {
      throw Failure.of(Kind.USAGE, "each key needs a yes, but there is no terminal to ask on")
          .hint("use --all to store every key that was found");
    }
    Map<String, String> variables = variables(given.text("--env-file"));
    List<ImportableKeys.Found> found = ImportableKeys.in(setup, variables);
    if (found.isEmpty()) {
      tools.notice("no variable of a provider's key is set");
    }
    int worst = 0;
    List<JsonObject> rows = new ArrayList<>();
    for (ImportableKeys.Found each : found) {
      String result;
      try {
        result = store(each, variables, given, asks);
      } catch (Failure failed) {
        if (failed.kind() == Kind.INTERRUPTED) {
          throw failed;
        }
        tools.messages().failure(failed);
        worst = Math.max(worst, failed.kind().exitCode());
        result = failed.kind().label();
      }
      rows.add(
          JsonObject.builder()
              .put("key", each.key().toString())
              .put("variable", each.variable())
              .put("result", result)
              .build());
    }
    if (given.json()) {
      tools.out().jsonText(Lines.array(rows));
    }
    return worst;
  }

  private Map<String, String> variables(@Nullable String file) {
    if (file == null) {
      return tools.env();
    }
    Map<String, String> variables = EnvFile.read(file);
    if (EnvFile.isOpenToOthers(file)) {
      tools.notice(
          UserWord.quoted(file) + " can be read by others; chmod 600 keeps its keys private");
    }
    return variables;
  }

  private String store(
      ImportableKeys.Found found, Map<String, String> variables, Arguments given, boolean asks) {
    String name = UserWord.quoted(found.key());
    boolean replace = given.has("--force");
    if (!replace && setup.keys().index().find(found.key()) != null) {
      tools.notice(
          name
              + " is already stored and was kept; use --force to replace it with "
              + found.variable());
      return "kept";
    }
    if (!found.others().isEmpty()) {
      tools.notice(
          found.variable()
              + " also serves "
              + String.join(", ", found.others())
              + "; it is offered as "
              + name);
    }
    if (asks && !tools.confirm("Store " + found.variable() + " as " + found.key() + "? [y/N] ")) {
      return "declined";
    }
    NewKey key = newKey(found, variables);
    boolean unchecked =
        !given.has("--no-verify")
            && key.verify(setup.router(), prover.get()) == Verdict.NOT_CHECKABLE;
    KeyRecord record =
        key.store(storedKeys.get(), setup.router(), tools.clock().instant(), false, replace);
    tools.notice(
        "stored "
            + name
            + " in "
            + record.storedIn().words()
            + (unchecked ? ", unchecked: this server has no way to check a key" : ""));
    return "stored";
  }

  /** Returns the key with the host and settings that apply when it is used from its variable. */
  private NewKey newKey(ImportableKeys.Found found, Map<String, String> variables) {
    StoredIn place = StoredKeys.place(tools.env());
    Secret secret = secret(found, variables);
    String host = EnvironmentSettings.hostToStore(found.provider(), found.key(), variables);
    KeySettings settings = EnvironmentSettings.of(found.provider(), variables, secret);
    try {
      NewKey key =
          new NewKey(
                  found.provider(),
                  found.key(),
                  place,
                  Credential.none(""),
                  host,
                  null,
                  null,
                  null,
                  null,
                  false,
                  settings)
              .with(secret, tools.clock().instant());
      key.endpoint(setup.router());
      return key;
    } catch (Failure unusable) {
      throw in(found, unusable);
    }
  }

  private Secret secret(ImportableKeys.Found found, Map<String, String> variables) {
    try {
      return KeyValue.check(variables.getOrDefault(found.variable(), ""), false, tools.env());
    } catch (Failure noKey) {
      throw in(found, noKey);
    }
  }

  private static Failure in(ImportableKeys.Found found, Failure failure) {
    return failure.detail("it is in " + found.variable());
  }
}
