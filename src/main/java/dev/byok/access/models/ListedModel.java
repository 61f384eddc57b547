package dev.byok.access.models;

import dev.byok.json.JsonObject;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelPrice;
import dev.byok.prices.ModelPrice.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as its provider lists it; null for what the list does not say.
 *
 * @param id the model's id in the provider's words
 * @param name the name for people
 * @param context the most tokens of a prompt and its answer
 * @param maxOutput the most tokens of an answer
 * @param rates USD for a million tokens
 * @param aliases other names of it
 * @param deprecated whether it will go away
 * @param ownKeyStored whether the service holds a key of the caller's own for it
 */
public record ListedModel(
    String id,
    @Nullable String name,
    @Nullable Long context,
    @Nullable Long maxOutput,
    Rates rates,
    List<String> aliases,
    boolean deprecated,
    boolean ownKeyStored) {

  /** What is shown of a model, and kept. */
  ListedModel(
      String id,
      @Nullable String name,
      @Nullable Long context,
      @Nullable Long maxOutput,
      Rates rates) {
    this(id, name, context, maxOutput, rates, List.of(), false, false);
  }

  /** A model of which only the id is known. */
  public static ListedModel of(String id) {
    return new ListedModel(id, null, null, null, Rates.unknown());
  }

  /** A model of which only its id and perhaps its name are known. */
  public static ListedModel of(String id, @Nullable String name) {
    return new ListedModel(id, Wording.name(name), null, null, Rates.unknown());
  }

  /** Whether this is what a user calls so; one without a tag is listed with {@code latest}. */
  public boolean isCalled(String model) {
    return id.equals(model) || id.equals(model + ":latest") || aliases.contains(model);
  }

  /** Whether the price list could add what this does not say. */
  public boolean hasGaps() {
    return context == null || maxOutput == null || !rates.isKnown();
  }

  /** The same with its gaps filled; prices of the two sources are never mixed. */
  public ListedModel filledFrom(ModelFacts facts) {
    return new ListedModel(
        id,
        name == null ? Wording.name(facts.name()) : name,
        context == null ? facts.context() : context,
        maxOutput == null ? facts.maxOutput() : maxOutput,
        rates.isKnown() ? rates : facts.price().rates());
  }

  /** The form in the cache. */
  JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id)
        .putIfPresent("name", name)
        .putIfPresent("context", context)
        .putIfPresent("max_output", maxOutput)
        .putIfPresent("input", rates.input())
        .putIfPresent("output", rates.output())
        .putIfPresent("cache_read", rates.cacheRead())
        .putIfPresent("cache_write", rates.cacheWrite())
        .build();
  }

  /** From the cache; null when it is not what {@link #toJson} writes. */
  static @Nullable ListedModel fromJson(JsonObject json) {
    String id = Wording.id(json.text("id"));
    return id == null
        ? null
        : new ListedModel(
            id,
            Wording.name(json.text("name")),
            json.count("context"),
            json.count("max_output"),
            new Rates(
                ModelPrice.sane(json.decimal("input")),
                ModelPrice.sane(json.decimal("output")),
                ModelPrice.sane(json.decimal("cache_read")),
                ModelPrice.sane(json.decimal("cache_write"))));
  }
}
