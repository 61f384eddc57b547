package dev.byok.access.models;

import dev.byok.access.question.TreeParser;
import dev.byok.catalog.ModelList;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * One page of a provider's list: an array, or an object with the array in {@code data} or {@code
 * models}, perhaps inside {@code output}.
 *
 * @param isList whether there was such an array
 * @param entries how many entries the page had, whatever they were
 * @param next what asks for the next page, by the provider's paging; null for nothing
 * @param total how many entries there are on all pages, where that is said
 * @param more whether the page says that there are more
 * @param rest what the object says beside the list; null when the page is no object
 */
public record ListPage(
    boolean isList,
    List<ListedModel> models,
    int entries,
    @Nullable String next,
    @Nullable Long total,
    boolean more,
    @Nullable JsonObject rest) {
  /** More models are not kept. */
  public static final int MOST_MODELS = 50_000;

  private static final int MOST_TOKENS = 10_000;
  private static final int MOST_FIELDS = 100;
  private static final Set<String> ARRAYS = Set.of("data", "models");
  private static final List<String> TOKENS = List.of("last_id", "nextPageToken", "next_page_token");

  /**
   * Reads a page of the provider's list, model by model.
   *
   * @param most how many models are kept
   * @return null when the text is JSON, but no list
   */
  public static @Nullable ListPage read(InputStream in, ModelList how, int most)
      throws IOException, JsonSyntaxException {
    ListPage page = read(in, ListEntry.of(how), most);
    return page.isList() ? page : null;
  }

  /** Reads an answer with models of any kind, or with none, and what stands beside them. */
  public static ListPage any(InputStream in) throws IOException, JsonSyntaxException {
    return read(in, ListEntry.any(), MOST_MODELS);
  }

  private static ListPage read(InputStream in, ListEntry entry, int most)
      throws IOException, JsonSyntaxException {
    return TreeParser.read(in, json -> new Reader(json, entry, most).page());
  }

  /** What is known of the page so far. */
  private static final class Reader {
    private final TreeParser json;
    private final ListEntry entry;
    private final int most;
    private final List<ListedModel> models = new ArrayList<>();
    private final JsonObject.Builder rest = JsonObject.builder();
    private int fields;
    private boolean found;
    private int entries;

    Reader(TreeParser json, ListEntry entry, int most) {
      this.json = json;
      this.entry = entry;
      this.most = most;
    }

    ListPage page() throws JsonSyntaxException {
      boolean isObject = json.currentToken() == JsonToken.START_OBJECT;
      if (isObject) {
        object(rest, true);
      } else if (json.currentToken() == JsonToken.START_ARRAY) {
        array();
      }
      JsonObject beside = rest.build();
      JsonObject output = beside.at("output");
      String next = null;
      for (String name : TOKENS) {
        String token = beside.text(name);
        next = token == null || token.isBlank() ? next : token;
      }
      return new ListPage(
          found,
          models,
          entries,
          next,
          (output.has("total") ? output : beside).count("total"),
          beside.is("has_more"),
          isObject ? beside : null);
    }

    private void array() {
      found = true;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        entries++;
        ListedModel model = models.size() < most ? entry.read(json.tree(MOST_TOKENS)) : null;
        if (model != null) {
          models.add(model);
        }
        json.skipChildren();
      }
    }

    private void object(JsonObject.Builder beside, boolean outermost) throws JsonSyntaxException {
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        JsonToken value = json.nextToken();
        if (value == JsonToken.START_ARRAY && ARRAYS.contains(name)) {
          array();
        } else if (value == JsonToken.START_OBJECT && outermost && name.equals("output")) {
          JsonObject.Builder output = JsonObject.builder();
          object(output, false);
          beside.put(name, output.build());
        } else if (++fields > MOST_FIELDS) {
          json.skipChildren();
        } else {
          beside.put(name, json.value(MOST_TOKENS));
        }
      }
    }
  }
}
