package dev.byok.text.markdown;

/**
 * Splits a text into blocks, character by character. At the start of each line it finds which
 * quotes and list items continue and what begins. The rest goes to the block.
 */
final class BlockReader {
  private static final int CODE_INDENT = 4;
  private static final int LONGEST_GAP_BEHIND_MARKER = 4;

  private final Containers containers;
  private final Leaf leaf;

  /** The line from its first character that is not a space, until its kind is known. */
  private final StringBuilder start = new StringBuilder();

  private int spaces;
  private boolean known;
  private boolean matching = true;
  private int matched;
  private boolean skipBlank;
  private boolean afterMarker;

  BlockReader(Containers containers, Leaf leaf) {
    this.containers = containers;
    this.leaf = leaf;
  }

  int held() {
    return start.length() + leaf.held();
  }

  void accept(int codePoint) {
    if (known) {
      leaf.accept(codePoint);
      if (codePoint == '\n') {
        beginLine();
      }
    } else if (codePoint == ' ' && start.isEmpty()) {
      spaces += skipBlank ? 0 : 1;
      skipBlank = false;
    } else {
      skipBlank = false;
      start.appendCodePoint(codePoint);
      decide();
    }
  }

  void end() {
    if (!known && !start.isEmpty()) {
      accept('\n');
    }
    leaf.close();
    close(0);
  }

  private void beginLine() {
    start.setLength(0);
    spaces = 0;
    known = false;
    matching = true;
    matched = 0;
    skipBlank = false;
    afterMarker = false;
  }

  private void decide() {
    while (!known && !start.isEmpty()) {
      if (matching) {
        matching = matchNext();
      } else if (isBlankLine()) {
        blankLine();
      } else if (leaf.isFence() && goesOnInFence()) {
        leaf.indentCode(spaces);
        content();
      } else if (!open()) {
        return;
      }
    }
  }

  private boolean isBlankLine() {
    return start.charAt(0) == '\n';
  }

  /** Whether the next container continues in this line. */
  private boolean matchNext() {
    if (matched == containers.size()) {
      return false;
    }
    Containers.Container next = containers.get(matched);
    if (next.isQuote()) {
      if (spaces >= CODE_INDENT || start.charAt(0) != '>') {
        return false;
      }
      consume(1);
      eatBlank();
    } else if (!isBlankLine()) {
      if (spaces < next.indent) {
        return false;
      }
      spaces -= next.indent;
    }
    matched++;
    return true;
  }

  /**
   * Whether the open fence continues. Code in a list that is indented too little still belongs to
   * it.
   */
  private boolean goesOnInFence() {
    if (containers.hasQuoteFrom(matched)) {
      leaf.close();
      return false;
    }
    return true;
  }

  private void blankLine() {
    if (afterMarker) {
      containers.get(containers.size() - 1).indent++;
    } else if (leaf.isFence() && goesOnInFence()) {
      leaf.accept('\n');
    } else {
      if (leaf.isIndentedCode() && matched == containers.size()) {
        leaf.blankInCode();
      } else {
        leaf.close();
        leaf.blankBefore();
      }
      int quote = matched;
      while (quote < containers.size() && !containers.get(quote).isQuote()) {
        quote++;
      }
      close(quote);
    }
    beginLine();
  }

  /** Opens the block that begins here. Returns false if more characters are needed. */
  private boolean open() {
    if (afterMarker) {
      endMarker();
    }
    LineKind kind = LineKind.of(start);
    boolean marker = kind == LineKind.BULLET || kind == LineKind.NUMBER;
    if (kind == LineKind.UNKNOWN) {
      return false;
    }
    if (spaces >= CODE_INDENT && !(marker && containers.hasItem())) {
      indented();
      return true;
    }
    switch (kind) {
      case QUOTE -> quote();
      case BULLET -> bullet();
      case NUMBER -> number();
      case TABLE -> {
        closeUnmatched(leaf.isTable());
        leaf.tableRow();
        content();
      }
      case HEADING -> {
        closeUnmatched(false);
        consume(LineKind.run(start, 0, '#'));
        leaf.heading();
        content();
      }
      case FENCE -> {
        closeUnmatched(false);
        leaf.fence(start.toString(), spaces);
        beginLine();
      }
      case RULE -> {
        closeUnmatched(false);
        leaf.rule('─');
        beginLine();
      }
      case UNDERLINE -> {
        if (leaf.isParagraph() && matched == containers.size()) {
          leaf.close();
          leaf.rule('═');
          beginLine();
        } else {
          text();
        }
      }
      default -> {
        return taskOrText();
      }
    }
    return true;
  }

