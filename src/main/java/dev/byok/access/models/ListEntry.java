package dev.byok.access.models;

import dev.byok.catalog.ModelList;
import dev.byok.json.JsonObject;
import dev.byok.prices.ModelPrice;
import dev.byok.prices.ModelPrice.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one entry of a provider's list. No two providers use the same field names.
 *
 * @param only what the models must offer, see {@link ModelList#only}
 * @param prices the unit of prices, see {@link ModelList#prices}
 */
record ListEntry(JsonObject only, @Nullable String prices) {
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

  /** Reads entries as the provider's row says. */
  static ListEntry of(ModelList how) {
    return new ListEntry(how.only(), how.prices());
  }

  /** Reads models of every kind, without their prices. */
  static ListEntry any() {
    return new ListEntry(JsonObject.empty(), null);
  }

  /** Returns the model, or null when the entry has no usable id or is not of the wanted kind. */
  @Nullable ListedModel read(JsonNode entry) {
    String said = entry.isString() ? entry.stringValue() : text(entry, IDS);
    String id = said == null ? null : Wording.id(withoutPrefix(said, entry));
    if (id == null || (entry.isObject() && !isWanted(entry))) {
      return null;
    }
    JsonNode metadata = entry.path("metadata");
    List<JsonNode> places =
        List.of(entry, entry.path("limits"), metadata.path("limits"), entry.path("top_provider"));
    String name = text(entry, NAMES);
    name = name == null ? metadata.path("display_name").stringValue(null) : name;
    JsonNode pricing = entry.path("pricing");
    return new ListedModel(
        id,
        // A name that only repeats the id is dropped.
        Objects.equals(said, name) ? null : Wording.name(name),
        count(places, CONTEXT),
        count(places, MAX_OUTPUT),
        rates(pricing.isObject() ? pricing : metadata.path("pricing")),
        texts(entry.path("aliases")),
        metadata.path("deprecated").booleanValue(false),
        entry.path("hasUserByokAvailable").booleanValue(false));
  }

  /** Removes Gemini's prefix: it writes ids as paths of resources. */
  private static String withoutPrefix(String said, JsonNode entry) {
    return entry.isObject() && !entry.path("id").isString() && said.startsWith(GEMINI_PREFIX)
        ? said.substring(GEMINI_PREFIX.length())
        : said;
  }

  private boolean isWanted(JsonNode entry) {
    for (String field : only.fields().keySet()) {
      String wanted = only.text(field);
      if (wanted != null && !texts(entry.path(field)).contains(wanted)) {
        return false;
      }
    }
    return true;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array.values()) {
      if (element.isString()) {
        texts.add(element.stringValue());
      }
    }
    return texts;
  }

  private static @Nullable String text(JsonNode object, List<String> fields) {
    for (String field : fields) {
      JsonNode text = object.path(field);
      if (text.isString() && !text.stringValue().isBlank()) {
        return text.stringValue();
      }
    }
    return null;
  }

  /** Returns the first count above zero, since some providers write zero for unknown. */
  private static @Nullable Long count(List<JsonNode> places, List<String> fields) {
    for (JsonNode place : places) {
      for (String field : fields) {
        Long count = count(place.path(field));
        if (count != null && count > 0) {
          return count;
        }
      }
    }
    return null;
  }

  /** Returns a whole number that is not negative, also when it is written as 12.0. */
  private static @Nullable Long count(JsonNode number) {
    OptionalLong count = number.longValueOpt();
    return count.isPresent() && count.getAsLong() >= 0 ? count.getAsLong() : null;
  }

  private Rates rates(JsonNode pricing) {
    if (prices == null || pricing.isEmpty()) {
      return Rates.unknown();
    }
    int shift = prices.equals("per-token") ? 6 : 0;
    return new Rates(
        price(pricing, INPUT_PRICE, shift),
        price(pricing, OUTPUT_PRICE, shift),
        price(pricing, CACHE_READ_PRICE, shift),
        price(pricing, CACHE_WRITE_PRICE, shift));
  }

  private static @Nullable BigDecimal price(JsonNode pricing, List<String> fields, int shift) {
    for (String field : fields) {
      BigDecimal price = ModelPrice.sane(number(pricing.path(field)));
      if (price != null) {
        return ModelPrice.sane(price.movePointRight(shift));
      }
    }
    return null;
  }

  /** Reads a price, which may be a number or a string. */
  private static @Nullable BigDecimal number(JsonNode price) {
    if (price.isNumber()) {
      return price.decimalValue();
    }
    String text = price.stringValue("");
    try {
      return text.length() > LONGEST_PRICE ? null : new BigDecimal(text);
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }
}
