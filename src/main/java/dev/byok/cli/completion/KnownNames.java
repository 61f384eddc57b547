package dev.byok.cli.completion;

import dev.byok.catalog.Provider;
import dev.byok.cli.keys.EnvironmentRows;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The names in byok's own files, as suggestions. It asks neither the keychain nor the network and
 * writes nothing. Each method fails if its file cannot be read.
 */
public record KnownNames(Tools tools, Setup setup, Storage storage) {
  /** The model that needs no key. */
  public static final Name DEMO = Name.whole("demo/echo", "needs no key and no network");

  /**
   * A name to suggest.
   *
   * @param note what it means, not made safe; null for none
   * @param isWhole whether nothing follows it
   */
  public record Name(String text, @Nullable String note, boolean isWhole) {
    static Name whole(String text, @Nullable String note) {
      return new Name(text, note, true);
    }
  }

  public List<Name> aliases() {
    List<Name> names = new ArrayList<>();
    for (Map.Entry<String, String> alias : setup.config().aliases().entrySet()) {
      names.add(Name.whole(alias.getKey(), alias.getValue()));
    }
    return names;
  }

  public List<Name> storedKeys() {
    List<Name> names = new ArrayList<>();
    for (KeyRecord key : setup.keys().index().all()) {
      names.add(Name.whole(key.name().toString(), key.model()));
    }
    return names;
  }

  public List<Name> environmentKeys() {
    List<Name> names = new ArrayList<>();
    for (KeyName key : EnvironmentRows.names(tools.env(), setup)) {
      names.add(Name.whole(key.toString(), "in the environment"));
    }
    return names;
  }

  public List<Name> providers() {
    List<Name> names = new ArrayList<>();
    for (Provider provider : setup.catalog().providers()) {
      names.add(Name.whole(provider.id(), provider.name()));
    }
    return names;
  }

  public List<Name> sessions() {
    List<Name> names = new ArrayList<>();
    for (String session : storage.sessions().names()) {
      names.add(Name.whole(session, null));
    }
    return names;
  }

  /** The stored keys that have a model, and so can stand for it. */
  public List<Name> keysWithModel() {
    List<Name> names = storedKeys();
    names.removeIf(key -> key.note() == null);
    return names;
  }

  /** The beginnings of model references. */
  public List<Name> referenceStarts() {
    TreeMap<String, Name> names = new TreeMap<>();
    for (Name key : environmentKeys()) {
      names.put(key.text(), new Name(key.text() + "/", key.note(), false));
    }
    for (Name key : storedKeys()) {
      names.put(key.text(), new Name(key.text() + "/", null, false));
    }
    return new ArrayList<>(names.values());
  }

  /** The models of cached lists, however old. */
  public List<Name> references(String start) {
    List<Name> names = new ArrayList<>();
    for (String reference : storage.modelCache().references(start)) {
      names.add(Name.whole(reference, null));
    }
    return names;
  }

  /** References to the models of stored keys, which may be missing from the lists. */
  public List<Name> modelsOfKeys() {
    List<Name> names = new ArrayList<>();
    for (Name key : keysWithModel()) {
      names.add(Name.whole(key.text() + "/" + key.note(), null));
    }
    return names;
  }
}
