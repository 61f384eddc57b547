package dev.byok.prices;

import dev.byok.json.JsonObject;
import dev.byok.prices.ModelPrice.Rates;
import dev.byok.prices.ModelPrice.Tier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes one model of the public price list. */
public final class PriceListEntry {
  /** The size at which the single tier of the older form begins. */
  private static final long OLDER_TIER = 200_000;

  private PriceListEntry() {}

  /** Reads a model's object. Values that are not valid count as missing. */
  public static ModelFacts facts(JsonObject model) {
    JsonObject limit = model.at("limit");
    JsonObject modalities = model.at("modalities");
    return new ModelFacts(
        model.text("name"),
        tokens(limit, "context"),
        tokens(limit, "input"),
        tokens(limit, "output"),
        List.copyOf(modalities.texts("input")),
        List.copyOf(modalities.texts("output")),
        model.flag("reasoning"),
        model.flag("temperature"),
        price(model.at("cost")));
  }

  /** Adds the fields that {@link #facts} reads, without empty ones. */
  public static JsonObject.Builder write(ModelFacts facts, JsonObject.Builder object) {
    return object
        .putIfPresent("name", facts.name())
        .putIfPresent("reasoning", facts.reasoning())
        .putIfPresent("temperature", facts.temperature())
        .putIfPresent(
            "modalities",
            filled(
                JsonObject.builder()
                    .putIfPresent("input", filled(facts.inputs()))
                    .putIfPresent("output", filled(facts.outputs()))))
        .putIfPresent(
            "limit",
            filled(
                JsonObject.builder()
                    .putIfPresent("context", facts.context())
                    .putIfPresent("input", facts.maxInput())
                    .putIfPresent("output", facts.maxOutput())))
        .putIfPresent("cost", filled(cost(facts.price())));
  }

  /** Returns null for zero, by which the list means that there is no number. */
  private static @Nullable Long tokens(JsonObject limit, String field) {
    Long tokens = limit.count(field);
    return tokens == null || tokens == 0 ? null : tokens;
  }

  private static ModelPrice price(JsonObject cost) {
    List<Tier> tiers = new ArrayList<>();
    for (JsonObject tier : cost.objects("tiers")) {
      String type = tier.at("tier").text("type");
      Long size = tier.at("tier").count("size");
      if (size != null && (type == null || type.equals("context"))) {
        add(tiers, size, tier);
      }
    }
    JsonObject older = cost.object("context_over_200k");
    if (older != null && tiers.isEmpty()) {
      add(tiers, OLDER_TIER, older);
    }
    Rates rates = rates(cost);
    return rates.isKnown() || !tiers.isEmpty()
        ? new ModelPrice(rates, List.copyOf(tiers))
        : ModelPrice.unknown();
  }

  /** Adds a tier in order of size. Of two tiers with the same size, the later one counts. */
  private static void add(List<Tier> tiers, long size, JsonObject json) {
    Rates rates = rates(json);
    if (rates.isKnown()) {
      int place = tiers.size();
      while (place > 0 && tiers.get(place - 1).size() > size) {
        place--;
      }
      tiers.add(place, new Tier(size, rates));
    }
  }

  private static Rates rates(JsonObject json) {
    return new Rates(
        ModelPrice.sane(json.decimal("input")),
        ModelPrice.sane(json.decimal("output")),
        ModelPrice.sane(json.decimal("cache_read")),
        ModelPrice.sane(json.decimal("cache_write")));
  }

  private static JsonObject.Builder cost(ModelPrice price) {
    List<JsonObject> tiers = new ArrayList<>();
    for (Tier tier : price.tiers()) {
      JsonObject size = JsonObject.builder().put("size", tier.size()).build();
      tiers.add(write(tier.rates(), JsonObject.builder().put("tier", size)).build());
    }
    return write(price.rates(), JsonObject.builder()).putIfPresent("tiers", filled(tiers));
  }

  private static JsonObject.Builder write(Rates rates, JsonObject.Builder object) {
    return object
        .putIfPresent("input", rates.input())
        .putIfPresent("output", rates.output())
        .putIfPresent("cache_read", rates.cacheRead())
        .putIfPresent("cache_write", rates.cacheWrite());
  }

  private static @Nullable JsonObject filled(JsonObject.Builder builder) {
    JsonObject object = builder.build();
    return object.fields().isEmpty() ? null : object;
  }

  private static <T> @Nullable List<T> filled(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
