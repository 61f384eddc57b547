package dev.byok.text.markdown;

/**
 * Reads the text of a paragraph, heading or cell, character by character. Text is written at once
 * unless an earlier delimiter may still be closed. Then it is held until that happens, the
 * paragraph ends, or so much is held that the delimiter is taken literally.
 */
final class InlineReader {
  private static final int MOST_HELD = 400;
  private static final int LONGEST_ADDRESS = 2000;
  private static final int LONGEST_RUN = 64;

  private final LineWriter writer;
  private final int style;
  private final HeldText held = new HeldText();
  private final Emphasis emphasis = new Emphasis(held);
  private final Brackets brackets;
  private final BareAddress address;

  private State state = State.TEXT;
  private int previous = ' ';
  private int blanks;

  /** What the current state has gathered and may have to read again as text. */
  private final StringBuilder raw = new StringBuilder();

  private int run;
  private int runSign;
  private int runBefore;
  private int closing;
  private boolean again;

  private enum State {
    TEXT,
    RUN,
    TICKS,
    CODE,
    BANG,
    ESCAPE,
    ANGLE,
    AFTER_BRACKET,
    TARGET,
    ADDRESS
  }

  InlineReader(LineWriter writer, int style) {
    this.writer = writer;
    this.style = style;
    this.brackets = new Brackets(held, emphasis, style);
    this.address = new BareAddress(held, style);
  }

  int held() {
    return held.length() + raw.length() + address.held();
  }

  void accept(String text) {
    text.codePoints().forEach(this::accept);
  }

  void accept(int codePoint) {
    switch (state) {
      case TEXT -> text(codePoint);
      case RUN -> run(codePoint);
      case TICKS -> ticks(codePoint);
      case CODE -> code(codePoint);
      case BANG -> bang(codePoint);
      case ESCAPE -> escape(codePoint);
      case ANGLE -> angle(codePoint);
      case AFTER_BRACKET -> afterBracket(codePoint);
      case TARGET -> target(codePoint);
      case ADDRESS -> address(codePoint);
    }
    flush(held() > (state == State.TARGET ? LONGEST_ADDRESS : MOST_HELD));
  }

  /** Ends the paragraph. Delimiters that are still open are literal. */
  void end() {
    while (state != State.TEXT) {
      finish();
    }
    flush(true);
    previous = ' ';
    blanks = 0;
  }

  private void flush(boolean all) {
    if (all) {
      if (state == State.CODE || state == State.TARGET || state == State.ANGLE) {
        giveUp();
      }
      emphasis.clear();
      brackets.clear();
      if (state == State.AFTER_BRACKET) {
        state = State.TEXT;
        held.append(']', style);
      }
    }
    if (!emphasis.isOpen() && !brackets.isOpen() && held.length() > 0) {
      held.writeTo(writer);
    }
  }

  private void finish() {
    switch (state) {
      case TEXT -> {}
      case RUN -> endRun(' ');
      case TICKS -> endTicks();
      case CODE -> {
        if (closing == run) {
          endCode();
        } else {
          giveUp();
        }
      }
      case BANG -> endBang();
      case ESCAPE -> {
        state = State.TEXT;
        plain('\\');
      }
      case ANGLE, TARGET -> giveUp();
      case AFTER_BRACKET -> {
        state = State.TEXT;
        brackets.giveUp();
        plain(']');
      }
      case ADDRESS -> endAddress();
    }
  }

  private void text(int codePoint) {
    switch (codePoint) {
      case '\\' -> state = State.ESCAPE;
      case '*', '_', '~' -> {
        state = State.RUN;
        runSign = codePoint;
        runBefore = previous;
        run = 1;
      }
      case '`' -> {
        state = State.TICKS;
        run = 1;
      }
      case '!' -> state = State.BANG;
      case '[' -> openBracket("[");
      case ']' -> {
        if (!brackets.isOpen()) {
          plain(codePoint);
        } else {
          state = State.AFTER_BRACKET;
        }
      }
      case '<' -> {
        if (again) {
          plain(codePoint);
        } else {
          state = State.ANGLE;
        }
      }
      case 'h' -> {
        if (Character.isLetterOrDigit(previous)) {
          plain(codePoint);
        } else {
          state = State.ADDRESS;
          address.begin(codePoint);
        }
      }
      default -> plain(codePoint);
    }
  }

  private void plain(int codePoint) {
    if (codePoint == '\n') {
      held.append(blanks >= 2 ? HeldText.LINE_BREAK : ' ', style);
    } else {
      held.append(codePoint, style);
    }
    blanks = codePoint == ' ' ? blanks + 1 : 0;
    previous = codePoint;
  }

  private void run(int codePoint) {
    if (codePoint == runSign) {
      run++;
    } else {
      endRun(codePoint);
      accept(codePoint);
    }
  }

