package dev.byok.http.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.http.Header;
import dev.byok.http.Response;
import dev.byok.http.UnknownCodingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnpackingTest {
  private static final byte[] TEXT =
      "data: {\"text\":\"Grüße, 世界\"}\n\n".repeat(40).getBytes(StandardCharsets.UTF_8);

  @Test
  void gzip_is_read_wherever_it_is_cut() throws IOException {
    byte[] packed = gzip(TEXT);
    for (int cut = 0; cut <= packed.length; cut++) {
      assertArrayEquals(TEXT, unpacked("gzip", pieces(packed, cut)));
    }
  }

  @Test
  void a_byte_at_a_time_is_enough() throws IOException {
    byte[] packed = gzip(TEXT);
    byte[][] single = new byte[packed.length][];
    for (int i = 0; i < packed.length; i++) {
      single[i] = new byte[] {packed[i]};
    }
    assertArrayEquals(TEXT, unpacked("", single));
  }

  @Test
  void the_checksum_at_the_end_may_be_missing() throws IOException {
    byte[] packed = gzip(TEXT);
    for (int missing = 1; missing <= 8; missing++) {
      byte[] cut = Arrays.copyOf(packed, packed.length - missing);
      assertArrayEquals(TEXT, unpacked("gzip", cut));
    }
  }

  @Test
  void what_was_flushed_before_a_cut_is_read() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed, 512, true)) {
      out.write(TEXT);
      out.flush();
      byte[] soFar = packed.toByteArray();
      assertArrayEquals(TEXT, unpacked("gzip", soFar));
    }
  }

  @Test
  void several_bodies_in_one_are_read_and_what_fills_up_the_end_is_not() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(gzip("one ".getBytes(StandardCharsets.UTF_8)));
    all.writeBytes(gzip("two".getBytes(StandardCharsets.UTF_8)));
    all.writeBytes(new byte[40]);
    byte[] packed = all.toByteArray();
    for (int cut = 0; cut <= packed.length; cut++) {
      assertEquals(
          "one two", new String(unpacked("gzip", pieces(packed, cut)), StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_header_with_names_and_comments_is_skipped_wherever_it_is_cut() throws IOException {
    byte[] plain = gzip(TEXT);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(plain, 0, 3);
    all.write(2 | 4 | 8 | 16);
    all.write(plain, 4, 6);
    all.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
    all.writeBytes("name\0comment\0".getBytes(StandardCharsets.UTF_8));
    all.writeBytes(new byte[] {1, 2});
    all.write(plain, 10, plain.length - 10);
    byte[] packed = all.toByteArray();
    for (int cut = 0; cut < 60; cut++) {
      assertArrayEquals(TEXT, unpacked("gzip", pieces(packed, cut)));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void deflate_is_read_with_and_without_its_header(boolean bare) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed, new Deflater(6, bare))) {
      out.write(TEXT);
    }
    byte[] bytes = packed.toByteArray();
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertArrayEquals(TEXT, unpacked("Deflate", pieces(bytes, cut)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "gzip", "br"})
  void a_text_is_a_text_whatever_the_header_says(String coding) throws IOException {
    assertArrayEquals(TEXT, unpacked(coding, pieces(TEXT, 1)));
    assertArrayEquals(new byte[] {'{'}, unpacked(coding, new byte[] {'{'}));
  }

  @Test
  void a_body_of_one_byte_or_none_is_no_riddle() throws IOException {
    assertArrayEquals(new byte[] {0x1f}, unpacked("", new byte[] {0x1f}));
    assertArrayEquals(new byte[0], unpacked("gzip", new byte[0]));
    assertArrayEquals(new byte[] {0x1f, 'x'}, unpacked("", pieces(new byte[] {0x1f, 'x'}, 1)));
  }

  @Test
  void what_byok_cannot_read_is_named() {
    UnknownCodingException unknown =
        assertThrows(
            UnknownCodingException.class, () -> unpacked("br", new byte[] {(byte) 0x8b, 1, 2}));
    assertEquals(
        "its body is compressed (Content-Encoding: br), which byok does not read",
        unknown.getMessage());
  }

  @Test
  void damage_is_an_error_after_what_came_before_it() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed, 512, true)) {
      out.write(TEXT);
      out.flush();
      byte[] start = packed.toByteArray();
      // The first bits of 0xff name a kind of block that does not exist.
      byte[] damage = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff};
      try (Unpacking unpacking =
          new Unpacking(new Named("gzip"), (bytes, count) -> got.write(bytes, 0, count))) {
        unpacking.feed(start, start.length);
        assertThrows(ZipException.class, () -> unpacking.feed(damage, damage.length));
      }
    }
    assertArrayEquals(TEXT, got.toByteArray());
  }

  private static byte[] unpacked(String coding, byte[]... pieces) throws IOException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    try (Unpacking unpacking =
        new Unpacking(new Named(coding), (bytes, count) -> got.write(bytes, 0, count))) {
      for (byte[] piece : pieces) {
        unpacking.feed(piece, piece.length);
      }
      unpacking.end();
    }
    return got.toByteArray();
  }

  private static byte[][] pieces(byte[] bytes, int cut) {
    int at = Math.min(cut, bytes.length);
    return new byte[][] {
      Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length),
    };
  }

  private static byte[] gzip(byte[] clear) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(clear);
    }
    return packed.toByteArray();
  }

  /** A response of which only the name of its compression matters. */
  private record Named(String coding) implements Response {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public Optional<String> header(String name) {
      boolean asked = name.equals("content-encoding") && !coding.isEmpty();
      return asked ? Optional.of(coding) : Optional.empty();
    }

    @Override
    public List<Header.Plain> fields() {
      return List.of();
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void close() {}
  }
}
