package dev.byok.text.columns;

import dev.byok.text.TextWidth;
import java.util.ArrayList;
import java.util.List;

/** Breaks a short plain text into lines of a given width, at spaces where there are any. */
final class Wrapping {
  private Wrapping() {}

  static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    int start = 0;
    int blank = -1;
    TextWidth meter = new TextWidth();
    int columns = 0;
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      columns += meter.next(codePoint);
      if (columns > width && i > start) {
        int end = codePoint == ' ' ? i : blank > start ? blank : i;
        lines.add(text.substring(start, end).stripTrailing());
        start = end;
        while (start < text.length() && text.charAt(start) == ' ') {
          start++;
        }
        blank = -1;
        i = start;
        meter = new TextWidth();
        columns = 0;
        continue;
      }
      if (codePoint == ' ') {
        blank = i;
      }
      i += Character.charCount(codePoint);
    }
    lines.add(text.substring(start));
    return lines;
  }
}
