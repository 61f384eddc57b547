package dev.byok.http.wire;

import dev.byok.http.Response;
import dev.byok.http.UnknownCodingException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses a body that is handed over piece by piece. Like {@link Decompression}, it trusts the
 * bytes more than the header. It needs no checksum at the end: a body that is cut gives all that
 * came.
 */
public final class Unpacking implements AutoCloseable {
  private static final int LONGEST_HEADER = 64 * 1024;
  private static final int TRAILER = 8;

  private final boolean isNamed;
  private final String name;
  private final Sink sink;
  private final byte[] out = new byte[8192];
  private Form form = Form.UNKNOWN;
  private byte[] held = new byte[0];
  private @Nullable Inflater inflater;
  private int trailer;
  private boolean anyMember;

  /** Takes the clear bytes. */
  @FunctionalInterface
  public interface Sink {
    /** Takes the first {@code count} bytes of an array that will be used again. */
    void bytes(byte[] bytes, int count) throws IOException;
  }

  private enum Form {
    UNKNOWN,
    CLEAR,
    GZIP,
    DEFLATE
  }

  /**
   * @param response names the compression
   */
  public Unpacking(Response response, Sink sink) {
    this.isNamed = Decompression.isNamed(response);
    this.name = Decompression.name(response);
    this.sink = sink;
  }

  /**
   * Takes the first {@code count} bytes of an array, which come next.
   *
   * @throws UnknownCodingException if byok does not know the compression
   * @throws ZipException if the bytes are damaged
   */
  public void feed(byte[] bytes, int count) throws IOException {
    if (form != Form.UNKNOWN) {
      unpack(bytes, count);
      return;
    }
    byte[] start = joined(bytes, count);
    form = form(start);
    held = form == Form.UNKNOWN ? start : new byte[0];
    if (form != Form.UNKNOWN) {
      unpack(start, start.length);
    }
  }

  /** Ends the body: a single byte is not compressed. */
  public void end() throws IOException {
    if (form == Form.UNKNOWN && held.length > 0) {
      sink.bytes(held, held.length);
    }
  }

  @Override
  public void close() {
    if (inflater != null) {
      inflater.end();
    }
  }

  private Form form(byte[] start) throws UnknownCodingException {
    if (start.length == 0 || (start.length == 1 && start[0] == 0x1f)) {
      return Form.UNKNOWN;
    }
    if (start[0] == 0x1f && start[1] == (byte) 0x8b) {
      return Form.GZIP;
    }
    if (!isNamed || Decompression.isText(start[0])) {
      return Form.CLEAR;
    }
    if (!name.equals("deflate")) {
      throw new UnknownCodingException(name);
    }
    if (start.length == 1) {
      return Form.UNKNOWN;
    }
    inflater = new Inflater(!Decompression.isWrapped(start));
    return Form.DEFLATE;
  }

  private void unpack(byte[] bytes, int count) throws IOException {
    if (form == Form.CLEAR) {
      if (count > 0) {
        sink.bytes(bytes, count);
      }
      return;
    }
    int at = 0;
    while (at < count) {
      if (trailer > 0) {
        int skipped = Math.min(trailer, count - at);
        trailer -= skipped;
        at += skipped;
      } else if (inflater == null) {
        at = header(bytes, at, count);
      } else {
        at = inflated(inflater, bytes, at, count);
      }
    }
  }

  /** Reads a header of gzip. Several compressed bodies may follow one another. */
  private int header(byte[] bytes, int at, int count) throws ZipException {
    int before = held.length;
    byte[] all = joined(Arrays.copyOfRange(bytes, at, count), count - at);
    if (anyMember && all[0] != 0x1f) {
      // Some servers fill up the end.
      return count;
    }
    int length = headerLength(all);
    if (length < 0) {
      if (all.length > LONGEST_HEADER) {
        throw new ZipException("the header of the compressed body has no end");
      }
      held = all;
      return count;
    }
    held = new byte[0];
    anyMember = true;
    inflater = new Inflater(true);
    return at + length - before;
  }

  private int inflated(Inflater data, byte[] bytes, int at, int count) throws IOException {
    data.setInput(bytes, at, count - at);
    try {
      for (int made = data.inflate(out); made > 0; made = data.inflate(out)) {
        sink.bytes(out, made);
      }
    } catch (DataFormatException damaged) {
      ZipException named = new ZipException("the compressed body is damaged");
      named.initCause(damaged);
      throw named;
    }
    if (data.needsDictionary()) {
      throw new ZipException("the compressed body needs a dictionary");
    }
    if (!data.finished()) {
      return count;
    }
    int after = count - data.getRemaining();
    if (form == Form.DEFLATE) {
      return count;
    }
    data.end();
    inflater = null;
    trailer = TRAILER;
    return after;
  }

  private byte[] joined(byte[] bytes, int count) {
    byte[] all = Arrays.copyOf(held, held.length + count);
    System.arraycopy(bytes, 0, all, held.length, count);
    return all;
  }

  /** Returns the length of a header (RFC 1952), or -1 if there is more of it to come. */
  private static int headerLength(byte[] bytes) throws ZipException {
    if (bytes.length < 10) {
      return -1;
    }
    if (bytes[0] != 0x1f || bytes[1] != (byte) 0x8b || bytes[2] != 8) {
      throw new ZipException("the compressed body is damaged");
    }
    int flags = bytes[3];
    int at = 10;
    if ((flags & 4) != 0) {
      if (bytes.length < at + 2) {
        return -1;
      }
      at += 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
    }
    for (int flag = 8; flag <= 16; flag *= 2) {
      if ((flags & flag) != 0) {
        while (at < bytes.length && bytes[at] != 0) {
          at++;
        }
        at++;
      }
    }
    at += (flags & 2) != 0 ? 2 : 0;
    return at <= bytes.length ? at : -1;
  }
}
