package dev.byok.client;

/** What an answer may look like without being none. */
final class BodyForm {
  private BodyForm() {}

  /** Whether a text begins as JSON, and as no stream can. */
  static boolean isJson(String text) {
    String stripped = text.stripLeading();
    return stripped.startsWith("{") || stripped.startsWith("[");
  }

  /** A model may end with nothing to say; other reasons are accidents of it or its provider. */
  static boolean mayBeEmpty(String reason) {
    return switch (reason) {
      case "stop", "eos", "length", "tool_calls", "function_call" -> true;
      default -> false;
    };
  }
}
