package dev.byok.prices;

import dev.byok.catalog.Provider;
import dev.byok.json.JsonCursor;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public price list in the form of models.dev's {@code api.json}: providers by id, each with
 * its {@code models} by id. Entries that cannot be read are skipped.
 */
public final class PriceList implements Prices {
  /** The maximum size of a list in bytes. */
  public static final int LARGEST = 16 * 1024 * 1024;

  private static final int LONGEST_ID = 256;
  private static final int MOST_VALUES = 2_000;
  private static final int MOST_MODELS = 200_000;
  private static final PriceList EMPTY = new PriceList(Map.of());

  private final Map<String, Map<String, ModelFacts>> providers;

  private PriceList(Map<String, Map<String, ModelFacts>> providers) {
    this.providers = providers;
  }

  public static PriceList empty() {
    return EMPTY;
  }

  /** Makes a list of models by the list's id of their provider and their own id. */
  public static PriceList of(Map<String, Map<String, ModelFacts>> providers) {
    return new PriceList(providers);
  }

  /** Reads a whole list. The stream stays open. */
  public static PriceList read(InputStream in) throws IOException, JsonSyntaxException {
    Map<String, Map<String, ModelFacts>> providers = new HashMap<>();
    int room = MOST_MODELS;
    try (JsonCursor json = new JsonCursor(in)) {
      if (!json.isObject()) {
        throw new JsonSyntaxException("not a JSON object", 1, 1);
      }
      json.enter();
      while (json.next()) {
        String id = json.name();
        if (json.isObject()) {
          Map<String, ModelFacts> models = provider(json, room);
          room -= models.size();
          if (!models.isEmpty() && id.length() <= LONGEST_ID) {
            providers.put(id, models);
          }
        }
      }
      json.end();
    }
    return new PriceList(providers);
  }

  @Override
  public @Nullable ModelFacts find(Provider provider, String model) {
    String id = provider.priceListId();
    Map<String, ModelFacts> models = id == null ? null : providers.get(id);
    return models == null ? null : models.get(model);
  }

  /** Returns models by the list's id of their provider and their own id. */
  public Map<String, Map<String, ModelFacts>> providers() {
    return Collections.unmodifiableMap(providers);
  }

  public boolean isEmpty() {
    return providers.isEmpty();
  }

  private static Map<String, ModelFacts> provider(JsonCursor json, int room)
      throws IOException, JsonSyntaxException {
    Map<String, ModelFacts> models = new HashMap<>();
    json.enter();
    while (json.next()) {
      if (json.name().equals("models") && json.isObject()) {
        json.enter();
        while (json.next()) {
          String id = json.name();
          boolean welcome = id.length() <= LONGEST_ID && models.size() < room && json.isObject();
          if (welcome && json.value(MOST_VALUES) instanceof JsonObject model) {
            models.put(id, PriceListEntry.facts(model));
          }
        }
      }
    }
    return models;
  }
}
