package dev.byok.routing;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.OtherWire;
import dev.byok.catalog.Provider;
import dev.byok.catalog.Quirks;
import dev.byok.conversation.Options;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.keys.names.KeySettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wire format of one prompt. Most providers speak one. OpenAI and its like speak two: chat
 * completions, which every proxy knows, and Responses, which their newer models need or prefer.
 * Bedrock speaks both besides its own, for OpenAI's models.
 *
 * @param dialect its name
 * @param path what comes before the paths of the dialect
 * @param why the reason for the choice, in words that follow "since"
 * @param quirks how this provider speaks it
 * @param isChosen whether there was another that would serve the model too
 * @param isFree whether the other would do as well, as far as user and model care
 */
public record WireChoice(
    String dialect, String path, String why, Quirks quirks, boolean isChosen, boolean isFree) {
  /**
   * The setting that decides between OpenAI's wires for all keys without a setting of their own.
   */
  public static final String OPENAI = "openai.wire";

  /** The setting that decides between Bedrock's wires. */
  public static final String BEDROCK = "bedrock.wire";

  private static final String RESPONSES = "openai-responses";

  /** Returns the words that one of these settings takes. */
  public static List<String> words(Catalog catalog, String setting) {
    for (Provider provider : catalog.providers()) {
      if (provider.wireSetting().equals(setting) && !provider.otherWires().isEmpty()) {
        return provider.wireWords();
      }
    }
    throw new IllegalArgumentException(setting);
  }

  /**
   * Chooses the wire. What the user set counts only where it serves the model.
   *
   * @param general the user's choice for all keys, or null
   */
  static WireChoice of(
      Provider provider,
      Endpoint endpoint,
      String model,
      KeySettings settings,
      @Nullable String general) {
    List<OtherWire> others = provider.otherWires();
    if (others.isEmpty()) {
      return usual(provider, "the provider speaks no other", false, false);
    }
    if (settings.apiVersion() != null) {
      return usual(provider, "the older API has no other", false, false);
    }
    others = serving(others, model);
    if (others.isEmpty()) {
      return usual(provider, "no other serves this model", false, false);
    }
    if (settings.wire() != null) {
      String word = checked(provider, settings.wire(), "the wire of the key");
      WireChoice asked = asked(provider, others, word, "the key is set so");
      if (asked != null) {
        return asked;
      }
    }
    for (OtherWire other : others) {
      if (other.servesAlone(model)) {
        return other(provider, other, "no other serves this model", false);
      }
    }
    if (!areAdvised(provider.otherWires())) {
      return usual(provider, "no setting asks for another", false, false);
    }
    if (general != null) {
      String word = checked(provider, general, provider.wireSetting());
      WireChoice asked = asked(provider, others, word, provider.wireSetting() + " is set so");
      if (asked != null) {
        return asked;
      }
    }
    for (OtherWire other : others) {
      if (other.isBetterFor(model)) {
        return isProvidersOwn(provider, other, endpoint)
            ? other(provider, other, "the provider advises it for this model", true)
            : usual(
                provider, "the key has a host of its own, which may speak no other", true, true);
      }
    }
    return usual(provider, "it is the usual one for this model", true, true);
  }

  /** Returns the wire for a prompt with these options, of which some exist on some wires only. */
  WireChoice fitting(Provider provider, String model, Options options) {
    if (!isFree || isUsual(provider) || has(dialect, quirks, options)) {
      return this;
    }
    if (has(provider.dialect(), provider.quirks(), options)) {
      return usual(
          provider, "the other has no --stop, no --seed and no so low --max-tokens", true, true);
    }
    for (OtherWire other : serving(provider.otherWires(), model)) {
      WireChoice choice = other(provider, other, "the others have no --seed", true);
      if (has(choice.dialect, choice.quirks, options)) {
        return choice;
      }
    }
    return this;
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
    for (OtherWire other : provider.otherWires()) {
      if (wanted.equals(other.dialect())) {
        return other(provider, other, why, false);
      }
    }
    return null;
  }

  private boolean isUsual(Provider provider) {
    return dialect.equals(provider.dialect());
  }

  private static boolean has(String dialect, Quirks quirks, Options options) {
    boolean isResponses = dialect.equals(RESPONSES);
    Long most = options.maxTokens();
    return (!isResponses || options.stop().isEmpty())
        && (options.seed() == null || (!isResponses && quirks.seedField() != null))
        && (most == null || most >= quirks.leastOutputTokens());
  }

  private static List<OtherWire> serving(List<OtherWire> wires, String model) {
    List<OtherWire> serving = new ArrayList<>();
    for (OtherWire wire : wires) {
      if (wire.serves(model)) {
        serving.add(wire);
      }
    }
    return serving;
  }

  private static boolean areAdvised(List<OtherWire> others) {
    for (OtherWire other : others) {
      if (other.isAdvised()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the wire that the user asks for; null where it does not serve the model. */
  private static @Nullable WireChoice asked(
      Provider provider, List<OtherWire> others, String word, String why) {
    if (word.equals(provider.usualWire())) {
      return usual(provider, why, true, false);
    }
    for (OtherWire other : others) {
      if (word.equals(other.word())) {
        return other(provider, other, why, false);
      }
    }
    return null;
  }

  /** A word that was typed into config.json is checked here, any other where it came from. */
  private static String checked(Provider provider, String word, String where) {
    try {
      return KeySettings.wire(word, where, provider.wireWords());
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
    return new WireChoice(provider.dialect(), "", why, provider.quirks(), isChosen, isFree);
  }

  private static WireChoice other(Provider provider, OtherWire other, String why, boolean isFree) {
    return new WireChoice(
        other.dialect(), other.path(), why, provider.quirks().on(other), true, isFree);
  }
}
