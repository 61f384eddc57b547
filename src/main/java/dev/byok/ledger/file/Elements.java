package dev.byok.ledger.file;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.ledger.entry.CanonicalLine;
import dev.byok.ledger.entry.LineReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the whole objects of a JSON array, however it is formatted and whatever is broken between
 * them. Anything that is not an object is damage, up to the next line that starts with a brace,
 * where byok begins its entries. Brackets, commas, blanks and a byte order mark between objects
 * carry no meaning, so a missing or doubled one is not damage.
 *
 * <p>Memory is bounded by one object, time by a small multiple of the file: going back after a
 * failed object has an allowance. When that is used up, a line that starts with a brace always
 * starts an object.
 */
public final class Elements {
  /** An object longer than this is damage. */
  public static final int CEILING = 1024 * 1024;

  private static final int DEEPEST = 100;
  private static final long ALLOWANCE = 8L * CEILING;

  private final FileBytes in;
  private final Sink sink;
  private final int[] closers = new int[DEEPEST];
  private byte[] element = new byte[4096];
  private int length;
  private long wasted;
  private boolean recovering;
  private final CanonicalLine line = new CanonicalLine();
  private final Whole ofLine = new Whole.Line(line);

  /** Receives what the scan finds, in the order of the file. */
  public interface Sink {
    /** Receives an object from {@code offset} to before {@code end}; valid during the call. */
    void object(Whole object, long offset, long end) throws IOException;

    void damage(long offset, long length) throws IOException;
  }

  public Elements(FileBytes in, Sink sink) {
    this.in = in;
    this.sink = sink;
  }

  /** Reads to the end. Returns false, without calling the sink, when the file is not an array. */
  public boolean scan() throws IOException {
    int first = in.read();
    if (first == 0xef) {
      first = in.read() == 0xbb && in.read() == 0xbf ? in.read() : 0xef;
    }
    while (isBlank(first)) {
      first = in.read();
    }
    if (first != '[') {
      return first < 0;
    }
    scanRest();
    return true;
  }

  /** Reads to the end, starting after an opening bracket or an object. */
  public void scanRest() throws IOException {
    for (int next = in.read(); next >= 0; next = in.read()) {
      long start = in.position() - 1;
      if (next == '{') {
        object(start);
      } else if (!isFiller(next)) {
        damage(start);
      }
    }
  }

  private void object(long start) throws IOException {
    if (readLine()) {
      recovering = false;
      sink.object(ofLine, start, in.position());
      return;
    }
    JsonObject object = collect() ? parse() : null;
    if (object == null) {
      wasted += in.position() - start;
      recovering = true;
      in.seek(start + 1);
      damage(start);
    } else {
      recovering = false;
      Whole parsed = new Whole.Parsed(object, Arrays.copyOf(element, length));
      sink.object(parsed, start, in.position());
    }
  }

  /** Reads the object whose brace was just read, if it is a line as byok writes it. */
  private boolean readLine() throws IOException {
    int brace = in.index() - 1;
    int end = line.read(in.buffer(), brace, in.filled());
    if (end == LineReader.CUT && in.more(brace)) {
      end = line.read(in.buffer(), 0, in.filled());
    }
    if (end < 0) {
      return false;
    }
    in.skipTo(end);
    return true;
  }

  /** Skips to the next line that starts with a brace and reports the bytes before it. */
  private void damage(long start) throws IOException {
    long end = start + 1;
    boolean lineStart = false;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '{' && lineStart) {
        in.seek(in.position() - 1);
        break;
      }
      // Zeros at the start of a line are blocks that never reached the disk.
      lineStart = next == '\n' || (lineStart && (isBlank(next) || next == 0));
      if (!isFiller(next)) {
        end = in.position();
      }
    }
    sink.damage(start, end - start);
  }

  /** Collects the object whose brace was just read. Returns false when it is not complete. */
  private boolean collect() throws IOException {
    boolean strict = recovering || wasted > ALLOWANCE;
    boolean lineStart = false;
    boolean gap = false;
    int depth = 1;
    closers[0] = '}';
    length = 0;
    keep('{');
    while (depth > 0) {
      int next = in.read();
      if (isBlank(next)) {
        lineStart |= next == '\n';
        gap = true;
        continue;
      }
      // Without the gap, "1 2" would become another number.
      if (next < ' ' || length == CEILING || (gap && isWord(element[length - 1]) && isWord(next))) {
        return false;
      }
      keep(next);
      switch (next) {
        case '"' -> {
          if (!collectString()) {
            return false;
          }
        }
        case '{', '[' -> {
          if (depth == DEEPEST || (next == '{' && lineStart && strict)) {
            return false;
          }
          closers[depth++] = next == '{' ? '}' : ']';
        }
        case '}', ']' -> {
          if (closers[--depth] != next) {
            return false;
          }
        }
        default -> {}
      }
      lineStart = false;
      gap = false;
    }
    return true;
  }

  private boolean collectString() throws IOException {
    boolean escaped = false;
    while (length < CEILING) {
      int next = in.read();
      if (next < ' ') {
        return false;
      }
      keep(next);
      if (next == '"' && !escaped) {
        return true;
      }
      escaped = next == '\\' && !escaped;
    }
    return false;
  }

  private void keep(int next) {
    if (length == element.length) {
      element = Arrays.copyOf(element, length * 2);
    }
    element[length++] = (byte) next;
  }

  /** Decodes strictly first: a parser that reads bytes accepts some broken UTF-8. */
  private @Nullable JsonObject parse() {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(element, 0, length);
      return Json.parseObject(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
    } catch (CharacterCodingException | JsonSyntaxException damaged) {
      return null;
    }
  }

  private static boolean isBlank(int next) {
    return next == ' ' || next == '\n' || next == '\r' || next == '\t';
  }

  private static boolean isFiller(int next) {
    return isBlank(next) || next == ',' || next == ']' || next == '[';
  }

  private static boolean isWord(int next) {
    return switch (next) {
      case '{', '}', '[', ']', ',', ':' -> false;
      default -> true;
    };
  }
}
