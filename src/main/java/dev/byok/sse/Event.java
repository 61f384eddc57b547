package dev.byok.sse;

/**
 * A server-sent event.
 *
 * @param type the {@code event} field, or {@code message} when there was none
 * @param data the {@code data} lines, joined by newlines
 */
public record Event(String type, String data) {
  /**
   * Whether it has a name of its server's own, and none of the fields that an answer has: what is
   * in it is no part of the answer, and need not be JSON.
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
