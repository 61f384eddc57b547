package dev.byok.access.models;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider's list of models, whichever of the usual shapes it has. */
public record ListedModels(List<JsonObject> models) {
  private static final List<String> LISTS = List.of("data", "models");

  /** Null when it is no list. */
  public static @Nullable ListedModels of(@Nullable Object json) {
    if (json instanceof List<?> bare) {
      return new ListedModels(objects(bare));
    }
    if (json instanceof JsonObject object) {
      for (String field : LISTS) {
        if (object.get(field) instanceof List<?> list) {
          return new ListedModels(objects(list));
        }
      }
    }
    return null;
  }

  /** Whether the model is among them; one without a tag is listed with the tag {@code latest}. */
  public boolean names(String model) {
    for (JsonObject listed : models) {
      String id = listed.text("id");
      if (model.equals(id)
          || (model + ":latest").equals(id)
          || listed.texts("aliases").contains(model)) {
        return true;
      }
    }
    return false;
  }

  /** The id of the one with the lowest price; the first where no price is given. */
  public @Nullable String cheapest() {
    String cheapest = null;
    BigDecimal lowest = null;
    for (JsonObject listed : models) {
      String id = listed.text("id");
      if (id == null || id.isBlank() || listed.at("metadata").is("deprecated")) {
        continue;
      }
      BigDecimal price = price(listed);
      boolean cheaper = price != null && (lowest == null || price.compareTo(lowest) < 0);
      if (cheapest == null || cheaper) {
        cheapest = id;
        lowest = price == null ? lowest : price;
      }
    }
    return cheapest;
  }

  private static @Nullable BigDecimal price(JsonObject listed) {
    JsonObject pricing = listed.object("pricing");
    if (pricing == null) {
      pricing = listed.at("metadata").at("pricing");
    }
    BigDecimal input = amount(pricing, "prompt", "input", "input_per_million");
    BigDecimal output = amount(pricing, "completion", "output", "output_per_million");
    return input == null || output == null ? null : input.add(output);
  }

  /** The first of these that is a price; some write one as text, and a negative one for none. */
  private static @Nullable BigDecimal amount(JsonObject pricing, String... fields) {
    for (String field : fields) {
      BigDecimal amount = pricing.decimal(field);
      String text = pricing.text(field);
      if (amount == null && text != null && text.matches("[0-9]{1,9}(\\.[0-9]{1,20})?")) {
        amount = new BigDecimal(text);
      }
      if (amount != null && amount.signum() >= 0 && Math.abs(amount.scale()) <= 30) {
        return amount;
      }
    }
    return null;
  }

  private static List<JsonObject> objects(List<?> list) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : list) {
      if (element instanceof JsonObject object) {
        objects.add(object);
      }
    }
    return objects;
  }
}
