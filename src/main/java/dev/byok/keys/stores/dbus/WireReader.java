package dev.byok.keys.stores.dbus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Unmarshals values from one message. Whatever the bytes are, a read returns a value or throws
 * {@link MalformedMessageException}; it never reads past the message and makes nothing larger.
 */
public final class WireReader {
  private static final int DEEPEST = 32;

  private final byte[] bytes;
  private final boolean bigEndian;
  private final int origin;
  private final int end;
  private int at;

  /** Reads {@code bytes} from {@code origin}, where alignment starts, up to {@code end}. */
  WireReader(byte[] bytes, int origin, int end, boolean bigEndian) {
    this.bytes = bytes;
    this.bigEndian = bigEndian;
    this.origin = origin;
    this.end = end;
    this.at = origin;
  }

  public int octet() throws MalformedMessageException {
    need(1);
    return bytes[at++] & 0xff;
  }

  public int uint32() throws MalformedMessageException {
    align(4);
    need(4);
    int value = int32(bytes, at, bigEndian);
    at += 4;
    return value;
  }

  public boolean flag() throws MalformedMessageException {
    return uint32() != 0;
  }

  /** Reads a string or an object path. */
  public String string() throws MalformedMessageException {
    return text(uint32(), "a string");
  }

  public String signature() throws MalformedMessageException {
    return text(octet(), "a signature");
  }

  /** Reads an array of bytes. */
  public byte[] octets() throws MalformedMessageException {
    int length = uint32();
    need(length);
    byte[] value = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return value;
  }

  /** Reads an array of strings or object paths. */
  public List<String> strings() throws MalformedMessageException {
    int stop = beginArray(4);
    List<String> texts = new ArrayList<>();
    while (at < stop) {
      texts.add(string());
    }
    endArray(stop);
    return texts;
  }

  /** Reads a variant's signature and refuses any but the expected one. */
  public void variant(String expected) throws MalformedMessageException {
    if (!signature().equals(expected)) {
      throw new MalformedMessageException("a variant is of an unexpected type");
    }
  }

  /** Begins an array and returns the position after its end. */
  int beginArray(int elementSize) throws MalformedMessageException {
    int length = uint32();
    align(elementSize);
    need(length);
    return at + length;
  }

  void endArray(int stop) throws MalformedMessageException {
    if (at != stop) {
      throw new MalformedMessageException("an array's length does not fit its elements");
    }
  }

  boolean before(int stop) {
    return at < stop;
  }

  /** Returns the position, counted from the start of the bytes. */
  int position() {
    return at;
  }

  void align(int size) throws MalformedMessageException {
    int padding = -(at - origin) & (size - 1);
    need(padding);
    at += padding;
  }

  /** Skips one variant of any type. */
  void skipVariant() throws MalformedMessageException {
    skipVariant(0);
  }

  private void skipVariant(int depth) throws MalformedMessageException {
    String types = signature();
    if (skip(types, 0, depth + 1) != types.length()) {
      throw new MalformedMessageException("a variant holds more than one type");
    }
  }

  /** Skips a value of the complete type at {@code i} and returns the index of the next type. */
  private int skip(String types, int i, int depth) throws MalformedMessageException {
    if (depth > DEEPEST || i >= types.length()) {
      throw new MalformedMessageException("a type is cut off or nested too deeply");
    }
    switch (types.charAt(i)) {
      case 'y' -> octet();
      case 'n', 'q' -> fixed(2);
      case 'b', 'i', 'u', 'h' -> fixed(4);
      case 'x', 't', 'd' -> fixed(8);
      case 's', 'o' -> string();
      case 'g' -> signature();
      case 'v' -> skipVariant(depth);
      case 'a' -> {
        return skipArray(types, i + 1, depth);
      }
      case '(', '{' -> {
        return skipFields(types, i, depth);
      }
      default -> throw new MalformedMessageException("an unknown type");
    }
    return i + 1;
  }

  private int skipFields(String types, int open, int depth) throws MalformedMessageException {
    align(8);
    char close = types.charAt(open) == '(' ? ')' : '}';
    int i = open + 1;
    while (i < types.length() && types.charAt(i) != close) {
      i = skip(types, i, depth + 1);
    }
    return i + 1;
  }

  private int skipArray(String types, int element, int depth) throws MalformedMessageException {
    if (element >= types.length()) {
      throw new MalformedMessageException("an array without a type");
    }
    int stop = beginArray(alignment(types.charAt(element)));
    // The length alone says where the array ends; only the end of its type is still needed.
    at = stop;
    return Signatures.next(types, element, depth + 1);
  }

  private static int alignment(char type) {
    return switch (type) {
      case 'y', 'g', 'v' -> 1;
      case 'n', 'q' -> 2;
      case 'x', 't', 'd', '(', '{' -> 8;
      default -> 4;
    };
  }

  private void fixed(int size) throws MalformedMessageException {
    align(size);
    need(size);
    at += size;
  }

  private String text(int length, String what) throws MalformedMessageException {
    need(length);
    need(length + 1);
    if (bytes[at + length] != 0) {
      throw new MalformedMessageException(what.concat(" does not end with a zero"));
    }
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length + 1;
    return text;
  }

  private void need(int count) throws MalformedMessageException {
    if (count < 0 || count > end - at) {
      throw new MalformedMessageException("a value reaches beyond its message");
    }
  }

  static int int32(byte[] bytes, int at, boolean bigEndian) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    int third = bytes[at + 2] & 0xff;
    int fourth = bytes[at + 3] & 0xff;
    return bigEndian
        ? first << 24 | second << 16 | third << 8 | fourth
        : fourth << 24 | third << 16 | second << 8 | first;
  }
}
