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
 * The host that the environment sets for a key added without {@code --host}. It is never ignored,
 * because whoever set it does not mean the provider's default host.
 */
final class HostOfEnvironment {
  private static final String KEY = "_API_KEY";

  private HostOfEnvironment() {}

  /**
   * Returns the host that belongs to the key's variable; null for the provider's default host.
   *
   * @param variable the key's variable; null for a key from elsewhere
   * @throws Failure of kind {@code USAGE} if a host is set but the key comes from elsewhere
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
