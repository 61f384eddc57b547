package dev.byok.keyring;

import dev.byok.secrets.Redaction;
import dev.byok.secrets.Secret;
import dev.byok.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Passes on what a helper program writes to its standard error, without keys and made safe for
 * terminals. A question is shown before its line ends, but only up to the last complete word, since
 * half a key would not be recognized.
 */
final class HelperWords extends OutputStream {
  private static final int LONGEST_LINE = 4096;
  private static final int LONGEST = 64 * 1024;
  private static final String CUT = "…";
  private static final String MASK = "***";

  private final Consumer<String> to;
  private final Supplier<List<Secret>> keys;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String shown = "";
  private int total;
  private boolean cut;

  /**
   * @param keys the keys that byok knows by now; called for each line
   */
  HelperWords(Consumer<String> to, Supplier<List<Secret>> keys) {
    this.to = to;
    this.keys = keys;
  }

  @Override
  public void write(int octet) {
    if (octet == '\n') {
      end(true);
    } else if (line.size() < LONGEST_LINE) {
      line.write(octet);
    } else {
      cut = true;
    }
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    for (int i = from; i < from + count; i++) {
      write(bytes[i]);
    }
  }

  /** Shows the complete words of a line that has not ended. */
  @Override
  public void flush() {
    String text = text();
    int end = text.length();
    while (end > 0 && isOfAWord(text.charAt(end - 1))) {
      end--;
    }
    show(text.substring(0, end));
  }

  @Override
  public void close() {
    if (line.size() > 0 && !text().equals(shown)) {
      end(true);
    }
  }

  private void end(boolean newline) {
    String whole = text() + (cut ? CUT : "");
    if (!show(whole) && !shown.isEmpty()) {
      // Only now is the line known to contain a key.
      pass(MASK);
    }
    pass(newline ? "\n" : "");
    line.reset();
    shown = "";
    cut = false;
  }

  private String text() {
    return SafeText.of(line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", ""));
  }

  /** Shows what follows the text already shown; returns false if the text begins differently. */
  private boolean show(String text) {
    String redacted = Redaction.of(keys.get()).apply(text);
    if (!redacted.startsWith(shown)) {
      return false;
    }
    pass(redacted.substring(shown.length()));
    shown = redacted;
    return true;
  }

  private void pass(String text) {
    if (total > LONGEST || text.isEmpty()) {
      return;
    }
    total += text.length();
    to.accept(total > LONGEST ? CUT + "\n" : text);
  }

  /** Whether a key may continue after this character. */
  private static boolean isOfAWord(char c) {
    return Character.isLetterOrDigit(c) || "._~+/=-%\\".indexOf(c) >= 0;
  }
}
