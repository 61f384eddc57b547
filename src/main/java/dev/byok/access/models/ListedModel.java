package dev.byok.access.models;

import dev.byok.json.JsonObject;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelPrice;
import dev.byok.prices.ModelPrice.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as its provider lists it, with null for what the list does not say.
 *
 * @param id the model's id in the provider's words
 * @param name the name for people
 * @param context the most tokens of a prompt and its answer
 * @param maxOutput the most tokens of an answer
 * @param rates USD per million tokens
 * @param aliases other names of the model
 * @param deprecated whether the provider will remove it
 * @param ownKeyStored whether the service stores the caller's own key for it
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

  /** Creates a model from the facts that are shown and cached. */
  ListedModel(
      String id,
      @Nullable String name,
      @Nullable Long context,
      @Nullable Long maxOutput,
      Rates rates) {
    this(id, name, context, maxOutput, rates, List.of(), false, false);
  }

  /** Returns a model of which only the id is known. */
  public static ListedModel of(String id) {
    return new ListedModel(id, null, null, null, Rates.unknown());
  }

  /** Returns a model of which only the id and perhaps the name are known. */
  public static ListedModel of(String id, @Nullable String name) {
    return new ListedModel(id, Wording.name(name), null, null, Rates.unknown());
  }

  /** Returns whether a user's name means this model; without a tag it means {@code latest} too. */
  public boolean isCalled(String model) {
    return id.equals(model) || id.equals(model + ":latest") || aliases.contains(model);
  }

  /** Returns whether the price list could add what is missing here. */
  public boolean hasGaps() {
    return context == null || maxOutput == null || !rates.isKnown();
  }

  /** Returns this model with its gaps filled. Prices of the two sources are never mixed. */
  public ListedModel filledFrom(ModelFacts facts) {
    return new ListedModel(
        id,
        name == null ? Wording.name(facts.name()) : name,
        context == null ? facts.context() : context,
        maxOutput == null ? facts.maxOutput() : maxOutput,
        rates.isKnown() ? rates : facts.price().rates());
  }

  /** Returns the form in the cache. */
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

  /** Reads a model from the cache; null when it is not what {@link #toJson} writes. */
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
