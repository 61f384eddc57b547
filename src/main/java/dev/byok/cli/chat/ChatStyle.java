package dev.byok.cli.chat;

/** The few styles of byok's own lines in a conversation; nothing where color is unwelcome. */
record ChatStyle(boolean color) {
  /** For what stands beside an answer. */
  String dim(String text) {
    return styled("2", text);
  }

  /** For the prompt. */
  String prompt(String text) {
    return styled("1;36", text);
  }

  /** For what went wrong. */
  String wrong(String text) {
    return styled("31", text);
  }

  private String styled(String code, String text) {
    return color && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
