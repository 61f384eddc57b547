package dev.byok.dialects;

import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of several answers is ours: byok asks for one, and some servers number it otherwise. Of the
 * first that come it is 0 if that is there, else the first; all others are passed over.
 */
public final class Choices {
  private static final long UNKNOWN = -1;

  private long ours = UNKNOWN;

  /** Ours among some that came together. */
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

  /** The number of one; 0 where it has none. */
  private static long index(JsonObject choice) {
    Long index = choice.count("index");
    return index == null ? 0 : index;
  }
}
