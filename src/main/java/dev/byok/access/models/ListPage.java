package dev.byok.access.models;

import dev.byok.access.question.Trees;
import dev.byok.catalog.ModelList;
import dev.byok.json.JsonCursor;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of a provider's list: an array, or an object with the array in {@code data} or {@code
 * models}, perhaps inside {@code output}.
 *
 * @param isList whether there was such an array
 * @param entries how many entries of any kind the page had
 * @param next the provider's token for the next page; null for none
 * @param total how many entries all pages have, if stated
 * @param more whether the page says that there are more
 * @param rest what the object has beside the list; null when the page is not an object
 */
public record ListPage(
    boolean isList,
    List<ListedModel> models,
    int entries,
    @Nullable String next,
    @Nullable Long total,
    boolean more,
    @Nullable JsonObject rest) {
  /** The most models that are kept. */
  public static final int MOST_MODELS = 50_000;

  private static final int MOST_VALUES = 5_000;
  private static final int MOST_FIELDS = 100;
  private static final Set<String> ARRAYS = Set.of("data", "models");
  private static final List<String> TOKENS = List.of("last_id", "nextPageToken", "next_page_token");

  /**
   * Reads a page of the provider's list, model by model.
   *
   * @param most how many models are kept
   * @return null when the text is JSON but not a list
   */
  public static @Nullable ListPage read(InputStream in, ModelList how, int most)
      throws IOException, JsonSyntaxException {
    ListPage page = read(in, ListEntry.of(how), most);
    return page.isList() ? page : null;
  }

  /** Reads an answer that may list models of any kind, and what is beside them. */
  public static ListPage any(InputStream in) throws IOException, JsonSyntaxException {
    return read(in, ListEntry.any(), MOST_MODELS);
  }

  private static ListPage read(InputStream in, ListEntry entry, int most)
      throws IOException, JsonSyntaxException {
    try (JsonCursor json = Trees.open(in)) {
      return new Reader(json, entry, most).page();
    }
  }

  /** Reads one page and keeps what is known of it so far. */
  private static final class Reader {
    private final JsonCursor json;
    private final ListEntry entry;
    private final int most;
    private final List<ListedModel> models = new ArrayList<>();
    private final JsonObject.Builder rest = JsonObject.builder();
    private int fields;
    private @Nullable String next;
    private boolean found;
    private int entries;

    Reader(JsonCursor json, ListEntry entry, int most) {
      this.json = json;
      this.entry = entry;
      this.most = most;
    }

    ListPage page() throws IOException, JsonSyntaxException {
      boolean isObject = json.isObject();
      if (isObject) {
        object(rest, true);
      } else if (json.isArray()) {
        array();
      }
      json.end();
      JsonObject beside = rest.build();
      JsonObject output = beside.at("output");
      return new ListPage(
          found,
          models,
          entries,
          next,
          (output.has("total") ? output : beside).count("total"),
          beside.is("has_more"),
          isObject ? beside : null);
    }

    private void array() throws IOException, JsonSyntaxException {
      found = true;
      json.enter();
      while (json.next()) {
        entries++;
        if (models.size() < most) {
          ListedModel model = entry.read(Trees.read(json, MOST_VALUES));
          if (model != null) {
            models.add(model);
          }
        }
      }
    }

    private void object(JsonObject.Builder beside, boolean outermost)
        throws IOException, JsonSyntaxException {
      json.enter();
      while (json.next()) {
        String name = json.name();
        if (ARRAYS.contains(name) && json.isArray()) {
          array();
        } else if (outermost && name.equals("output") && json.isObject()) {
          JsonObject.Builder output = JsonObject.builder();
          object(output, false);
          beside.put(name, output.build());
        } else if (++fields <= MOST_FIELDS) {
          Object value = json.value(MOST_VALUES);
          beside.put(name, value);
          boolean isToken = TOKENS.contains(name);
          next = isToken && value instanceof String token && !token.isBlank() ? token : next;
        }
      }
    }
  }
}
