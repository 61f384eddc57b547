package dev.byok.catalog;

import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest request that checks a key.
 *
 * @param path what to get; null for none
 * @param completion the model to ask for one token where no listing can check a key: its id, {@code
 *     *} for the cheapest one listed, {@code $deployment} for the key's own; null for none
 * @param listsModels whether the answer to {@code path} lists every model that the key may use
 * @param optional whether a server may lack this path, which then says nothing about the key
 * @param forbiddenIsRecognized whether a 403 means a known key without the right to list
 * @param byBedrock whether the AWS client asks
 */
public record Verification(
    @Nullable ApiPath path,
    @Nullable String completion,
    boolean listsModels,
    boolean optional,
    boolean forbiddenIsRecognized,
    boolean byBedrock) {
  static Verification of(JsonObject json) {
    return new Verification(
        ApiPath.orNull(json),
        json.text("completion"),
        json.is("lists_models"),
        json.is("optional"),
        json.is("forbidden_is_recognized"),
        "bedrock".equals(json.text("by")));
  }
}
