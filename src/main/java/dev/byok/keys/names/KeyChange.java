package dev.byok.keys.names;

import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A change of a stored key that is in progress or was interrupted, as its entry in the index
 * describes it. The index is written before and after each step that changes a store. However the
 * process ends, the entry names every secret that may be stored.
 *
 * @param current the key before the change; null if the key is being added
 * @param next the key that replaces it once its secret is stored, or null
 * @param left a replaced key whose secret must still be removed from another store, or null
 * @param removing whether the current key's secret is being removed
 */
public record KeyChange(
    @Nullable KeyRecord current,
    @Nullable KeyRecord next,
    @Nullable KeyRecord left,
    boolean removing) {
  private static final String NEXT = "next";
  private static final String LEFT = "left";
  private static final String REMOVING = "removing";

  /** Whether the entry describes a change. */
  public static boolean isIn(JsonObject entry) {
    return entry.has(NEXT) || entry.has(LEFT) || entry.has(REMOVING);
  }

  public static KeyChange of(KeyName name, JsonObject entry) {
    return new KeyChange(
        KeyRecord.fromJson(name, entry),
        record(name, entry.object(NEXT)),
        record(name, entry.object(LEFT)),
        entry.is(REMOVING));
  }

  private static @Nullable KeyRecord record(KeyName name, @Nullable JsonObject json) {
    return json == null ? null : KeyRecord.fromJson(name, json);
  }

  /** Returns the entry, or null if there is neither a current nor a next key. */
  public @Nullable JsonObject toJson() {
    if (current == null && next == null) {
      return null;
    }
    JsonObject json = current == null ? JsonObject.empty() : current.toJson();
    if (next != null) {
      json = json.with(NEXT, next.toJson());
    }
    if (left != null) {
      json = json.with(LEFT, left.toJson());
    }
    return removing ? json.with(REMOVING, true) : json;
  }
}
