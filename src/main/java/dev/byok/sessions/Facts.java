package dev.byok.sessions;

import dev.byok.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an object of a session file strictly: a value of the wrong type is damage. */
record Facts(JsonObject object, String where) {
  /** Every JSON reader can tell whole numbers up to this apart. */
  static final long HIGHEST_COUNT = (1L << 53) - 1;

  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant BEHIND_LAST = Instant.parse("+10000-01-01T00:00:00Z");

  String text(String name) throws DamagedSessionException {
    String text = optionalText(name);
    if (text == null) {
      throw new DamagedSessionException("\"" + name + "\" is missing" + where);
    }
    return text;
  }

  /** Returns null when the field is null or missing. */
  @Nullable String optionalText(String name) throws DamagedSessionException {
    String text = object.text(name);
    if (text == null && object.get(name) != null) {
      throw new DamagedSessionException("\"" + name + "\" is not a text" + where);
    }
    return text;
  }

  long count(String name) throws DamagedSessionException {
    Long count = object.count(name);
    if (count == null) {
      throw new DamagedSessionException("\"" + name + "\" is not a count" + where);
    }
    if (count > HIGHEST_COUNT) {
      throw new DamagedSessionException("\"" + name + "\" is too large" + where);
    }
    return count;
  }

  /** Returns a time in the years 0 to 9999: others do not have a date in every time zone. */
  Instant time(String name) throws DamagedSessionException {
    try {
      Instant time = Instant.parse(text(name));
      if (time.isBefore(FIRST) || !time.isBefore(BEHIND_LAST)) {
        throw new DamagedSessionException("\"" + name + "\" is not of the years 0 to 9999" + where);
      }
      return time;
    } catch (DateTimeException noTime) {
      throw new DamagedSessionException("\"" + name + "\" is not a time" + where, noTime);
    }
  }

  /** Returns an empty list when the field is missing. */
  List<JsonObject> objects(String name) throws DamagedSessionException {
    Object value = object.get(name);
    if (value == null && !object.has(name)) {
      return List.of();
    }
    if (!(value instanceof List<?> elements)) {
      throw new DamagedSessionException("\"" + name + "\" is not an array" + where);
    }
    List<JsonObject> objects = new ArrayList<>();
    for (Object element : elements) {
      if (!(element instanceof JsonObject one)) {
        throw new DamagedSessionException(
            "an element of \"" + name + "\" is not an object" + where);
      }
      objects.add(one);
    }
    return objects;
  }
}
