package dev.byok.keys.stores.dbus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Marshals values in little-endian order. Every value is aligned to its own size, counted from the
 * start of the message or of its body, which is itself aligned to 8.
 *
 * @see <a href="https://dbus.freedesktop.org/doc/dbus-specification.html">D-Bus specification</a>
 */
public final class WireWriter {
  private byte[] bytes = new byte[256];
  private int length;

  public WireWriter align(int size) {
    int aligned = (length + size - 1) & -size;
    room(aligned - length);
    length = aligned;
    return this;
  }

  public WireWriter octet(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  public WireWriter uint32(int value) {
    align(4);
    room(4);
    put(length, value);
    length += 4;
    return this;
  }

  /** Writes a string or an object path: both look the same on the wire. */
  public WireWriter string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return uint32(utf8.length).raw(utf8).octet(0);
  }

  public WireWriter signature(String types) {
    return octet(types.length()).raw(types.getBytes(StandardCharsets.US_ASCII)).octet(0);
  }

  /** Writes an array of bytes. */
  public WireWriter octets(byte[] value) {
    return uint32(value.length).raw(value);
  }

  /** Starts an array; its result is passed to {@link #endArray}. */
  public int beginArray(int elementSize) {
    uint32(0);
    int start = length;
    align(elementSize);
    return start;
  }

  /** Writes the array's length, which does not include the padding before its first element. */
  public WireWriter endArray(int start, int elementSize) {
    int first = (start + elementSize - 1) & -elementSize;
    put(start - 4, length - first);
    return this;
  }

  /** Writes an array of strings or object paths. */
  public WireWriter strings(String... texts) {
    int start = beginArray(4);
    for (String text : texts) {
      string(text);
    }
    return endArray(start, 4);
  }

  /** Writes bytes as they are, unaligned. */
  public WireWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  public int length() {
    return length;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void put(int at, int value) {
    bytes[at] = (byte) value;
    bytes[at + 1] = (byte) (value >>> 8);
    bytes[at + 2] = (byte) (value >>> 16);
    bytes[at + 3] = (byte) (value >>> 24);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
