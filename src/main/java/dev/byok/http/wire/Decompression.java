package dev.byok.http.wire;

import dev.byok.http.Response;
import dev.byok.http.UnknownCodingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads bodies that a server, or something on the way, compressed without being asked. The bytes
 * count more than the header: some servers announce gzip for a body that is not compressed.
 */
public final class Decompression {
  private Decompression() {}

  /** Whether a body with these first bytes must be read through {@link #of}. */
  public static boolean isNeeded(byte[] start, int count, Response response) {
    return count > 0 && (isGzip(start, count) || (isNamed(response) && !isText(start[0])));
  }

  /**
   * Returns the decompressed body.
   *
   * @param start its first bytes, which were already read
   * @param rest what follows them
   * @throws UnknownCodingException if byok does not know the compression
   */
  public static InputStream of(byte[] start, int count, InputStream rest, Response response)
      throws IOException {
    InputStream all =
        new SequenceInputStream(new ByteArrayInputStream(Arrays.copyOf(start, count)), rest);
    if (isGzip(start, count)) {
      return new GZIPInputStream(all);
    }
    String name = name(response);
    if (!name.equals("deflate")) {
      throw new UnknownCodingException(name);
    }
    return new InflaterInputStream(all, new Inflater(!(count > 1 && isWrapped(start))));
  }

  /**
   * Returns a short body, decompressed if needed. More than {@code most} bytes, before or after,
   * are an error.
   */
  public static InputStream clear(Response response, int most) throws IOException {
    InputStream sent = new BoundedInput(response.body(), most);
    byte[] start = sent.readNBytes(2);
    return isNeeded(start, start.length, response)
        ? new BoundedInput(of(start, start.length, sent, response), most)
        : new SequenceInputStream(new ByteArrayInputStream(start), sent);
  }

  private static boolean isGzip(byte[] start, int count) {
    return count > 1 && start[0] == 0x1f && start[1] == (byte) 0x8b;
  }

  /** Whether a body named deflate has the header of zlib, which some servers omit. */
  static boolean isWrapped(byte[] start) {
    return (((start[0] & 0xff) << 8) | (start[1] & 0xff)) % 31 == 0;
  }

  /** Whether the headers name no compression, or one that byok reads. */
  public static boolean isKnown(Response response) {
    String name = name(response);
    return !isNamed(response) || name.equals("gzip") || name.equals("deflate");
  }

  static boolean isNamed(Response response) {
    String name = name(response);
    return !name.isEmpty() && !name.equals("identity");
  }

  static String name(Response response) {
    return response.header("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
  }

  /** Whether JSON, a line of an event stream, a web page or a byte order mark can begin so. */
  static boolean isText(byte first) {
    return "{[\"<:deirn \n\r\t\u00EF".indexOf(first & 0xff) >= 0;
  }
}
