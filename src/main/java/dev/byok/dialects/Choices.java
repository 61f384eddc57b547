package dev.byok.dialects;

import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks one choice of an answer. byok asks for one, but some servers do not number it 0. Of the
 * first that come together this picks number 0, or the first one if there is no 0, and ignores all
 * others.
 */
public final class Choices {
  private static final long UNKNOWN = -1;

  private long ours = UNKNOWN;

  /** Returns those that belong to the picked number. */
  public List<JsonObject> ours(List<JsonObject> choices) {
    List<JsonObject> found = new ArrayList<>();
    for (JsonObject choice : choices) {
      if (ours == UNKNOWN) {
        ours = is0Among(choices) ? 0 : index(choice);
      }
      if (index(choice) == ours) {
        found.add(choice);
      }
    }
    return found;
  }

  private static boolean is0Among(List<JsonObject> choices) {
    for (JsonObject choice : choices) {
      if (index(choice) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns a choice's number, or 0 where it has none. */
  private static long index(JsonObject choice) {
    Long index = choice.count("index");
    return index == null ? 0 : index;
  }
}
