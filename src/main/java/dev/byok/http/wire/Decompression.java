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
 * Bodies that a server, or something in between, compressed although nobody asked for it. What the
 * bytes are counts more than what the header says: some say gzip of a body that is none.
 */
public final class Decompression {
  private Decompression() {}

  /** Whether these first bytes of a body are to be read through {@link #of}. */
  public static boolean isNeeded(byte[] start, int count, Response response) {
    return count > 0 && (isGzip(start, count) || (isNamed(response) && !isText(start[0])));
  }

  /**
   * The body in clear.
   *
   * @param start its first bytes, which were read already
   * @param rest what follows them
   * @throws UnknownCodingException when this program does not know how it is compressed
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
    boolean wrapped = count > 1 && (((start[0] & 0xff) << 8) | (start[1] & 0xff)) % 31 == 0;
    return new InflaterInputStream(all, new Inflater(!wrapped));
  }

  /** A short body in clear; more bytes than that, sent or in clear, are an error. */
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

  private static boolean isNamed(Response response) {
    String name = name(response);
    return !name.isEmpty() && !name.equals("identity");
  }

  private static String name(Response response) {
    return response.header("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
  }

  /** As JSON, the lines of events, and pages begin; a byte order mark too. */
  private static boolean isText(byte first) {
    return "{[\"<:deirn \n\r\t\u00EF".indexOf(first & 0xff) >= 0;
  }
}
