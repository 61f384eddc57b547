package dev.byok.json.schema;

import dev.byok.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All schemas of a document, and what its references lead to inside it. */
final class SchemaMap {
  private static final Set<String> META_SCHEMAS =
      Set.of(
          "https://json-schema.org/draft/2020-12/schema",
          "https://json-schema.org/draft/2019-09/schema",
          "http://json-schema.org/draft-07/schema",
          "http://json-schema.org/draft-06/schema",
          "http://json-schema.org/draft-04/schema");

  private final List<Place> places = new ArrayList<>();
  private final IdentityHashMap<JsonObject, Place> known = new IdentityHashMap<>();
  private final Map<String, JsonObject> resources = new HashMap<>();
  private final Map<String, JsonObject> anchors = new HashMap<>();
  private final String idKeyword;

  SchemaMap(JsonObject root, URI base) {
    String draft = root.text("$schema");
    idKeyword = draft != null && draft.contains("/draft-04/") ? "id" : "$id";
    resources.put(base.toString(), root);
    add(new Place(root, "", base));
  }

  /**
   * One schema.
   *
   * @param pointer where it is in the document
   * @param base what its references are resolved against
   */
  record Place(JsonObject schema, String pointer, URI base) {}

  /** Every one; grows while references lead to schemas under keywords that no draft knows. */
  List<Place> places() {
    return places;
  }

  /**
   * What a reference leads to: a schema of this document; {@code null} where it is no schema of
   * this document but one that every validator knows, or one that fits anything or nothing.
   *
   * @throws NotASchemaException when it leads nowhere
   */
  @Nullable JsonObject target(Place from, String reference) throws NotASchemaException {
    URI uri;
    String fragment;
    try {
      int hash = reference.indexOf('#');
      String address = hash < 0 ? reference : reference.substring(0, hash);
      uri = address.isEmpty() ? from.base() : from.base().resolve(URI.create(address));
      fragment =
          hash < 0 ? "" : URLDecoder.decode(reference.substring(hash + 1), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException noAddress) {
      throw nowhere(from, reference);
    }
    JsonObject resource = resources.get(uri.toString());
    if (resource == null) {
      if (META_SCHEMAS.contains(uri.toString())) {
        return null;
      }
      throw nowhere(from, reference);
    }
    boolean isPointer = fragment.isEmpty() || fragment.startsWith("/");
    Object found =
        isPointer ? Pointer.follow(resource, fragment) : anchors.get(uri + "#" + fragment);
    if (found instanceof Boolean) {
      return null;
    }
    if (!(found instanceof JsonObject schema)) {
      throw nowhere(from, reference);
    }
    if (!known.containsKey(schema)) {
      Place start = known.get(resource);
      add(new Place(schema, (start == null ? "" : start.pointer()) + fragment, uri));
    }
    return schema;
  }

  private static NotASchemaException nowhere(Place from, String reference) {
    return new NotASchemaException(
        "#"
            + from.pointer()
            + ": the reference \""
            + reference
            + "\" leads to nothing in the schema, and nothing is fetched");
  }

  private void add(Place start) {
    Deque<Place> left = new ArrayDeque<>(List.of(start));
    for (Place next = left.poll(); next != null; next = left.poll()) {
      if (known.containsKey(next.schema())) {
        continue;
      }
      Place place = new Place(next.schema(), next.pointer(), named(next));
      known.put(place.schema(), place);
      places.add(place);
      for (Subschemas.Inner inner : Subschemas.of(place.schema())) {
        left.add(new Place(inner.schema(), place.pointer() + inner.pointer(), place.base()));
      }
    }
  }

  /** Notes the names that a schema gives itself; returns its base. */
  private URI named(Place place) {
    JsonObject schema = place.schema();
    URI base = place.base();
    String id = schema.text(idKeyword);
    if (id != null && id.startsWith("#")) {
      // How drafts up to 7 write an anchor.
      anchors.putIfAbsent(base + id, schema);
    } else if (id != null) {
      try {
        base = base.resolve(URI.create(id.endsWith("#") ? id.substring(0, id.length() - 1) : id));
        resources.putIfAbsent(base.toString(), schema);
      } catch (IllegalArgumentException noAddress) {
        base = place.base();
      }
    }
    for (String keyword : List.of("$anchor", "$dynamicAnchor")) {
      String anchor = schema.text(keyword);
      if (anchor != null) {
        anchors.putIfAbsent(base + "#" + anchor, schema);
      }
    }
    return base;
  }
}
