package dev.byok.text.markdown;

import java.util.Random;

/** Texts that a model could send, and texts that it should not send. */
final class Samples {
  private static final String[] PIECES = {
    "word ",
    "another ",
    "Ärger ",
    "漢字",
    "かな",
    "、",
    "「引用」",
    "👩‍💻",
    "❤️",
    "🇩🇪",
    "👍🏽",
    "e\u0301",
    "שלום ",
    "\n",
    "\n\n",
    "\n",
    "**",
    "*",
    "_",
    "__",
    "~~",
    "`",
    "``",
    "```\n",
    "~~~\n",
    "```java\n",
    "[",
    "]",
    "](",
    "](http://x.y/z)",
    "![",
    "(",
    ")",
    "<",
    ">",
    "<br>",
    "<http://a.b>",
    "https://e.org/a_b. ",
    "# ",
    "## ",
    " ##\n",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "23) ",
    "- [ ] ",
    "- [x] ",
    "> ",
    ">> ",
    "    ",
    "  ",
    " ",
    "\t",
    "---\n",
    "***\n",
    "===\n",
    "| a | b |\n",
    "|---|:-:|\n",
    "| **x** | `y` |\n",
    "|",
    "\\",
    "\\*",
    "&amp;",
    "\u001b[2J",
    "\u001b",
    "]0;t\u0007",
    "\u009b",
    "\u202e",
    "\r\n",
    "\r",
    "\ud83d",
    "\udc69",
    "\0",
    "int x = 1; // c",
    "/* ",
    " */",
    "\"s\" ",
    "unbroken".repeat(12)
  };

  private Samples() {}

  static String random(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  /** Returns all output of a stream whose text is cut at random. */
  static String drawn(MarkdownStream stream, String text, Random random, int longest) {
    StringBuilder drawn = new StringBuilder();
    for (int at = 0; at < text.length(); ) {
      int end = Math.min(text.length(), at + 1 + random.nextInt(longest));
      drawn.append(stream.next(text.substring(at, end)));
      at = end;
    }
    return drawn.append(stream.end()).toString();
  }

  static String drawn(String text, int width, boolean color) {
    MarkdownStream stream = new MarkdownStream(() -> width, color);
    return stream.next(text) + stream.end();
  }

  static String withoutStyles(String drawn) {
    return drawn.replaceAll("\u001b\\[[0-9;]*m", "");
  }
}
