package dev.byok.cli.keys;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.keyring.KeyChecks;
import dev.byok.keys.names.KeyRecord;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok keys test}: asks each stored key's provider whether it is valid. */
public final class KeysTestCommand implements Command {
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
    List<KeyChecks.Check> checks = keys.isEmpty() ? List.of() : services.keyChecks().run(keys);
    if (given.json()) {
      services.out().jsonText(Lines.array(rows(checks)));
    } else {
      print(services, checks);
    }
    return KeyChecks.exitCode(checks);
  }

  private static List<JsonObject> rows(List<KeyChecks.Check> checks) {
    List<JsonObject> rows = new ArrayList<>();
    for (KeyChecks.Check check : checks) {
      rows.add(
          JsonObject.builder()
              .put("key", check.key().toString())
              .put("check", check.toJson())
              .build());
    }
    return rows;
  }

  private static void print(Services services, List<KeyChecks.Check> checks) {
    for (KeyChecks.Check check : checks) {
      Failure failure = check.told(checks.size() > 1);
      services.out().line(check.key() + "  " + (failure == null ? check.message() : check.code()));
      if (failure != null) {
        services.messages().failure(failure);
      }
    }
  }
}
