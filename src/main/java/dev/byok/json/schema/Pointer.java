package dev.byok.json.schema;

import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON Pointer, RFC 6901. */
final class Pointer {
  /** The result of a pointer that leads nowhere. It is not null, which can be a value. */
  static final Object NOTHING = new Object();

  private static final int LONGEST_INDEX = 9;

  private Pointer() {}

  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** Returns what the pointer leads to, or {@link #NOTHING}. */
  static @Nullable Object follow(@Nullable Object start, String pointer) {
    Object value = start;
    if (pointer.isEmpty()) {
      return value;
    }
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      if (value instanceof JsonObject object && object.has(name)) {
        value = object.get(name);
      } else if (value instanceof List<?> list && isIndex(name, list)) {
        value = list.get(Integer.parseInt(name));
      } else {
        return NOTHING;
      }
    }
    return value;
  }

  private static boolean isIndex(String name, List<?> list) {
    return name.matches("0|[1-9][0-9]*")
        && name.length() <= LONGEST_INDEX
        && Integer.parseInt(name) < list.size();
  }
}
