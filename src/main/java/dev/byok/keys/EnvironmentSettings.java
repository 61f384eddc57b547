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

/** Reads what a provider's conventional variables say besides the key. */
public final class EnvironmentSettings {
  private EnvironmentSettings() {}

  /**
   * Returns the settings for a key from the environment.
   *
   * @throws Failure that names the variable of an invalid setting
   */
  public static KeySettings of(Provider provider, Map<String, String> env, Secret secret) {
    String region =
        KeyForm.of(provider.id()) == KeyForm.AWS ? AwsKeyForm.of(secret).region() : null;
    return new KeySettings(
        checked(provider, "organization", env),
        checked(provider, "api_version", env),
        region == null ? checked(provider, "region", env) : region);
  }

  /** Returns the host that conventional variables name, by address or by resource, or null. */
  public static @Nullable String host(Provider provider, Map<String, String> env) {
    String host = checked(provider, "host", env);
    String resource = host == null ? checked(provider, "resource", env) : null;
    return resource == null ? host : "https://" + resource + ".openai.azure.com";
  }

  /** Returns the host to store with a key. byok's own variable and Kilo's come first. */
  public static @Nullable String hostToStore(
      Provider provider, KeyName name, Map<String, String> env) {
    String own = new EnvironmentKeys(env).host(name);
    if (own != null) {
      return own;
    }
    String named = KeyForm.of(provider.id()).host(env);
    return named == null ? host(provider, env) : named;
  }

  /** Returns the value of the first of the setting's variables that is set, or null. */
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

  /** Checks a value that becomes part of an address or of a header. */
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