  private void endRun(int after) {
    state = State.TEXT;
    if (run > LONGEST_RUN) {
      literal(runSign);
    } else {
      emphasis.run(runSign, run, runBefore, after, style);
      previous = runSign;
    }
  }

  /** Writes a run that is too long to have a meaning, without holding it. */
  private void literal(int sign) {
    flush(true);
    for (int i = 0; i < run; i++) {
      writer.put(sign, style);
    }
    previous = sign;
  }

  private void ticks(int codePoint) {
    if (codePoint == '`') {
      run++;
    } else {
      endTicksBefore();
      accept(codePoint);
    }
  }

  private void endTicksBefore() {
    if (again || run > LONGEST_RUN) {
      endTicks();
    } else {
      state = State.CODE;
      closing = 0;
    }
  }

  private void endTicks() {
    state = State.TEXT;
    literalTicks();
  }

  private void literalTicks() {
    if (run > LONGEST_RUN) {
      literal('`');
    } else {
      for (int i = 0; i < run; i++) {
        plain('`');
      }
    }
  }

  private void code(int codePoint) {
    if (codePoint == '`') {
      closing++;
      raw.append('`');
    } else if (closing == run) {
      endCode();
      accept(codePoint);
    } else {
      closing = 0;
      raw.appendCodePoint(codePoint == '\n' ? ' ' : codePoint);
    }
  }

  private void endCode() {
    String code = raw.substring(0, raw.length() - run);
    if (code.length() > 2 && code.startsWith(" ") && code.endsWith(" ") && !code.isBlank()) {
      code = code.substring(1, code.length() - 1);
    }
    raw.setLength(0);
    state = State.TEXT;
    held.append(code, Style.code(style));
    previous = '`';
  }

  private void bang(int codePoint) {
    if (codePoint == '[') {
      state = State.TEXT;
      openBracket("![");
    } else {
      endBang();
      accept(codePoint);
    }
  }

  private void endBang() {
    state = State.TEXT;
    plain('!');
  }

  private void escape(int codePoint) {
    state = State.TEXT;
    if (codePoint == '\n') {
      held.append(HeldText.LINE_BREAK, style);
      previous = ' ';
    } else if (Characters.isPunctuation(codePoint)) {
      plain(codePoint);
    } else {
      plain('\\');
      accept(codePoint);
    }
  }

  private void angle(int codePoint) {
    boolean blankInTag = codePoint == ' ' && raw.toString().equalsIgnoreCase("br");
    if (codePoint == '>') {
      endAngle();
    } else if (codePoint == '<' || (Characters.isBlank(codePoint) && !blankInTag)) {
      giveUp();
      accept(codePoint);
    } else {
      raw.appendCodePoint(codePoint);
    }
  }

  private void endAngle() {
    String tag = raw.toString();
    raw.setLength(0);
    state = State.TEXT;
    if (Characters.isLineBreakTag(tag)) {
      held.append(HeldText.LINE_BREAK, style);
      previous = ' ';
      return;
    }
    boolean address = Characters.isAddress(tag);
    held.append(address ? tag : "<" + tag + ">", address ? style | Style.UNDERLINE : style);
    previous = '>';
  }

  private void openBracket(String sign) {
    if (!again) {
      brackets.open(sign.length());
    }
    sign.chars().forEach(this::plain);
  }

  private void afterBracket(int codePoint) {
    if (codePoint == '(' && !again) {
      state = State.TARGET;
      closing = 1;
    } else {
      finish();
      accept(codePoint);
    }
  }

  private void target(int codePoint) {
    closing += codePoint == '(' ? 1 : codePoint == ')' ? -1 : 0;
    if (closing > 0) {
      raw.appendCodePoint(codePoint == '\n' ? ' ' : codePoint);
      return;
    }
    String target = LinkTarget.address(raw.toString());
    if (target.isEmpty()) {
      giveUp();
      accept(codePoint);
      return;
    }
    raw.setLength(0);
    state = State.TEXT;
    brackets.link(target);
    previous = ')';
  }

  private void address(int codePoint) {
    if (!address.accept(codePoint)) {
      endAddress();
      accept(codePoint);
    }
  }

  private void endAddress() {
    state = State.TEXT;
    previous = address.isKnown() ? '/' : previous;
    address.takeRest().chars().forEach(this::plain);
  }

  /** Reads again as text what began as code, a link's target or a tag but was not. */
  private void giveUp() {
    String text = raw.toString();
    raw.setLength(0);
    State was = state;
    state = State.TEXT;
    again = true;
    switch (was) {
      case CODE -> literalTicks();
      case TARGET -> {
        brackets.giveUp();
        plain(']');
        plain('(');
      }
      default -> plain('<');
    }
    accept(text);
    again = false;
  }
}
