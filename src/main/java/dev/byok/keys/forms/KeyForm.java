package dev.byok.keys.forms;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the keys of a provider are made of. Whoever treats some keys differently asks this. */
public enum KeyForm {
  /** One word. */
  PLAIN(""),
  /** A word, or AWS's pair of keys as a JSON object; either belongs to a region. */
  AWS("bedrock"),
  /** A word that goes with a resource of Azure's, and perhaps with a version and a deployment. */
  AZURE("azure"),
  /** A token that may name its host, and that may end. */
  KILO("kilo");

  private static final String KILO_HOST = "KILO_API_URL";

  private final String provider;

  KeyForm(String provider) {
    this.provider = provider;
  }

  /**
   * The form of a provider's keys.
   *
   * @param provider its id
   */
  public static KeyForm of(String provider) {
    for (KeyForm form : values()) {
      if (form.provider.equals(provider)) {
        return form;
      }
    }
    return PLAIN;
  }

  /** The id of the provider; empty for the plain form, which most have. */
  public String provider() {
    return provider;
  }

  /** Whether a key may be a JSON object, which has blanks and line breaks. */
  public boolean allowsJson() {
    return this == AWS;
  }

  /** The variable that names the host of every key of this form; null where there is none. */
  public @Nullable String hostVariable() {
    return this == KILO ? KILO_HOST : null;
  }

  /** The base URL that this variable names; null where none is named. */
  public @Nullable String host(Map<String, String> env) {
    String host = this == KILO ? env.getOrDefault(KILO_HOST, "").strip() : "";
    return host.isEmpty() ? null : KiloHost.base(host);
  }
}
