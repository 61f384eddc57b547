package dev.byok.text.markdown;

import java.util.ArrayList;
import java.util.List;

/** The quotes and list items a block stands in, from the outside. */
final class Containers {
  /** Deeper ones are text, so that a line of a million {@code >} costs no more than any other. */
  private static final int DEEPEST = 12;

  private final List<Container> open = new ArrayList<>();

  /** A quote, or a list item with its marker. */
  static final class Container {
    final String marker;
    final String rest;

    /** Columns before the marker, within what surrounds the item; -1 for a quote. */
    final int markerIndent;

    /** Columns before what belongs to the item. */
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

    /** The same item with a box for its marker. */
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

  /** What stands before the first line of a block, markers included that are not written yet. */
  String takeFirstPrefix() {
    StringBuilder prefix = new StringBuilder();
    for (Container container : open) {
      prefix.append(container.begun ? container.rest : container.marker);
      container.begun = true;
    }
    return prefix.toString();
  }

  /** What stands before the further lines of a block. */
  String prefix() {
    StringBuilder prefix = new StringBuilder();
    for (Container container : open) {
      prefix.append(container.rest);
    }
    return prefix.toString();
  }

  /** What stands before an empty line: containers that begin only behind it do not. */
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
