package dev.byok.json;

/**
 * Text that is not the JSON that was asked for. Says where, and never quotes the text: it may hold
 * a secret.
 */
public final class JsonSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  public JsonSyntaxException(String what, int line, int column) {
    super(what + " (line " + line + ", column " + column + ")");
  }
}
