package dev.byok.term.console;

import dev.byok.text.SafeText;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jspecify.annotations.Nullable;

/** Edits a message: JLine's editor, set up for text that is meant literally. */
final class Editor {
  private static final String PASTE_END = "\u001b[201~";
  private static final String INTERRUPT = "byok-interrupt";
  private static final String NEW_LINE = "byok-new-line";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  /** Beyond this many characters, recording each key for undo would cause a noticeable delay. */
  private static final int UNDOABLE = 10_000;

  private static final List<String> EDITED =
      List.of(LineReader.EMACS, LineReader.VIINS, LineReader.VICMD);

  private final LineReaderImpl reader;
  private boolean asking;

  Editor(ChatTerminal terminal, Completions completions, List<String> history, boolean color) {
    reader = new LineReaderImpl(terminal, "byok", null);
    reader.setParser(new MessageParser(completions));
    reader.setCompleter((_, line, found) -> {
      List<CompletionCandidate> candidates = completions.of(line.line(), line.cursor());
      for (int i = 0; i < candidates.size(); i++) {
        found.add(shown(candidates.get(i), i));
      }
    });
    options();
    variables(color);
    widgets();
    for (String entry : history) {
      reader.getHistory().attach(reader);
      reader.getHistory().add(entry);
    }
  }

  /** Applies the user's settings, and then the keys that must always work. */
  void configure(Map<String, String> env, Consumer<String> notice) {
    EDITED.forEach(this::arrows);
    bind(NEW_LINE, LineReader.EMACS, KeyMap.alt('\r'), KeyMap.alt('\n'));
    bind(NEW_LINE, LineReader.VIINS, KeyMap.alt('\r'), KeyMap.alt('\n'));
    InputSettings.apply(reader, env, notice);
    for (String map : EDITED) {
      bind(INTERRUPT, map, KeyMap.ctrl('C'));
      bind(LineReader.BEGIN_PASTE, map, LineReaderImpl.BRACKETED_PASTE_BEGIN);
    }
  }

  /** Reads one message, or null at the end. Ctrl-C starts it again. */
  @Nullable String read(String prompt, String begun) {
    String initial = begun;
    while (true) {
      try {
        return reader.readLine(literal(prompt), null, (Character) null, initial);
      } catch (UserInterruptException cleared) {
        initial = "";
      } catch (EndOfFileException end) {
        return null;
      }
    }
  }

  /** Reads one line that is not a message. Returns null at the end or on Ctrl-C. */
  @Nullable String ask(String question) {
    asking = true;
    reader.setVariable(LineReader.DISABLE_HISTORY, true);
    reader.setVariable(LineReader.DISABLE_COMPLETION, true);
    try {
      return reader.readLine(literal(question));
    } catch (UserInterruptException | EndOfFileException none) {
      return null;
    } finally {
      asking = false;
      reader.setVariable(LineReader.DISABLE_HISTORY, false);
      reader.setVariable(LineReader.DISABLE_COMPLETION, false);
    }
  }

  /** Redraws the message after a change of screen size. Returns whether one is being typed. */
  boolean redraw() {
    boolean reading = reader.isReading();
    if (reading) {
      reader.callWidget(LineReader.REDISPLAY);
    }
    return reading;
  }

  private void options() {
    reader.option(Option.DISABLE_EVENT_EXPANSION, true);
    reader.option(Option.HISTORY_REDUCE_BLANKS, false);
    reader.option(Option.HISTORY_INCREMENTAL, false);
    reader.option(Option.COMPLETE_MATCHER_TYPO, false);
    reader.option(Option.AUTO_PARAM_SLASH, false);
    reader.option(Option.AUTO_REMOVE_SLASH, false);
    reader.option(Option.BRACKETED_PASTE, true);
    reader.option(Option.AUTO_GROUP, false);
  }

  private void variables(boolean color) {
    reader.setVariable(LineReader.HISTORY_SIZE, HistoryFile.MOST);
    reader.setVariable(LineReader.FEATURES_MAX_BUFFER_SIZE, UNDOABLE);
    String more = "\u2026 ";
    reader.setVariable(LineReader.SECONDARY_PROMPT_PATTERN, color ? DIM + more + PLAIN : more);
    if (!color) {
      for (String part : List.of("starting", "description", "group", "background")) {
        reader.setVariable("COMPLETION_STYLE_" + part.toUpperCase(java.util.Locale.ROOT), "");
        reader.setVariable("COMPLETION_STYLE_LIST_" + part.toUpperCase(java.util.Locale.ROOT), "");
      }
    }
  }

  private void widgets() {
    reader
        .getWidgets()
        .put(
            INTERRUPT,
            () -> {
              if (asking || reader.getBuffer().length() > 0) {
                throw new UserInterruptException("");
              }
              return true;
            });
    reader
        .getWidgets()
        .put(
            NEW_LINE,
            () -> {
              reader.getBuffer().write('\n');
              return true;
            });
    reader.getWidgets().put(LineReader.BEGIN_PASTE, this::paste);
  }

  /**
   * Takes a paste as literal text. The library's method loses track if more was already typed after
   * it.
   */
  private boolean paste() {
    StringBuilder pasted = new StringBuilder();
    while (!endsWith(pasted, PASTE_END)) {
      int next = reader.readCharacter();
      if (next < 0) {
        throw new EndOfFileException();
      }
      pasted.appendCodePoint(next);
    }
    pasted.setLength(pasted.length() - PASTE_END.length());
    String text = pasted.toString().replace("\r\n", "\n").replace('\r', '\n');
    reader.getBuffer().write(text);
    return true;
  }

  private static boolean endsWith(StringBuilder text, String end) {
    // Only the end is compared: searching a long paste at each key would cause a noticeable delay.
    int from = text.length() - end.length();
    return from >= 0 && text.indexOf(end, from) == from;
  }

  private void bind(String widget, String map, String... keys) {
    KeyMap<Binding> bindings = reader.getKeyMaps().get(map);
    if (bindings != null) {
      bindings.bind(new Reference(widget), keys);
    }
  }

  /**
   * Binds both forms of arrows, Home and End: terminals send one form while a message is edited and
   * the other while an answer arrives.
   */
  private void arrows(String map) {
    KeyMap<Binding> bindings = reader.getKeyMaps().get(map);
    if (bindings == null) {
      return;
    }
    for (char key : "ABCDFH".toCharArray()) {
      Binding edited = bindings.getBound("\u001bO" + key);
      if (edited != null) {
        bindings.bind(edited, "\u001b[" + key);
      }
    }
  }

  private static org.jline.reader.Candidate shown(CompletionCandidate candidate, int rank) {
    String description = candidate.description();
    return new org.jline.reader.Candidate(
        candidate.value(),
        SafeText.line(candidate.value()),
        null,
        description == null ? null : SafeText.line(description),
        null,
        null,
        candidate.complete(),
        rank);
  }

  /** Escapes the percent sign, which has a special meaning for the library. */
  private static String literal(String prompt) {
    return prompt.replace("%", "%%");
  }
}
