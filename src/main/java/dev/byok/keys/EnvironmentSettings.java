package dev.byok.keys;

import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.AwsKeyForm;
import dev.byok.keys.forms.AwsRegion;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.forms.KiloKey;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import dev.byok.secrets.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the conventional variables of a provider say besides the key. */
public final class EnvironmentSettings {
  private EnvironmentSettings() {}

  /**
   * The settings that go with a key from the environment.
   *
   * @throws Failure that names the variable of a setting which cannot be one
   */
  public static KeySettings of(Provider provider, Map<String, String> env, Secret secret) {
    String region =
        KeyForm.of(provider.id()) == KeyForm.AWS ? AwsKeyForm.of(secret).region() : null;
    return new KeySettings(
        checked(provider, "organization", env),
        checked(provider, "api_version", env),
        region == null ? checked(provider, "region", env) : region);
  }

  /** The host that conventional variables name, whole or by the name of a resource; or null. */
  public static @Nullable String host(Provider provider, Map<String, String> env) {
    String host = checked(provider, "host", env);
    String resource = host == null ? checked(provider, "resource", env) : null;
    return resource == null ? host : "https://" + resource + ".openai.azure.com";
  }

  /** The same where the key is to be stored: Kilo's own variable for it counts as well. */
  public static @Nullable String hostToStore(
      Provider provider, KeyName name, Map<String, String> env) {
    String own = new EnvironmentKeys(env).host(name);
    if (own != null) {
      return own;
    }
    String named = KeyForm.of(provider.id()).host(env);
    return named == null ? host(provider, env) : named;
  }

  /** The first of the setting's variables that is set; or null. */
  private static @Nullable String checked(
      Provider provider, String setting, Map<String, String> env) {
    for (String variable : provider.settingEnv(setting)) {
      String value = env.get(variable);
      if (value != null && !value.isBlank()) {
        return checked(setting, value.strip(), variable);
      }
    }
    return null;
  }

  /** Whatever becomes a part of an address or of a header is looked at first. */
  private static String checked(String setting, String value, String variable) {
    try {
      return switch (setting) {
        case "organization" -> KiloKey.organization(value);
        case "api_version" -> KeySettings.version(value, variable);
        case "region" -> AwsRegion.checked(value);
        case "resource" -> resource(value, variable);
        default -> value;
      };
    } catch (Failure wrong) {
      throw wrong.detail("it is in the environment variable " + variable);
    }
  }

  private static String resource(String name, String variable) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,62}")) {
      throw Failure.of(Kind.USAGE, variable + " is not the name of a resource")
          .hint("it is the part before .openai.azure.com in the resource's address");
    }
    return name;
  }
}
