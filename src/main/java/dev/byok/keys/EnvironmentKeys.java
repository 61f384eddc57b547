package dev.byok.keys;

import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.keys.forms.AwsVariables;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.forms.KeyValue;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import dev.byok.secrets.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds keys in environment variables. A blank variable counts as not set. */
public final class EnvironmentKeys {
  private static final String SUFFIX = "_API_KEY";

  private final Map<String, String> env;

  public EnvironmentKeys(Map<String, String> env) {
    this.env = env;
  }

  /** A key and the variable it was found in. */
  public record Found(String variable, Secret secret) {}

  /** Returns the key in byok's own variable, which takes precedence over every stored key. */
  public @Nullable Found own(KeyName name) {
    return in(ownVariable(name), KeyForm.of(name.provider()).allowsJson());
  }

  /**
   * Returns the key in the first of the provider's conventional variables that is set. A key of
   * several parts has a variable for each, which count after those of a whole key.
   */
  public @Nullable Found conventional(KeyForm form, List<String> variables) {
    for (String variable : variables) {
      Found found = in(variable, false);
      if (found != null) {
        return found;
      }
    }
    Secret parts = form == KeyForm.AWS ? AwsVariables.key(env) : null;
    return parts == null ? null : new Found(AwsVariables.ID, parts);
  }

  /**
   * Returns the host for a key from the environment, {@code BYOK_<P>[__<L>]_HOST}; null if it is
   * not set.
   */
  public @Nullable String host(KeyName name) {
    String host = env.get(stem(name) + "_HOST");
    return host == null || host.isBlank() ? null : host.strip();
  }

  /** Returns how to ask with a key from the environment, {@code BYOK_<P>[__<L>]_WIRE}, or null. */
  @Nullable String wire(Provider provider, KeyName name) {
    String variable = stem(name) + "_WIRE";
    String wire = env.get(variable);
    return wire == null || wire.isBlank() || provider.otherWires().isEmpty()
        ? null
        : KeySettings.wire(wire.strip(), variable, provider.wireWords());
  }

  public String hostVariable(KeyName name) {
    return stem(name) + "_HOST";
  }

  /** Returns {@code BYOK_<P>_API_KEY}, or {@code BYOK_<P>__<L>_API_KEY} for a key with a label. */
  public static String ownVariable(KeyName name) {
    return stem(name) + SUFFIX;
  }

  private @Nullable Found in(String variable, boolean jsonAllowed) {
    String value = env.get(variable);
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      return new Found(variable, KeyValue.check(value, jsonAllowed, env));
    } catch (Failure noKey) {
      throw noKey.detail("it is in the environment variable " + variable);
    }
  }

  private static String stem(KeyName name) {
    String label = name.label();
    return "BYOK_" + upper(name.provider()) + (label == null ? "" : "__" + upper(label));
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
