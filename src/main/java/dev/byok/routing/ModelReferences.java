package dev.byok.routing;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.ModelReference;
import dev.byok.catalog.Nearest;
import dev.byok.catalog.Provider;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.routing.Router.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which key and model a reference means, for every command. A word without a slash is an
 * alias, otherwise the name of a key, otherwise a model of the default key. A user who names a
 * provider means that provider and no other. So a word that is a provider's id or alias, or has a
 * colon, is never a model of the default key. Neither is one that looks like a mistyped name,
 * unless the key lists it.
 */
public final class ModelReferences {
  private final Catalog catalog;
  private final Config config;
  private final KeyResolver keys;
  private final KnownModels listed;
  private final @Nullable String ofEnvironment;

  /**
   * @param listed tells models from mistyped names
   * @param ofEnvironment the reference that precedes the configured default; null for none
   */
  public ModelReferences(
      Catalog catalog,
      Config config,
      KeyResolver keys,
      KnownModels listed,
      @Nullable String ofEnvironment) {
    this.catalog = catalog;
    this.config = config;
    this.keys = keys;
    this.listed = listed;
    this.ofEnvironment = ofEnvironment;
  }

  /** Returns the default as it is written, or null. */
  @Nullable String defaultReference() {
    return ofEnvironment == null ? config.defaultModel() : ofEnvironment;
  }

  /** Returns what the reference means; null means the default. */
  Target target(@Nullable String reference) {
    String meant = reference == null ? defaultReference() : reference.strip();
    if (meant == null) {
      throw Failure.of(Kind.NO_KEY, "no model was given and there is no default")
          .hint("use -m provider/model, or set one with: byok default provider/model");
    }
    return target(meant, new HashSet<>());
  }

  /** Returns what a reference with a key or an alias means; null for any other text. */
  @Nullable Target named(String text) {
    boolean named = config.aliases().containsKey(text) || text.indexOf('/') > 0;
    try {
      return named ? target(text, new HashSet<>()) : null;
    } catch (Failure unknown) {
      // Models of some providers have a slash in their names too.
      return null;
    }
  }

  /**
   * Returns the reference in a form that means the same tomorrow. An alias or a key's name stays as
   * it is, and a model of the default key is bound to that key.
   */
  String lasting(String reference) {
    String stripped = reference.strip();
    Target target = target(stripped);
    boolean name = config.aliases().containsKey(stripped) || stripped.equals(target.key() + "");
    return name ? stripped : target.toString();
  }

  /** Returns the key's name, with the provider's id in place of an alias, in any case. */
  KeyName keyName(String text) {
    int colon = text.indexOf(':');
    String provider = colon < 0 ? text : text.substring(0, colon);
    return new KeyName(catalog.get(provider).id(), colon < 0 ? null : text.substring(colon + 1));
  }

  /** Returns the key's name at the start of a longer word, which may be a pasted key. */
  private KeyName keyNameOf(String text, String whole) {
    try {
      return keyName(text);
    } catch (Failure unknown) {
      throw UserWord.isMaskedBefore(whole, text.length())
          ? unknown.reworded(unknown.kind(), "unknown provider or key " + UserWord.quoted(whole))
          : unknown;
    }
  }

  private Target target(String reference, Set<String> seen) {
    ModelReference parsed = ModelReference.parse(reference);
    if (parsed.key() != null) {
      KeyName key = keyNameOf(parsed.key(), reference);
      return new Target(catalog.get(key.provider()), key, parsed.model());
    }
    String alias = config.aliases().get(reference);
    if (alias != null) {
      if (!seen.add(reference)) {
        throw Failure.of(
                Kind.USAGE, "the alias " + UserWord.quoted(reference) + " leads back to itself")
            .hint("byok alias list shows where each one leads");
      }
      return target(alias.strip(), seen);
    }
    int colon = reference.indexOf(':');
    Provider provider = catalog.find(colon < 0 ? reference : reference.substring(0, colon));
    if (provider != null) {
      return ofKey(provider, reference, colon < 0 ? null : reference.substring(colon + 1));
    }
    return colon < 0 ? ofDefaultKey(reference, seen) : neither(reference);
  }

