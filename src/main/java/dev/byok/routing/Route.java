package dev.byok.routing;

import dev.byok.catalog.Provider;
import dev.byok.http.Endpoint;
import dev.byok.keys.Credential;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;

/**
 * Where a prompt goes, decided once.
 *
 * @param key the name of the key, even where the provider needs none
 * @param endpoint the checked base URL
 * @param model the model's id in the provider's words
 * @param settings what requests with this key need besides it
 */
public record Route(
    Provider provider,
    KeyName key,
    Endpoint endpoint,
    String model,
    Credential credential,
    KeySettings settings) {

  /** Returns {@code provider[:label]/model}, which {@code -m} takes. */
  public String reference() {
    return key + "/" + model;
  }

  /** Returns whether it leads through the Kilo Gateway. */
  public boolean isKilo() {
    return KeyForm.of(provider.id()) == KeyForm.KILO;
  }

  /** Returns the same route for another organization. */
  public Route forOrganization(String organization) {
    return new Route(
        provider, key, endpoint, model, credential, settings.withOrganization(organization));
  }

  /** Returns the same route with another credential of the same key. */
  public Route with(Credential same) {
    return new Route(provider, key, endpoint, model, same, settings);
  }

  /** Returns {@code kilo} for Kilo, otherwise {@code direct}. */
  public String via() {
    return isKilo() ? KeyForm.KILO.provider() : "direct";
  }
}
