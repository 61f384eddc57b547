package dev.byok.cli.clients;

import dev.byok.catalog.Provider;
import dev.byok.cli.keys.EnvironmentRows;
import dev.byok.cli.line.Setup;
import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.routing.Router;
import dev.byok.serve.clients.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chooses keys and models for the snippet of a client. */
record SnippetKeys(Setup setup, Map<String, String> env, Client client) {
  /** Stands for a model that only the user can choose. */
  static final String ANY_MODEL = "MODEL";

  /** Returns the client's keys whose providers speak a wire of the program, the best one first. */
  List<KeyName> of(Program program) {
    List<KeyName> fitting = new ArrayList<>();
    for (KeyName key : inOrder()) {
      Provider provider = setup.catalog().get(key.provider());
      if (client.keys().contain(key)
          && program.wireTo(provider) != null
          && !fitting.contains(key)) {
        fitting.add(key);
      }
    }
    return fitting;
  }

  private List<KeyName> inOrder() {
    if (!client.keys().all()) {
      return client.keys().names();
    }
    List<KeyName> all = new ArrayList<>();
    Router.Target preferred = preferred();
    if (preferred != null) {
      all.add(preferred.key());
    }
    for (KeyRecord key : setup.keys().index().all()) {
      all.add(key.name());
    }
    all.addAll(EnvironmentRows.names(env, setup));
    return all;
  }

  /**
   * Returns the model to begin with: the default one, the key's own, or one that is allowed by its
   * name. Only plain ones, since they become part of other programs' files.
   */
  String model(KeyName key) {
    List<String> candidates = new ArrayList<>();
    Router.Target preferred = preferred();
    if (preferred != null && preferred.key().equals(key)) {
      candidates.add(preferred.model());
    }
    KeyRecord stored = setup.keys().index().find(key);
    if (stored != null && stored.model() != null) {
      candidates.add(stored.model());
    }
    for (String pattern : client.models()) {
      String reference = key + "/";
      candidates.add(
          pattern.startsWith(reference) ? pattern.substring(reference.length()) : pattern);
    }
    for (String model : candidates) {
      if (model.matches("[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}") && client.mayUse(key, model)) {
        return model;
      }
    }
    return ANY_MODEL;
  }

  private Router.@Nullable Target preferred() {
    try {
      return setup.router().defaultReference() == null ? null : setup.router().resolve(null);
    } catch (Failure unusable) {
      // The snippet needs no default, and commands that do need it report this.
      return null;
    }
  }
}
