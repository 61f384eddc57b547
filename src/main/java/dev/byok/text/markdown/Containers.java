package dev.byok.text.markdown;

import java.util.ArrayList;
import java.util.List;

/** The quotes and list items around a block, from the outermost in. */
final class Containers {
  /**
   * Anything deeper is text, so that a line of a million {@code >} costs no more than any other.
   */
  private static final int DEEPEST = 12;

  private final List<Container> open = new ArrayList<>();

  /** A quote, or a list item with its marker. */
  static final class Container {
    final String marker;
    final String rest;

    /** Columns before the marker, inside the surrounding container; -1 for a quote. */
    final int markerIndent;

    /** Columns before the item's content. */
    int indent;

    boolean begun;

    private Container(String marker, String rest, int markerIndent, int indent) {
      this.marker = marker;
      this.rest = rest;
      this.markerIndent = markerIndent;
      this.indent = indent;
    }

    static Container quote() {
      return new Container("│ ", "│ ", -1, 0);
    }

    static Container item(String marker, int markerIndent, int indent) {
      return new Container(marker, " ".repeat(marker.length()), markerIndent, indent);
    }

    /** The same item with a box as its marker. */
    Container task(String box) {
      return item(box, markerIndent, indent);
    }

    boolean isQuote() {
      return markerIndent < 0;
    }
  }

  int size() {
    return open.size();
  }

  Container get(int index) {
    return open.get(index);
  }

  boolean isFull() {
    return open.size() >= DEEPEST;
  }

  void push(Container container) {
    open.add(container);
  }

  Container pop() {
    return open.removeLast();
  }

  boolean hasItem() {
    return open.stream().anyMatch(container -> !container.isQuote());
  }

  boolean hasQuoteFrom(int index) {
    return open.subList(index, open.size()).stream().anyMatch(Container::isQuote);
  }

  boolean hasUnwrittenMarker() {
    return !open.isEmpty() && !open.getLast().isQuote() && !open.getLast().begun;
  }

  /** The prefix of a block's first line, including markers that are not written yet. */
  String takeFirstPrefix() {
    StringBuilder prefix = new StringBuilder();
    for (Container container : open) {
      prefix.append(container.begun ? container.rest : container.marker);
      container.begun = true;
    }
    return prefix.toString();
  }

  /** The prefix of a block's later lines. */
  String prefix() {
    StringBuilder prefix = new StringBuilder();
    for (Container container : open) {
      prefix.append(container.rest);
    }
    return prefix.toString();
  }

  /** The prefix of an empty line, without containers that begin only after it. */
  String begunPrefix() {
    StringBuilder prefix = new StringBuilder();
    for (Container container : open) {
      if (!container.begun) {
        break;
      }
      prefix.append(container.rest);
    }
    return prefix.toString();
  }
}