  private void endMarker() {
    afterMarker = false;
    boolean code = spaces > LONGEST_GAP_BEHIND_MARKER;
    int gap = code ? 1 : Math.max(1, spaces);
    containers.get(containers.size() - 1).indent += gap;
    spaces = code ? spaces - 1 : 0;
  }

  private void indented() {
    if (leaf.isParagraph()) {
      text();
    } else {
      closeUnmatched(leaf.isIndentedCode());
      leaf.indentedCode(spaces - CODE_INDENT);
      content();
    }
  }

  private void quote() {
    if (containers.isFull()) {
      text();
      return;
    }
    closeUnmatched(false);
    containers.push(Containers.Container.quote());
    matched++;
    consume(1);
    eatBlank();
  }

  private void bullet() {
    int text = LineKind.run(start, 1, ' ') + 1;
    boolean empty = text < start.length() && start.charAt(text) == '\n';
    if (containers.isFull() || (leaf.isParagraph() && empty && !containers.hasItem())) {
      text();
    } else {
      item("• ", 1);
    }
  }

  private void number() {
    int digits = LineKind.digits(start);
    String number = start.substring(0, digits);
    boolean interrupts = number.equals("1") || containers.hasItem() || !leaf.isParagraph();
    if (containers.isFull() || !interrupts) {
      text();
    } else {
      item(start.substring(0, digits + 1) + " ", digits + 1);
    }
  }

  /**
   * Begins a list item. A marker a little to the left of the outer item's text begins an inner
   * list, although CommonMark would not read it so.
   */
  private void item(String marker, int length) {
    if (matched < containers.size()) {
      Containers.Container outer = containers.get(matched);
      if (!outer.isQuote() && spaces >= outer.markerIndent + 2) {
        matched++;
        spaces = 0;
      }
    }
    closeUnmatched(false);
    containers.push(Containers.Container.item(marker, spaces, spaces + length));
    matched++;
    consume(length);
    spaces = 0;
    afterMarker = true;
    skipLeadingBlanks();
  }

  private boolean taskOrText() {
    if (containers.hasUnwrittenMarker() && matched == containers.size() && start.charAt(0) == '[') {
      if (start.length() < 4 && start.charAt(start.length() - 1) != '\n') {
        return false;
      }
      String box = Task.box(start);
      if (!box.isEmpty()) {
        containers.push(containers.pop().task(box));
        consume(4);
        skipLeadingBlanks();
      }
    }
    text();
    return true;
  }

  private void text() {
    if (!leaf.isParagraph()) {
      closeUnmatched(false);
      leaf.paragraph();
    }
    content();
  }

  /** Passes the gathered start of the line to the block, as the rest will be. */
  private void content() {
    known = true;
    String gathered = start.toString();
    start.setLength(0);
    for (int i = 0; i < gathered.length(); ) {
      int codePoint = gathered.codePointAt(i);
      i += Character.charCount(codePoint);
      accept(codePoint);
    }
  }

  private void closeUnmatched(boolean keepLeaf) {
    if (!keepLeaf || matched < containers.size()) {
      leaf.close();
    }
    close(matched);
  }

  private void close(int from) {
    while (containers.size() > from) {
      if (containers.hasUnwrittenMarker()) {
        leaf.emptyItem();
      }
      containers.pop();
    }
  }

  private void consume(int characters) {
    start.delete(0, characters);
    spaces = 0;
  }

  /** Skips one space after a quote's sign, which belongs to the sign. */
  private void eatBlank() {
    if (start.isEmpty()) {
      skipBlank = true;
    } else if (start.charAt(0) == ' ') {
      start.deleteCharAt(0);
    }
    skipLeadingBlanks();
  }

  private void skipLeadingBlanks() {
    int blanks = LineKind.run(start, 0, ' ');
    start.delete(0, blanks);
    spaces += blanks;
  }
}
