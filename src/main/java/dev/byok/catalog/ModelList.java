package dev.byok.catalog;

import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider lists its models.
 *
 * @param path what to get; null where there is no list to get
 * @param known the ids of the models where there is none
 * @param open whether anybody may read it, so that it proves nothing about a key
 * @param sendsKey whether the key goes with it all the same
 * @param paging how further pages are asked for: {@code after_id}, {@code page_token}, {@code
 *     next_page_token}, {@code page_no}; null for one page
 * @param only of the models, those whose array in the field named here holds the text: {@code
 *     {"endpoints":"chat"}}
 * @param prices what prices in the list are for: {@code per-token} or {@code per-million}; null
 *     when it has none, or none that can be told
 * @param byBedrock whether the AWS client asks
 */
public record ModelList(
    @Nullable ApiPath path,
    List<String> known,
    boolean open,
    boolean sendsKey,
    @Nullable String paging,
    JsonObject only,
    @Nullable String prices,
    boolean byBedrock) {
  static ModelList of(JsonObject json) {
    return new ModelList(
        ApiPath.orNull(json),
        json.texts("known"),
        json.is("open"),
        !json.is("open") || json.is("sends_key"),
        json.text("paging"),
        json.at("only"),
        json.text("prices"),
        "bedrock".equals(json.text("by")));
  }
}
