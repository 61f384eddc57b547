package dev.byok.sse;

/**
 * A server-sent event.
 *
 * @param type the {@code event} field, or {@code message} if there was none
 * @param data the {@code data} lines, joined by newlines
 */
public record Event(String type, String data) {
  /**
   * Whether the event has a server-specific name and none of the given fields of an answer. Its
   * data is not part of the answer and need not be JSON.
   */
  public boolean isServersOwn(String... fields) {
    if (type.equals("message") || type.equals("error")) {
      return false;
    }
    for (String field : fields) {
      if (data.contains('"' + field + '"')) {
        return false;
      }
    }
    return true;
  }
}
