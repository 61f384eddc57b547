package dev.byok.serve.listen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.testing.LongForm;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks the reader of chunks against one that is made of patterns. */
final class ChunkReaderFuzzTest {
  private static final String TEXT = "[\t\\x20-\\x7e\\x80-\\xff]*";
  private static final Pattern SIZE = Pattern.compile("([0-9A-Fa-f]{1,15})(?:;" + TEXT + ")?\r\n");
  private static final Pattern TRAILERS =
      Pattern.compile("(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:" + TEXT + "\r\n)*\r\n");

  private static final String HOSTILE = "\r\n \t;0123456789abcdefABCDEFgx+-:\u0000\u007f\u00b2";

  @FuzzTest(maxDuration = "20s")
  void any_bytes_are_read_in_one_way_or_refused(byte[] bytes) {
    assertEquals(expected(bytes), read(bytes));
  }

  @Test
  void changed_bodies_are_read_in_one_way_or_refused() {
    Random random = new Random(7);
    for (int round = 0; round < LongForm.of(30_000, 3_000_000); round++) {
      StringBuilder body = new StringBuilder(encoded(new byte[random.nextInt(40)], random));
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        String change = HOSTILE.charAt(random.nextInt(HOSTILE.length())) + "";
        int at = random.nextInt(body.length());
        body.replace(at, at + random.nextInt(2), change);
      }
      byte[] bytes = body.toString().getBytes(StandardCharsets.ISO_8859_1);
      assertEquals(expected(bytes), read(bytes), body.toString());
    }
  }

  @Test
  void what_was_cut_into_chunks_comes_out_whole() throws IOException {
    Random random = new Random(8);
    for (int length = 0; length < 3000; length += 1 + random.nextInt(9)) {
      byte[] body = new byte[length];
      random.nextBytes(body);
      byte[] sent = encoded(body, random).getBytes(StandardCharsets.ISO_8859_1);
      ByteArrayInputStream in = new ByteArrayInputStream(sent);
      assertArrayEquals(body, all(in));
      assertEquals(0, in.available());
    }
  }

  private static String encoded(byte[] body, Random random) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < body.length; ) {
      int size = 1 + random.nextInt(body.length - at);
      text.append("0".repeat(random.nextInt(3))).append(Integer.toHexString(size));
      text.append(random.nextInt(4) == 0 ? ";n=\"v\"" : "").append("\r\n");
      text.append(new String(body, at, size, StandardCharsets.ISO_8859_1)).append("\r\n");
      at += size;
    }
    return text + "0\r\n" + (random.nextBoolean() ? "T: v\r\n" : "") + "\r\n";
  }

  private static String read(byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      return new String(all(in), StandardCharsets.ISO_8859_1) + in.available();
    } catch (IOException refused) {
      return "refused";
    }
  }

  private static byte[] all(ByteArrayInputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ChunkReader chunks = new ChunkReader(in);
    for (long size = chunks.next(); size > 0; size = chunks.next()) {
      byte[] data = in.readNBytes((int) Math.min(size, 100_000));
      if (data.length < size) {
        throw new IOException("cut");
      }
      all.writeBytes(data);
    }
    return all.toByteArray();
  }

  private static String expected(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    StringBuilder body = new StringBuilder();
    Matcher size = SIZE.matcher(text);
    int at = 0;
    while (size.find(at) && size.start() == at) {
      long length = Long.parseLong(size.group(1), 16);
      if (length == 0) {
        Matcher trailers = TRAILERS.matcher(text).region(size.end(), text.length());
        return trailers.lookingAt()
            ? body.toString() + (text.length() - trailers.end())
            : "refused";
      }
      long end = size.end() + length;
      if (end + 2 > text.length() || !text.startsWith("\r\n", (int) end)) {
        return "refused";
      }
      body.append(text, size.end(), (int) end);
      at = (int) end + 2;
    }
    return "refused";
  }
}
