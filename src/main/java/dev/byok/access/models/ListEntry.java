package dev.byok.access.models;

import dev.byok.catalog.ModelList;
import dev.byok.json.JsonObject;
import dev.byok.prices.ModelPrice;
import dev.byok.prices.ModelPrice.Rates;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of a provider's list. No two providers call the same thing by the same name. */
final class ListEntry {
  private static final String GEMINI_PREFIX = "models/";
  private static final List<String> IDS = List.of("id", "model", "name");
  private static final List<String> NAMES = List.of("display_name", "displayName", "name");
  private static final List<String> CONTEXT =
      List.of(
          "context_length",
          "context_window",
          "max_context_length",
          "max_input_tokens",
          "inputTokenLimit",
          "context_size",
          "max_model_len",
          "max_prompt_length");
  private static final List<String> MAX_OUTPUT =
      List.of(
          "max_output",
          "max_output_length",
          "max_output_tokens",
          "outputTokenLimit",
          "max_completion_tokens",
          "max_tokens");
  private static final List<String> INPUT_PRICE = List.of("prompt", "input", "input_per_million");
  private static final List<String> OUTPUT_PRICE =
      List.of("completion", "output", "output_per_million");
  private static final List<String> CACHE_READ_PRICE =
      List.of("input_cache_read", "cache_read", "cached_input", "cached_input_per_million");
  private static final List<String> CACHE_WRITE_PRICE = List.of("input_cache_write", "cache_write");
  private static final int LONGEST_PRICE = 40;

  private ListEntry() {}

  /** The model; null when the entry has no usable id, or is none of those asked for. */
  static @Nullable ListedModel read(@Nullable Object entry, ModelList how) {
    if (entry instanceof String id) {
      String usable = Wording.id(id);
      return usable == null ? null : ListedModel.of(usable);
    }
    if (!(entry instanceof JsonObject json) || !isWanted(json, how.only())) {
      return null;
    }
    String said = text(json, IDS);
    String id = said == null ? null : Wording.id(withoutPrefix(said, json));
    if (id == null) {
      return null;
    }
    List<JsonObject> places =
        List.of(json, json.at("limits"), json.at("metadata").at("limits"), json.at("top_provider"));
    return new ListedModel(
        id,
        name(json, said),
        count(places, CONTEXT),
        count(places, MAX_OUTPUT),
        rates(json, how.prices()));
  }

  /** Gemini writes its ids as the paths of resources. */
  private static String withoutPrefix(String said, JsonObject json) {
    return json.text("id") == null && said.startsWith(GEMINI_PREFIX)
        ? said.substring(GEMINI_PREFIX.length())
        : said;
  }

  private static boolean isWanted(JsonObject json, JsonObject only) {
    for (String field : only.fields().keySet()) {
      if (!json.texts(field).contains(only.text(field))) {
        return false;
      }
    }
    return true;
  }

  /** A name that only repeats the id is none. */
  private static @Nullable String name(JsonObject json, @Nullable String id) {
    String name = text(json, NAMES);
    if (name == null) {
      name = json.at("metadata").text("display_name");
    }
    return name == null || name.equals(id) ? null : Wording.name(name);
  }

  private static @Nullable String text(JsonObject json, List<String> fields) {
    for (String field : fields) {
      String text = json.text(field);
      if (text != null && !text.isBlank()) {
        return text;
      }
    }
    return null;
  }

  /** Zero is how some say that they do not know. */
  private static @Nullable Long count(List<JsonObject> places, List<String> fields) {
    for (JsonObject place : places) {
      for (String field : fields) {
        Long count = place.count(field);
        if (count != null && count > 0) {
          return count;
        }
      }
    }
    return null;
  }

  private static Rates rates(JsonObject json, @Nullable String unit) {
    JsonObject pricing = json.object("pricing");
    if (pricing == null) {
      pricing = json.at("metadata").at("pricing");
    }
    if (unit == null || pricing.fields().isEmpty()) {
      return Rates.unknown();
    }
    int shift = unit.equals("per-token") ? 6 : 0;
    return new Rates(
        price(pricing, INPUT_PRICE, shift),
        price(pricing, OUTPUT_PRICE, shift),
        price(pricing, CACHE_READ_PRICE, shift),
        price(pricing, CACHE_WRITE_PRICE, shift));
  }

  private static @Nullable BigDecimal price(JsonObject pricing, List<String> fields, int shift) {
    for (String field : fields) {
      BigDecimal price = ModelPrice.sane(number(pricing, field));
      if (price != null) {
        return ModelPrice.sane(price.movePointRight(shift));
      }
    }
    return null;
  }

  /** Prices come as numbers and as texts. */
  private static @Nullable BigDecimal number(JsonObject pricing, String field) {
    String text = pricing.text(field);
    if (text == null) {
      return pricing.decimal(field);
    }
    try {
      return text.length() > LONGEST_PRICE ? null : new BigDecimal(text);
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }
}
