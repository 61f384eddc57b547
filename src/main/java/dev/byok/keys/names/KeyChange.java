package dev.byok.keys.names;

import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A change of a stored key that is under way, or was broken off, as its entry in the index tells
 * it. The index is written before and after each step in a place of secrets, so that whatever ends
 * the process, the entry still names every secret that may be there now.
 *
 * @param current the key as it was; null for one that is being added
 * @param next what takes its place once its secret is stored; null where nothing is to
 * @param left a replaced key whose secret, in another place, is still to be removed; or null
 * @param removing whether the secret of the current one is being removed
 */
public record KeyChange(
    @Nullable KeyRecord current,
    @Nullable KeyRecord next,
    @Nullable KeyRecord left,
    boolean removing) {
  private static final String NEXT = "next";
  private static final String LEFT = "left";
  private static final String REMOVING = "removing";

  /** Whether the entry tells of a change. */
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

  /** The entry; null where nothing is left to tell. */
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