  private Target ofKey(Provider provider, String word, @Nullable String label) {
    if (label != null && !KeyName.isLabel(label)) {
      throw noKey(word).hint("did you mean " + provider.id() + "/" + UserWord.shown(label) + "?");
    }
    KeyName name = new KeyName(provider.id(), label);
    KeyRecord stored = keys.index().find(name);
    if (stored != null && stored.model() != null) {
      return new Target(provider, name, stored.model());
    }
    if (stored != null || keys.isInEnvironment(provider, name)) {
      throw Failure.of(Kind.NO_KEY, "the key " + UserWord.quoted(name) + " has no default model")
          .provider(provider.id())
          .hint("use " + name + "/MODEL; byok models " + name + " lists the models");
    }
    if (label != null) {
      List<String> near = Nearest.of(name.toString(), keyNames());
      throw noKey(name.toString())
          .provider(provider.id())
          .hint(
              "did you mean "
                  + (near.isEmpty() ? provider.id() + "/" + label : either(near))
                  + "?");
    }
    throw (provider.needsKey()
            ? noKey(provider.id())
            : Failure.of(
                Kind.NO_KEY, UserWord.quoted(provider.id()) + " is a provider, not a model"))
        .provider(provider.id())
        .hint("name a model of it: " + provider.id() + "/MODEL");
  }

  /** Fails for a word with a colon that does not begin with a provider. */
  private Target neither(String word) {
    List<String> near = Nearest.of(word, keyNames());
    String key = defaultKey();
    throw Failure.of(Kind.NO_KEY, UserWord.quoted(word) + " is not an alias or a key")
        .hint(
            !near.isEmpty()
                ? "did you mean " + either(near) + "?"
                : key == null
                    ? "use provider/model"
                    : "for a model of your default key use " + key + "/" + UserWord.shown(word));
  }

  private Target ofDefaultKey(String word, Set<String> seen) {
    if (UserWord.holdsAKey(word)) {
      throw UserWord.keyInstead(word);
    }
    for (String reference : new String[] {ofEnvironment, config.defaultModel()}) {
      if (reference != null && !reference.strip().equals(word) && seen.add(reference)) {
        Target fallback = target(reference.strip(), seen);
        requireModel(word, fallback.key());
        return new Target(fallback.provider(), fallback.key(), word);
      }
    }
    throw Failure.of(Kind.NO_KEY, UserWord.quoted(word) + " is not an alias or a key")
        .detail("a model's name alone means a model of the default key, and there is no default")
        .hint("use provider/model, or set a default with: byok default provider/model");
  }

  /** Fails for a word that looks mistyped: no slip may send a prompt to the default key. */
  private void requireModel(String word, KeyName key) {
    List<String> models = listed.idsFor(key);
    if (models.contains(word)) {
      return;
    }
    List<String> near = new ArrayList<>();
    for (String alias : config.aliases().keySet()) {
      if (Nearest.isSlip(word, alias)) {
        near.add("the alias " + alias);
      }
    }
    for (String name : providerNames()) {
      if (Nearest.isSlip(word, name)) {
        near.add(name + "/MODEL");
      }
    }
    for (String model : Nearest.of(word, models)) {
      near.add(key + "/" + model);
    }
    if (!near.isEmpty() || !isPlain(word)) {
      throw Failure.of(
              Kind.NO_KEY,
              models.isEmpty()
                  ? UserWord.quoted(word) + " is not an alias or a key"
                  : UserWord.quoted(key) + " lists no model " + UserWord.quoted(word))
          .hint(
              (near.isEmpty() ? "" : "did you mean " + either(near) + "? ")
                  + "for a model of your default key use "
                  + key
                  + "/"
                  + UserWord.shown(word));
    }
  }

  /** Model ids are printable ASCII. A blank or a letter of another script was not typed as one. */
  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) <= ' ' || word.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }

  private List<String> keyNames() {
    List<String> names = new ArrayList<>();
    for (KeyRecord key : keys.index().all()) {
      names.add(key.name().toString());
    }
    return names;
  }

  private List<String> providerNames() {
    List<String> names = new ArrayList<>();
    for (Provider provider : catalog.providers()) {
      names.add(provider.id());
      names.addAll(provider.aliases());
    }
    return names;
  }

  private @Nullable String defaultKey() {
    try {
      return target(null).key().toString();
    } catch (Failure none) {
      // Only a hint says less. Whoever uses the default gets the failure itself.
      return null;
    }
  }

  private static Failure noKey(String name) {
    return Failure.of(Kind.NO_KEY, "there is no key " + UserWord.quoted(name));
  }

  private static String either(List<String> names) {
    return String.join(" or ", names.subList(0, Math.min(3, names.size())));
  }
}
