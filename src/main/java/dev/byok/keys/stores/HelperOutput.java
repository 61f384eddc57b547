package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import dev.byok.secrets.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Takes the key from a helper's output: one line, or a JSON object if the key may be one. Any other
 * output is refused here, where the helper is known, and never reaches a header.
 */
final class HelperOutput {
  /** The same limit as for a typed key; see {@code KeyValue}. */
  private static final int LONGEST = 16 * 1024;

  private static final String FIRST_LINE = "head -n1";
  private static final char ESCAPE = '\u001b';
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char CONTROL_SEQUENCE = '\u009b';

  private final HelperCommand command;
  private final boolean jsonAllowed;

  HelperOutput(HelperCommand command, boolean jsonAllowed) {
    this.command = command;
    this.jsonAllowed = jsonAllowed;
  }

  /** Returns the key without the last newline and without white space around it. */
  Secret key(byte[] bytes) {
    String text = withoutNewline(decoded(bytes));
    refuseTerminalCodes(text);
    if (text.indexOf('\r') >= 0 && text.replace("\r\n", "\n").indexOf('\r') >= 0) {
      throw failed("printed a carriage return", filtered("tr -d \"\\015\" | " + FIRST_LINE));
    }
    String key = text.strip();
    if (key.isEmpty()) {
      throw command
          .failed(text.isEmpty() ? "printed nothing" : "printed only spaces")
          .hint("run it by hand: it must print the key on standard output");
    }
    if (jsonAllowed && key.startsWith("{")) {
      return object(key);
    }
    refuseMoreThanAKey(key);
    return Secret.of(key);
  }

  private String decoded(byte[] bytes) {
    if (begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff)) {
      throw failed(
          "printed UTF-16 instead of UTF-8", filtered("iconv -f UTF-16 -t UTF-8 | " + FIRST_LINE));
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw failed("printed bytes that are not UTF-8", firstLine()).causedBy(malformed);
    }
    if (text.indexOf(0) >= 0) {
      throw failed("printed a NUL byte", filtered("tr -d \"\\000\" | " + FIRST_LINE));
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw failed("printed a byte order mark", filtered("tail -c +4 | " + FIRST_LINE));
    }
    return text;
  }

  private static boolean begins(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  private static String withoutNewline(String text) {
    int end = text.endsWith("\r\n") ? 2 : text.endsWith("\n") ? 1 : 0;
    return text.substring(0, text.length() - end);
  }

  private void refuseTerminalCodes(String text) {
    int at = text.indexOf(ESCAPE);
    if (at >= 0 || text.indexOf(CONTROL_SEQUENCE) >= 0) {
      throw failed(
          isColor(text) ? "printed terminal colors" : "printed terminal escape sequences",
          "let it print plain text: " + command.through("NO_COLOR=1 TERM=dumb", FIRST_LINE));
    }
  }

  /** Whether the first control sequence is one for colors. */
  private static boolean isColor(String text) {
    int at = text.indexOf("\u001b[");
    int start = at >= 0 ? at + 2 : text.indexOf(CONTROL_SEQUENCE) + 1;
    if (start <= 0) {
      return false;
    }
    int end = start;
    while (end < text.length() && "0123456789;:".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return end < text.length() && text.charAt(end) == 'm';
  }

  private Secret object(String json) {
    refuseLength(json);
    try {
      Json.parseObject(json);
    } catch (JsonSyntaxException malformed) {
      throw command
          .failed("printed what begins like a JSON object and is not one")
          .hint("run it by hand: it must print one JSON object, or the key alone")
          .causedBy(malformed);
    }
    return Secret.of(json);
  }

  private void refuseMoreThanAKey(String key) {
    long lines = key.lines().count();
    if (key.startsWith("{")) {
      throw command
          .failed("printed a JSON object instead of the key")
          .hint("take the key out of it: " + command.through("jq -r .NAME"));
    }
    if (lines > 1) {
      throw failed("printed " + lines + " lines", firstLine());
    }
    refuseLength(key);
    for (int i = 0; i < key.length(); i++) {
      String objection = objection(key.charAt(i));
      if (!objection.isEmpty()) {
        throw command
            .failed("printed " + objection + " within the key")
            .hint("run it by hand: it must print the key alone, on its first line");
      }
    }
    if (key.length() > 1 && (isQuoted(key, '"') || isQuoted(key, '\''))) {
      throw failed("printed the key in quotation marks", filtered("tr -d \"\\042\\047\""));
    }
  }

  private void refuseLength(String key) {
    if (key.length() > LONGEST) {
      throw command
          .failed("printed a line of %,d characters".formatted(key.length()))
          .hint("run it by hand: a key has at most 16,384 characters");
    }
  }

  private static String objection(char c) {
    if (c == ' ') {
      return "a blank";
    }
    if (c == '\t') {
      return "a tab";
    }
    if (c < ' ' || (c >= 0x7f && c < 0xa0)) {
      return "a control character";
    }
    return c > '~' ? "a character that is not ASCII" : "";
  }

  private static boolean isQuoted(String key, char quote) {
    return key.charAt(0) == quote && key.charAt(key.length() - 1) == quote;
  }

  private String firstLine() {
    return filtered(FIRST_LINE);
  }

  private String filtered(String filter) {
    return "use " + command.through(filter);
  }

  private Failure failed(String what, String hint) {
    return command.failed(what).hint(hint);
  }
}
