package dev.byok.catalog;

import dev.byok.catalog.ModelPrice.Rates;
import dev.byok.catalog.ModelPrice.Tier;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One model of the public price list. */
final class PriceListEntry {
  /** The size at which the older form's one tier begins. */
  private static final long OLDER_TIER = 200_000;

  private PriceListEntry() {}

  static ModelFacts facts(JsonObject model) {
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

  /** Zero is how the list says that there is no number. */
  private static @Nullable Long tokens(JsonObject limit, String field) {
    Long tokens = limit.count(field);
    return tokens == null || tokens == 0 ? null : tokens;
  }

  private static ModelPrice price(JsonObject cost) {
    List<Tier> tiers = new ArrayList<>();
    for (JsonObject tier : cost.objects("tiers")) {
      Long size = tier.at("tier").count("size");
      if (size != null) {
        add(tiers, size, tier);
      }
    }
    JsonObject older = cost.object("context_over_200k");
    if (older != null && tiers.isEmpty()) {
      add(tiers, OLDER_TIER, older);
    }
    tiers.sort(Comparator.comparingLong(Tier::size));
    Rates rates = rates(cost);
    return rates.isKnown() || !tiers.isEmpty()
        ? new ModelPrice(rates, List.copyOf(tiers))
        : ModelPrice.unknown();
  }

  private static void add(List<Tier> tiers, long size, JsonObject json) {
    Rates rates = rates(json);
    if (rates.isKnown()) {
      tiers.add(new Tier(size, rates));
    }
  }

  private static Rates rates(JsonObject json) {
    return new Rates(
        ModelPrice.sane(json.decimal("input")),
        ModelPrice.sane(json.decimal("output")),
        ModelPrice.sane(json.decimal("cache_read")),
        ModelPrice.sane(json.decimal("cache_write")));
  }
}
