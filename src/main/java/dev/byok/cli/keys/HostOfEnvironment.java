package dev.byok.cli.keys;

import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.EnvironmentKeys;
import dev.byok.keys.EnvironmentSettings;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.names.KeyName;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The host that the environment names for a key which is added without {@code --host}. It is never
 * passed over: whoever set it does not mean the provider's own.
 */
final class HostOfEnvironment {
  private static final String KEY = "_API_KEY";

  private HostOfEnvironment() {}

  /**
   * The host that goes with the variable that the key is taken from; null for the provider's own.
   *
   * @param variable the key's variable; null for a key from elsewhere
   * @throws Failure of kind {@code USAGE} where a key from elsewhere would go unbound
   */
  static @Nullable String of(
      Map<String, String> env, Provider provider, KeyName name, @Nullable String variable) {
    if (variable == null) {
      refuse(env, provider, name);
      return null;
    }
    if (variable.startsWith("BYOK_") && variable.endsWith(KEY)) {
      int stem = variable.length() - KEY.length();
      String host = env.get(variable.substring(0, stem) + "_HOST");
      if (host != null && !host.isBlank()) {
        return host.strip();
      }
    }
    return EnvironmentSettings.hostToStore(provider, name, env);
  }

  private static void refuse(Map<String, String> env, Provider provider, KeyName name) {
    EnvironmentKeys keys = new EnvironmentKeys(env);
    KeyForm form = KeyForm.of(provider.id());
    String own = keys.host(name) == null ? null : keys.hostVariable(name);
    String set = own == null && form.host(env) != null ? form.hostVariable() : own;
    if (set != null) {
      throw Failure.of(Kind.USAGE, set + " is set")
          .provider(provider.id())
          .detail("a key is bound to its host when it is stored")
          .hint("give --host, or unset it");
    }
  }
}
