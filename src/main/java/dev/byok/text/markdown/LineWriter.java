package dev.byok.text.markdown;

import dev.byok.text.TextWidth;
import java.util.Arrays;
import java.util.function.IntSupplier;

/**
 * Puts styled characters into lines that the terminal need not wrap. A word is held until it is
 * complete, since only then is it known whether it fits; code is not held in words. The width is
 * asked for at each line, and one column stays free.
 */
final class LineWriter {
  private static final int ROOM_BESIDE_PREFIX = 8;
  private static final int LONGEST_WORD = 1000;

  private final IntSupplier width;
  private final boolean color;
  private final StringBuilder out = new StringBuilder();

  private String firstPrefix = "";
  private String nextPrefix = "";
  private int nextPrefixWidth;
  private boolean first = true;

  private boolean inLine;
  private int most;
  private int column;
  private boolean lineHasText;
  private int style;
  private int blanks;
  private int blankStyle;

  private TextWidth meter = new TextWidth();
  private final StringBuilder word = new StringBuilder();
  private int[] styles = new int[64];
  private int wordWidth;
  private int clusterStart;
  private int widthBeforeCluster;
  private int lastCodePoint;

  LineWriter(IntSupplier width, boolean color) {
    this.width = width;
    this.color = color;
  }

  /** What has been written since the last call. */
  String take() {
    String text = out.toString();
    out.setLength(0);
    return text;
  }

  /** The number of characters that wait for the end of their word. */
  int held() {
    return word.length();
  }

  /** The columns of a line that begins now. */
  int columns() {
    return width.getAsInt() - 1;
  }

  /** Begins a block, with the prefix of its first line and that of each later one. */
  void begin(String prefixOfFirst, String prefixOfNext) {
    endLine();
    firstPrefix = prefixOfFirst;
    nextPrefix = prefixOfNext;
    nextPrefixWidth = TextWidth.of(prefixOfNext);
    first = true;
  }

  void put(int codePoint, int itsStyle) {
    append(codePoint, itsStyle);
    if (wordWidth > room() || word.length() > LONGEST_WORD) {
      placeAllButLastCluster(true);
    }
  }

  /** Takes a character of code, which breaks anywhere, spaces included. */
  void putCode(int codePoint, int itsStyle) {
    append(codePoint, itsStyle);
    if (clusterStart > 0 || word.length() > LONGEST_WORD) {
      placeAllButLastCluster(false);
    }
  }

  /** Takes a space between two words. */
  void blank(int itsStyle) {
    placeWord();
    if (inLine && lineHasText) {
      blanks = Style.isCode(itsStyle) ? blanks + 1 : Math.max(1, blanks);
      blankStyle = itsStyle;
    }
  }

  /** Ends the line if one has begun. */
  void endLine() {
    placeWord();
    if (inLine) {
      setStyle(Style.PLAIN);
      out.append('\n');
      inLine = false;
    }
    blanks = 0;
  }

  /** Writes a line with only a prefix, or a whole line made elsewhere that fits. */
  void line(String prefix, String text) {
    endLine();
    String clipped = clip(prefix, columns());
    String shown = text.isEmpty() ? clipped.stripTrailing() : clipped;
    setStyle(shown.isBlank() ? Style.PLAIN : Style.MARK);
    out.append(shown);
    setStyle(Style.PLAIN);
    out.append(text).append('\n');
  }

  /** The prefix of the next line, for a block that draws whole lines. */
  String takePrefix() {
    String prefix = first ? firstPrefix : nextPrefix;
    first = false;
    return prefix;
  }

  String nextPrefix() {
    return nextPrefix;
  }

  /** Returns text in a style, for lines made elsewhere. */
  String styled(String text, int itsStyle) {
    return color && !text.isEmpty()
        ? Style.change(Style.PLAIN, itsStyle) + text + Style.RESET
        : text;
  }

