package dev.byok.access.models;

import dev.byok.catalog.ModelList;
import dev.byok.json.JsonCursor;
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
 * @param entries how many entries the page had, whatever they were
 * @param next what asks for the next page, by the provider's paging; null for nothing
 * @param total how many entries there are on all pages, where that is said
 * @param more whether the page says that there are more
 */
public record ListPage(
    List<ListedModel> models,
    int entries,
    @Nullable String next,
    @Nullable Long total,
    boolean more) {
  private static final int MOST_VALUES = 5_000;
  private static final Set<String> ARRAYS = Set.of("data", "models");
  private static final Set<String> TOKENS = Set.of("last_id", "nextPageToken", "next_page_token");

  /**
   * Reads a page.
   *
   * @param most how many models are kept
   * @return null when the text is JSON, but no list
   */
  public static @Nullable ListPage read(InputStream in, ModelList how, int most)
      throws IOException, JsonSyntaxException {
    try (JsonCursor json = new JsonCursor(in)) {
      Reader reader = new Reader(how, most);
      if (json.isArray()) {
        reader.array(json);
      } else if (json.isObject()) {
        reader.object(json, true);
      }
      json.end();
      return reader.found
          ? new ListPage(reader.models, reader.entries, reader.next, reader.total, reader.more)
          : null;
    }
  }

  /** What is known of the page so far. */
  private static final class Reader {
    private final ModelList how;
    private final int most;
    private final List<ListedModel> models = new ArrayList<>();
    private boolean found;
    private int entries;
    private @Nullable String next;
    private @Nullable Long total;
    private boolean more;

    Reader(ModelList how, int most) {
      this.how = how;
      this.most = most;
    }

    private void array(JsonCursor json) throws IOException, JsonSyntaxException {
      found = true;
      json.enter();
      while (json.next()) {
        entries++;
        if (models.size() < most) {
          ListedModel model = ListEntry.read(json.value(MOST_VALUES), how);
          if (model != null) {
            models.add(model);
          }
        }
      }
    }

    private void object(JsonCursor json, boolean outermost)
        throws IOException, JsonSyntaxException {
      json.enter();
      while (json.next()) {
        String name = json.name();
        if (ARRAYS.contains(name) && json.isArray()) {
          array(json);
        } else if (outermost && name.equals("output") && json.isObject()) {
          object(json, false);
        } else if (!json.isObject() && !json.isArray()) {
          remember(name, json.value(1));
        }
      }
    }

    private void remember(String name, @Nullable Object value) {
      if (TOKENS.contains(name) && value instanceof String token && !token.isBlank()) {
        next = token;
      } else if (name.equals("has_more")) {
        more = Boolean.TRUE.equals(value);
      } else if (name.equals("total") && value instanceof Long count) {
        total = count;
      }
    }
  }
}
