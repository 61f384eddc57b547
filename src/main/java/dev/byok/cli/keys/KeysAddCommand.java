package dev.byok.cli.keys;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.catalog.Provider;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.PastedKey;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keyring.NewKey;
import dev.byok.keyring.Prover;
import dev.byok.keyring.StoredKeys;
import dev.byok.keys.Credential;
import dev.byok.keys.KeyRing;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.forms.KiloKey;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code byok keys add}: reads a secret, verifies it, and stores it. A failure leaves everything as
 * it was.
 */
public record KeysAddCommand(
    Tools tools,
    Setup setup,
    Supplier<Prover> prover,
    Supplier<StoredKeys> storedKeys,
    ChildEnvironment children)
    implements Command {
  public static CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
                "add",
                "store a key",
                "",
                "byok asks for the key without showing it, or reads it from standard input if that is not",
                "a terminal. The key itself cannot be passed on the command line.")
            .addPositional(Specs.word(0, "1", "PROVIDER[:LABEL]", "the key's name"));
    return KeyOptions.addTo(spec)
        .addOption(Specs.flag("use this key's model when -m is omitted", "--default"))
        .addOption(
            Specs.value(
                "VAR", "copy the key from this environment variable and store it", "--from-env"))
        .addOption(
            Specs.value(
                "COMMAND",
                "store this command instead of the key; byok runs it each time it needs the key",
                "--from-command"))
        .addOption(Specs.flag("do not ask the provider whether the key is valid", "--no-verify"))
        .addOption(Specs.flag("replace a stored key", "--force"));
  }

  @Override
  public int run(Arguments given) {
    KeyName name = setup.router().keyName(given.required(0));
    Provider provider = setup.catalog().get(name.provider());
    refuseContradictions(provider, name, given);
    NewKey key = newKey(provider, name, given);
    boolean checked = !given.has("--no-verify") && !given.has("--no-key");
    if (checked
        && key.verify(setup.router(), prover.get()) == Verdict.NOT_CHECKABLE
        && !given.json()) {
      tools.notice("this server has no way to check a key; it was stored unchecked");
    }
    KeyRecord record =
        key.store(
            storedKeys.get(),
            setup.router(),
            tools.clock().instant(),
            given.has("--default"),
            given.has("--force"));
    report(record, given.json());
    return 0;
  }

  /** The options that say where a key comes from; without one it is typed or piped. */
  private static final List<String> SOURCES =
      List.of("--from-env", "--from-command", "--no-key", "--aws-profile", "--aws-environment");

  private void refuseContradictions(Provider provider, KeyName name, Arguments given) {
    PastedKey.refuse(name.toString());
    for (String option :
        new String[] {
          "--host", "--model", "--from-command", "--org", "--deployment", "--aws-profile"
        }) {
      PastedKey.refuseCertain(String.valueOf(given.text(option)));
    }
    List<String> sources = new ArrayList<>();
    for (String source : SOURCES) {
      if (given.has(source)) {
        sources.add(source);
      }
    }
    if (sources.size() > 1) {
      throw Failure.of(
              Kind.USAGE, String.join(" and ", sources.subList(0, 2)) + " cannot be used together")
          .hint("give one of them");
    }
    if (!provider.takesKey()) {
      throw Failure.of(Kind.USAGE, provider.name() + " needs no key")
          .hint("use it as it is: byok run -m " + provider.id() + "/MODEL");
    }
    if (!given.has("--force") && setup.keys().index().find(name) != null) {
      throw KeyRing.alreadyStored(name);
    }
  }

  private NewKey newKey(Provider provider, KeyName name, Arguments given) {
    KeyOptions options = KeyOptions.of(provider, given);
    String command = given.text("--from-command");
    StoredIn place = place(given);
    String variable = given.text("--from-env");
    String host =
        options.host() == null
            ? HostOfEnvironment.of(tools.env(), provider, name, variable)
            : options.host();
    NewKey key =
        new NewKey(
            provider,
            name,
            place,
            Credential.none("no key is needed"),
            host,
            options.model(),
            command,
            options.profile(),
            null,
            options.allowHttp(),
            options.settings());
    if (place == StoredIn.AWS_PROFILE || place == StoredIn.AWS_ENVIRONMENT) {
      NewKey found = key.with(setup.keys().aws(name, options.profile(), key.settings().region()));
      found.endpoint(setup.router());
      return found;
    }
    boolean bedrock = KeyForm.of(provider.id()) == KeyForm.AWS;
    if (!bedrock) {
      // Checked before asking for the key, since a problem with the host can be reported without
      // it.
      key.endpoint(setup.router());
    }
    if (place == StoredIn.NONE) {
      return key;
    }
    if (command != null) {
      return ofCommand(key, command, bedrock);
    }
    Secret secret = new SecretSource(tools, children).read(name, variable, given.noInput());
    NewKey whole = key.with(secret, tools.clock().instant());
    whole.endpoint(setup.router());
    return whole;
  }

  /**
   * Makes a key from a helper command. Its output is unknown until the key is used, so only the
   * key's destination can be checked.
   */
  private NewKey ofCommand(NewKey key, String command, boolean wantsRegion) {
    if (wantsRegion && key.settings().region() == null) {
      throw AwsKeyForm.noRegion(key.name());
    }
    key.endpoint(setup.router());
    return key.with(
        Credential.from(
            "a command",
            () -> KiloKey.sendable(key.name(), setup.places().command(key.name(), command))));
  }

  private StoredIn place(Arguments given) {
    if (given.has("--no-key")) {
      return StoredIn.NONE;
    }
    if (given.has("--aws-profile")) {
      return StoredIn.AWS_PROFILE;
    }
    if (given.has("--aws-environment")) {
      return StoredIn.AWS_ENVIRONMENT;
    }
    return given.has("--from-command") ? StoredIn.COMMAND : StoredKeys.place(tools.env());
  }

  private void report(KeyRecord record, boolean json) {
    if (json) {
      tools.out().json(new KeyRows.Row(record, null, false).toJson());
    } else {
      tools.notice("stored " + UserWord.quoted(record.name()) + " in " + record.storedIn().words());
    }
  }
}