  /** The columns of a later line of the block, without its prefix. */
  int room() {
    int columns = columns();
    return columns - Math.min(nextPrefixWidth, Math.max(0, columns - ROOM_BESIDE_PREFIX));
  }

  private void append(int codePoint, int itsStyle) {
    int added = meter.next(codePoint);
    if (!meter.joins()) {
      if (!word.isEmpty() && Breaks.between(lastCodePoint, codePoint)) {
        placeWord();
        added = meter.next(codePoint);
      }
      clusterStart = word.length();
      widthBeforeCluster = wordWidth;
    }
    lastCodePoint = codePoint;
    word.appendCodePoint(codePoint);
    if (word.length() > styles.length) {
      styles = Arrays.copyOf(styles, styles.length * 2);
    }
    styles[word.length() - 1] = itsStyle;
    wordWidth += added;
  }

  /** Writes all but the last cluster, which may still grow: an emoji by what is joined to it. */
  private void placeAllButLastCluster(boolean asWord) {
    if (clusterStart == 0) {
      placeWord();
      return;
    }
    String last = word.substring(clusterStart);
    int lastStyle = styles[word.length() - 1];
    int lastWidth = wordWidth - widthBeforeCluster;
    word.setLength(clusterStart);
    wordWidth = widthBeforeCluster;
    TextWidth kept = meter;
    place(asWord);
    meter = kept;
    word.append(last);
    Arrays.fill(styles, 0, last.length(), lastStyle);
    wordWidth = lastWidth;
  }

  private void placeWord() {
    place(true);
  }

  private void place(boolean asWord) {
    if (word.isEmpty()) {
      return;
    }
    beginLine();
    boolean fits = column + blanks + wordWidth <= most;
    if (!fits && asWord && lineHasText) {
      endPlacedLine();
    } else {
      for (; blanks > 0 && fits; blanks--) {
        setStyle(blankStyle);
        out.append(' ');
        column++;
      }
    }
    blanks = 0;
    placeClusters();
    word.setLength(0);
    wordWidth = 0;
    clusterStart = 0;
    widthBeforeCluster = 0;
    meter = new TextWidth();
  }

  private void placeClusters() {
    TextWidth clusters = new TextWidth();
    int start = 0;
    int clusterWidth = 0;
    for (int i = 0; i < word.length(); ) {
      int codePoint = word.codePointAt(i);
      int added = clusters.next(codePoint);
      if (!clusters.joins() && i > 0) {
        placeCluster(start, i, clusterWidth);
        start = i;
        clusterWidth = 0;
      }
      clusterWidth += added;
      i += Character.charCount(codePoint);
    }
    placeCluster(start, word.length(), clusterWidth);
  }

  private void placeCluster(int from, int to, int columns) {
    if (column + columns > most && lineHasText) {
      endPlacedLine();
    }
    setStyle(styles[to - 1]);
    out.append(word, from, to);
    column += columns;
    lineHasText = true;
  }

  private void endPlacedLine() {
    setStyle(Style.PLAIN);
    out.append('\n');
    inLine = false;
    blanks = 0;
    beginLine();
  }

  private void beginLine() {
    if (inLine) {
      return;
    }
    most = columns();
    String prefix = clip(takePrefix(), most);
    if (!prefix.isBlank()) {
      setStyle(Style.MARK);
    }
    out.append(prefix);
    if (!prefix.isBlank()) {
      setStyle(Style.PLAIN);
    }
    column = TextWidth.of(prefix);
    inLine = true;
    lineHasText = false;
  }

  /** Shortens the prefix of deep nesting on a narrow screen; its innermost part stays. */
  private static String clip(String prefix, int columns) {
    int allowed = Math.max(0, columns - ROOM_BESIDE_PREFIX);
    return prefix.length() <= allowed ? prefix : prefix.substring(prefix.length() - allowed);
  }

  private void setStyle(int wanted) {
    if (color) {
      out.append(Style.change(style, wanted));
      style = wanted;
    }
  }
}
