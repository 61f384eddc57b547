package dev.byok.json.schema;

/** Thrown when a JSON object cannot be used as a JSON Schema. The message says why. */
public final class NotASchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  NotASchemaException(String why) {
    super(why);
  }
}
