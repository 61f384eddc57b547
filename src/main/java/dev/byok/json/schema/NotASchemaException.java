package dev.byok.json.schema;

/** A JSON object that cannot be used as a JSON Schema; the message says why. */
public final class NotASchemaException extends Exception {
  private static final long serialVersionUID = 1L;

  NotASchemaException(String why) {
    super(why);
  }
}
