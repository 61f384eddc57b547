package dev.byok.catalog;

import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider lists its models.
 *
 * @param path what to get; null where there is no list to get
 * @param known the ids of the models where there is no list
 * @param open whether anybody may read the list, so that it proves nothing about a key
 * @param sendsKey whether the key is sent, which some open lists get too
 * @param paging how to ask for further pages: {@code after_id}, {@code page_token}, {@code
 *     next_page_token}, {@code page_no}; null for one page
 * @param only keeps models whose array in this field has this text: {@code {"endpoints":"chat"}}
 * @param prices the unit of the list's prices: {@code per-token} or {@code per-million}; null when
 *     it has no prices, or none that byok can read
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
