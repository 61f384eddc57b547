package dev.byok.secrets;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One reading of a text. It knows where in the text each of its characters came from. */
final class View implements CharSequence {
  /** Shows where a view omits more than noise. No secret contains it. */
  static final char BREAK = '\uffff';

  private final CharSequence text;
  private final int @Nullable [] starts;
  private final int @Nullable [] ends;

  private View(CharSequence text, int @Nullable [] starts, int @Nullable [] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** Returns a view of the text as it is. */
  static View of(CharSequence text) {
    return new View(text, null, null);
  }

  /** Returns where in the original the character at this index begins. */
  int start(int index) {
    return starts == null ? index : starts[index];
  }

  /** Returns where in the original the character at this index ends. */
  int end(int index) {
    return ends == null ? index + 1 : ends[index];
  }

  View reversed() {
    Builder reversed = new Builder(this);
    for (int i = length() - 1; i >= 0; i--) {
      reversed.add(charAt(i), i, i + 1);
    }
    return reversed.view();
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public char charAt(int index) {
    return text.charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** Makes a view of another view, with no more characters than that has. */
  static final class Builder {
    private final View from;
    private final StringBuilder text;
    private final int[] starts;
    private final int[] ends;

    Builder(View from) {
      this.from = from;
      this.text = new StringBuilder(from.length());
      this.starts = new int[from.length()];
      this.ends = new int[from.length()];
    }

    /** Adds a character that the characters from {@code start} to {@code end} stand for. */
    void add(char c, int start, int end) {
      starts[text.length()] = from.start(start);
      ends[text.length()] = from.end(end - 1);
      text.append(c);
    }

    /** Adds a break, which no match crosses, unless the view is empty or ends with one. */
    void addBreak(int at) {
      if (!text.isEmpty() && text.charAt(text.length() - 1) != BREAK) {
        add(BREAK, at, at + 1);
      }
    }

    View view() {
      int length = text.length();
      return new View(text.toString(), Arrays.copyOf(starts, length), Arrays.copyOf(ends, length));
    }
  }
}
