package dev.byok.cli.keys;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.keyring.KeyChecks;
import dev.byok.keys.names.KeyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok keys test}: asks each stored key's provider whether it is valid. */
public record KeysTestCommand(Tools tools, Setup setup, Supplier<KeyChecks> keyChecks)
    implements Command {
  public static CommandSpec spec() {
    return Specs.command(
            "test",
            "verify stored keys with their providers",
            "",
            "If several keys fail, the exit code is the largest.")
        .addPositional(Specs.words("0..*", "KEY", "names of keys; all if none is given"));
  }

  @Override
  public int run(Arguments given) {
    List<KeyRecord> keys = new ArrayList<>();
    List<String> names = given.words();
    for (String name : names) {
      keys.add(setup.keys().index().get(setup.router().keyName(name)));
    }
    if (names.isEmpty()) {
      keys.addAll(setup.keys().index().all());
    }
    if (keys.isEmpty()) {
      tools.notice("no keys are stored; byok keys add PROVIDER stores one");
    }
    List<KeyChecks.Check> checks = keys.isEmpty() ? List.of() : keyChecks.get().run(keys);
    if (given.json()) {
      tools.out().jsonText(Lines.array(rows(checks)));
    } else {
      print(checks);
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

  private void print(List<KeyChecks.Check> checks) {
    for (KeyChecks.Check check : checks) {
      Failure failure = check.told(checks.size() > 1);
      tools.out().line(check.key() + "  " + (failure == null ? check.message() : check.code()));
      if (failure != null) {
        tools.messages().failure(failure);
      }
    }
  }
}
