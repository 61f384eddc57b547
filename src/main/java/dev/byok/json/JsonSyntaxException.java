package dev.byok.json;

/**
 * Thrown when a text is not the expected JSON. Gives the place but never quotes the text, which may
 * contain a secret.
 */
public final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  public JsonSyntaxException(String what, int line, int column) {
    super(what + " (line " + line + ", column " + column + ")");
  }
}
