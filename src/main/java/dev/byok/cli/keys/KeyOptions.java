package dev.byok.cli.keys;

import dev.byok.catalog.Provider;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Specs;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.forms.KiloKey;
import dev.byok.keys.names.KeySettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The options of {@code keys add} that say what requests need besides the key. An option that does
 * not apply to the provider is refused, not ignored.
 */
record KeyOptions(
    @Nullable String host,
    @Nullable String model,
    @Nullable String profile,
    boolean allowHttp,
    KeySettings settings) {
  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(Specs.value("URL", "the base URL that the key is sent to", "--host"))
        .addOption(Specs.value("MODEL", "this key's default model", "--model"))
        .addOption(
            Specs.value(
                "VERSION",
                "Azure: the API version, for the older form of the API",
                "--api-version"))
        .addOption(Specs.value("NAME", "Azure: the deployment to use", "--deployment"))
        .addOption(Specs.value("REGION", "Bedrock: the region of the key", "--region"))
        .addOption(
            Specs.value(
                "NAME",
                "Bedrock: use this profile of the AWS CLI instead of a key",
                "--aws-profile"))
        .addOption(
            Specs.flag(
                "Bedrock: use what AWS gives to this machine: in CI, a container, an instance",
                "--aws-environment"))
        .addOption(Specs.value("ID", "Kilo: the organization to make requests for", "--org"))
        .addOption(
            Specs.value(
                "WIRE",
                "chat, responses or converse: how to ask, if the server speaks several",
                "--wire"))
        .addOption(Specs.flag("the server needs no key", "--no-key"))
        .addOption(Specs.flag("allow http to a private address", "--allow-http"));
  }

  static KeyOptions of(Provider provider, Arguments given) {
    String version = only(provider, given, "--api-version", KeyForm.AZURE);
    String deployment = only(provider, given, "--deployment", KeyForm.AZURE);
    String region = only(provider, given, "--region", KeyForm.AWS);
    String profile = only(provider, given, "--aws-profile", KeyForm.AWS);
    if (given.has("--aws-environment")) {
      requireForm(provider, "--aws-environment", KeyForm.AWS);
    }
    String organization = only(provider, given, "--org", KeyForm.KILO);
    String model = given.text("--model");
    if (deployment != null && model != null) {
      throw Failure.of(Kind.USAGE, "--model and --deployment cannot be used together")
          .hint("Azure's models are named by their deployments: give one of the two");
    }
    if (given.has("--no-key") && !provider.mayBeKeyless()) {
      throw Failure.of(Kind.USAGE, provider.name() + " needs a key")
          .provider(provider.id())
          .hint("--no-key is for servers that need none, such as openai-compatible ones");
    }
    return new KeyOptions(
        given.text("--host"),
        deployment == null ? model : deployment,
        profile,
        given.has("--allow-http"),
        new KeySettings(
            organization == null ? null : KiloKey.organization(organization),
            version == null ? null : KeySettings.version(version, "--api-version"),
            region,
            wire(provider, given)));
  }

  private static @Nullable String wire(Provider provider, Arguments given) {
    String wire = given.text("--wire");
    if (wire != null && provider.otherWires().isEmpty()) {
      throw Failure.of(Kind.USAGE, "--wire does not apply to " + provider.name())
          .provider(provider.id())
          .hint("it is for OpenAI and what speaks like it, and for Bedrock; omit it");
    }
    return wire == null ? null : KeySettings.wire(wire, "--wire", provider.wireWords());
  }

  private static @Nullable String only(
      Provider provider, Arguments given, String option, KeyForm form) {
    String value = given.text(option);
    if (value != null) {
      requireForm(provider, option, form);
    }
    return value;
  }

  private static void requireForm(Provider provider, String option, KeyForm form) {
    if (KeyForm.of(provider.id()) != form) {
      throw Failure.of(Kind.USAGE, option + " does not apply to " + provider.name())
          .provider(provider.id())
          .hint("it is an option of byok keys add " + form.provider());
    }
  }
}
