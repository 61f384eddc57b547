package dev.byok.keys;

import dev.byok.catalog.Provider;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.secrets.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the conventional variables of a provider say besides the key. */
public final class EnvironmentSettings {
  private EnvironmentSettings() {}

  /** The settings that go with a key from the environment. */
  public static KeySettings of(Provider provider, Map<String, String> env, Secret secret) {
    String region = region(secret);
    String organization = value(provider, "organization", env);
    return new KeySettings(
        organization == null ? null : KiloKey.organization(organization),
        value(provider, "api_version", env),
        region == null ? value(provider, "region", env) : region);
  }

  /** The host that conventional variables name, whole or by the name of a resource; or null. */
  public static @Nullable String host(Provider provider, Map<String, String> env) {
    String host = value(provider, "host", env);
    String resource = host == null ? value(provider, "resource", env) : null;
    return resource == null ? host : "https://" + resource + ".openai.azure.com";
  }

  /** The same where the key is to be stored: Kilo's own variable for it counts as well. */
  public static @Nullable String hostToStore(
      Provider provider, KeyName name, Map<String, String> env) {
    String own = new EnvironmentKeys(env).host(name);
    if (own != null) {
      return own;
    }
    String kilo = provider.id().equals("kilo") ? env.get("KILO_API_URL") : null;
    return kilo == null || kilo.isBlank() ? host(provider, env) : KiloHost.base(kilo.strip());
  }

  /** The region in a secret that is a JSON object with one; else null. */
  public static @Nullable String region(Secret secret) {
    String text = secret.open();
    if (!text.startsWith("{")) {
      return null;
    }
    try {
      JsonObject object = Json.parseObject(text);
      String region = object.text("region");
      return region == null ? object.text("Region") : region;
    } catch (JsonSyntaxException noObject) {
      // Whoever uses the secret says what is wrong with it.
      return null;
    }
  }

  /** The first of the setting's variables that is set; or null. */
  public static @Nullable String value(Provider provider, String setting, Map<String, String> env) {
    for (String variable : provider.settingEnv(setting)) {
      String value = env.get(variable);
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }
}
