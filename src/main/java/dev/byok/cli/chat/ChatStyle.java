package dev.byok.cli.chat;

/** The styles of byok's own lines in a chat; plain without color. */
record ChatStyle(boolean color) {
  /** Styles text beside an answer. */
  String dim(String text) {
    return styled("2", text);
  }

  String prompt(String text) {
    return styled("1;36", text);
  }

  String wrong(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    return color && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
