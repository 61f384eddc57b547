package dev.byok.keys.forms;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The form of a provider's keys. Code that treats some keys differently asks for their form. */
public enum KeyForm {
  /** One word. */
  PLAIN(""),
  /** One word, or an AWS access key as a JSON object; both belong to a region. */
  AWS("bedrock"),
  /** One word. It belongs to an Azure resource, and perhaps to an API version and a deployment. */
  AZURE("azure"),
  /** A token that may name its host, and that may expire. */
  KILO("kilo");

  private static final String KILO_HOST = "KILO_API_URL";

  private final String provider;

  KeyForm(String provider) {
    this.provider = provider;
  }

  /** Returns the form of keys for the provider with this id. */
  public static KeyForm of(String provider) {
    for (KeyForm form : values()) {
      if (form.provider.equals(provider)) {
        return form;
      }
    }
    return PLAIN;
  }

  /** Returns the provider's id; empty for the plain form, which most providers have. */
  public String provider() {
    return provider;
  }

  /** Whether a key may be a JSON object, which can contain spaces and line breaks. */
  public boolean allowsJson() {
    return this == AWS;
  }

  /** Returns the environment variable that names the host for all keys of this form, or null. */
  public @Nullable String hostVariable() {
    return this == KILO ? KILO_HOST : null;
  }

  /** Returns the base URL in {@link #hostVariable}, or null if it is not set. */
  public @Nullable String host(Map<String, String> env) {
    String host = this == KILO ? env.getOrDefault(KILO_HOST, "").strip() : "";
    return host.isEmpty() ? null : KiloHost.base(host);
  }
}
