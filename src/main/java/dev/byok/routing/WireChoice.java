package dev.byok.routing;

import dev.byok.catalog.OtherWire;
import dev.byok.catalog.Provider;
import dev.byok.catalog.Quirks;
import dev.byok.conversation.Options;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.keys.names.KeySettings;
import org.jspecify.annotations.Nullable;

/**
 * The wire format of one prompt. Most providers speak one. OpenAI and its like speak two: chat
 * completions, which every proxy knows, and Responses, which their newer models need or prefer.
 *
 * @param dialect its name
 * @param why the reason for the choice, in words that follow "since"
 * @param quirks how this provider speaks it
 * @param isChosen whether there was another that would serve the model too
 * @param isFree whether the other would do as well, as far as user and model care
 */
public record WireChoice(
    String dialect, String why, Quirks quirks, boolean isChosen, boolean isFree) {
  /** The setting that decides for all keys that have no setting of their own. */
  public static final String SETTING = "openai.wire";

  /**
   * Chooses the wire.
   *
   * @param general the user's choice for all keys, or null
   */
  static WireChoice of(
      Provider provider,
      Endpoint endpoint,
      String model,
      KeySettings settings,
      @Nullable String general) {
    OtherWire other = provider.otherWire();
    if (other == null) {
      return usual(provider, "the provider speaks no other", false, false);
    }
    if (settings.apiVersion() != null) {
      return usual(provider, "the older API has no other", false, false);
    }
    if (settings.wire() != null) {
      String why = "the key is set so";
      return isResponses(settings.wire(), "the wire of the key")
          ? other(provider, other, why, false)
          : usual(provider, why, true, false);
    }
    if (other.servesAlone(model)) {
      return other(provider, other, "no other serves this model", false);
    }
    if (!other.isAdvised()) {
      return usual(provider, "no setting asks for another", false, false);
    }
    if (general != null) {
      String why = SETTING + " is set so";
      return isResponses(general, SETTING)
          ? other(provider, other, why, false)
          : usual(provider, why, true, false);
    }
    boolean better = other.isBetterFor(model);
    if (better && !isProvidersOwn(provider, other, endpoint)) {
      return usual(provider, "the key has a host of its own, which may speak no other", true, true);
    }
    return better
        ? other(provider, other, "the provider advises it for this model", true)
        : usual(provider, "it is the usual one for this model", true, true);
  }

  /** Returns the wire for a prompt with these options, of which some exist on one wire only. */
  WireChoice fitting(Provider provider, Options options) {
    Long most = options.maxTokens();
    boolean fits =
        options.stop().isEmpty()
            && options.seed() == null
            && (most == null || most >= quirks.leastOutputTokens());
    return fits || !isFree || dialect.equals(provider.dialect())
        ? this
        : usual(
            provider, "the other has no --stop, no --seed and no so low --max-tokens", true, true);
  }

  /**
   * Returns the choice of that dialect, which a body is in already; null where it is not spoken.
   */
  @Nullable WireChoice speaking(Provider provider, String wanted) {
    String why = "the body is written so";
    if (wanted.equals(dialect)) {
      return this;
    }
    if (wanted.equals(provider.dialect())) {
      return usual(provider, why, true, false);
    }
    OtherWire other = provider.otherWire();
    return other != null && wanted.equals(other.dialect())
        ? other(provider, other, why, false)
        : null;
  }

  /** A word that was typed into config.json is checked here, any other where it came from. */
  private static boolean isResponses(String word, String where) {
    try {
      return KeySettings.wire(word, where).equals(KeySettings.RESPONSES);
    } catch (Failure wrong) {
      throw wrong.reworded(Kind.FILE, "config.json is not valid: " + wrong.text());
    }
  }

  private static boolean isProvidersOwn(Provider provider, OtherWire other, Endpoint endpoint) {
    String host = endpoint.host();
    return endpoint.base().getPort() < 0
        && (provider.isUsualHost(host) || other.isProvidersHost(host));
  }

  private static WireChoice usual(Provider provider, String why, boolean isChosen, boolean isFree) {
    return new WireChoice(provider.dialect(), why, provider.quirks(), isChosen, isFree);
  }

  private static WireChoice other(Provider provider, OtherWire other, String why, boolean isFree) {
    return new WireChoice(other.dialect(), why, provider.quirks().on(other), true, isFree);
  }
}
