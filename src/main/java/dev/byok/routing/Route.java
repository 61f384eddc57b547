package dev.byok.routing;

import dev.byok.catalog.Provider;
import dev.byok.conversation.Options;
import dev.byok.http.Endpoint;
import dev.byok.keys.Credential;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import org.jspecify.annotations.Nullable;

/**
 * Where a prompt goes, decided once.
 *
 * @param key the name of the key, even where the provider needs none
 * @param endpoint the checked base URL
 * @param model the model's id in the provider's words
 * @param settings what requests with this key need besides it
 * @param wire how the provider is spoken to
 */
public record Route(
    Provider provider,
    KeyName key,
    Endpoint endpoint,
    String model,
    Credential credential,
    KeySettings settings,
    WireChoice wire) {

  /** Creates the route with the wire that suits the model. */
  public Route(
      Provider provider,
      KeyName key,
      Endpoint endpoint,
      String model,
      Credential credential,
      KeySettings settings) {
    this(
        provider,
        key,
        endpoint,
        model,
        credential,
        settings,
        WireChoice.of(provider, endpoint, model, settings, null));
  }

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
        provider, key, endpoint, model, credential, settings.withOrganization(organization), wire);
  }

  /** Returns the same route with another credential of the same key. */
  public Route with(Credential same) {
    return new Route(provider, key, endpoint, model, same, settings, wire);
  }

  /** Returns the same route for a prompt with these options, of which one wire may lack some. */
  public Route fitting(Options options) {
    return over(wire.fitting(provider, model, options));
  }

  /**
   * Returns the same route for a body that is already in a dialect, whichever wire was chosen; null
   * where the provider does not speak it.
   */
  public @Nullable Route speaking(String dialect) {
    WireChoice spoken = wire.speaking(provider, dialect);
    return spoken == null ? null : over(spoken);
  }

  /** Returns the same route over another wire. */
  private Route over(WireChoice other) {
    return new Route(provider, key, endpoint, model, credential, settings, other);
  }

  /** Returns {@code kilo} for Kilo, otherwise {@code direct}. */
  public String via() {
    return isKilo() ? KeyForm.KILO.provider() : "direct";
  }
}
