package dev.byok.serve.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.byok.testing.LongForm;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that heads mean what they say, wherever they are cut. */
final class HeadParserFuzzTest {
  private static final Ceilings LIMITS = new SomeLimits().build();
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

  /** Written apart from the parser, by the grammar of RFC 9112. */
  private static final Pattern CLEAR =
      Pattern.compile(
          "(?:\r\n){0,2}"
              + TOKEN
              + " (?:/[\\x21\\x22\\x24-\\x7e]*|\\*) HTTP/1[.][01]\r\n(?:"
              + TOKEN
              + ":[\t\\x20-\\x7e\\x80-\\xff]*\r\n)*\r\n(?s:.*)");

  private static final List<String> SEEDS =
      List.of(
          "GET / HTTP/1.1\r\nHost: 127.0.0.1:7878\r\n\r\n",
          "\r\nPOST /v1/messages?beta=true HTTP/1.1\r\nHost: x\r\nContent-Length: 12\r\n\r\nGET",
          "POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n0\r\n\r\n",
          "OPTIONS * HTTP/1.0\r\nConnection: close , x\r\nX: \t a \t\r\n\r\n");

  private static final byte[] HOSTILE =
      "\r\n\r\n  \t\t::;;,,\u0000\u007f\u0080#*/-+0123456789".getBytes(StandardCharsets.ISO_8859_1);

  @FuzzTest(maxDuration = "20s")
  void any_bytes_are_read_in_one_way_or_refused(byte[] bytes) {
    check(bytes, 1 + bytes.length % 7);
  }

  @Test
  void changed_heads_are_read_in_one_way_or_refused() {
    Random random = new Random(19);
    for (int round = 0; round < LongForm.of(30_000, 3_000_000); round++) {
      String seed = SEEDS.get(random.nextInt(SEEDS.size()));
      byte[] bytes = seed.getBytes(StandardCharsets.ISO_8859_1);
      for (int changes = random.nextInt(4); changes > 0; changes--) {
        bytes = changed(bytes, random);
      }
      check(bytes, 1 + random.nextInt(20));
    }
  }

  private static byte[] changed(byte[] bytes, Random random) {
    int at = random.nextInt(bytes.length + 1);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
    longer[at] = HOSTILE[random.nextInt(HOSTILE.length)];
    boolean replaces = random.nextBoolean() && at < bytes.length;
    if (replaces) {
      System.arraycopy(longer, at + 2, longer, at + 1, longer.length - at - 2);
      return Arrays.copyOf(longer, bytes.length);
    }
    return longer;
  }

  private static void check(byte[] bytes, int piece) {
    String whole = read(bytes, bytes.length);
    assertEquals(whole, read(bytes, piece));
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!whole.startsWith("4") && !whole.equals("more")) {
      assertTrue(CLEAR.matcher(text).matches(), text);
    } else if (whole.startsWith("400") && CLEAR.matcher(text).matches()) {
      // A clear head can still frame its body in two ways, or have a target of another method.
      String lower = text.toLowerCase(Locale.ROOT);
      assertTrue(
          lower.contains("content-length")
              || lower.contains("transfer-encoding")
              || lower.contains("* http"),
          text);
    }
  }

  /** Returns what was read, in one text: a refusal, or the head's parts with the bytes it took. */
  private static String read(byte[] bytes, int piece) {
    HeadParser parser = new HeadParser(LIMITS);
    int from = 0;
    try {
      for (int to = 0; to < bytes.length && !parser.isWhole(); ) {
        to = Math.min(bytes.length, to + piece);
        from += parser.take(bytes, from, to);
      }
      if (!parser.isWhole()) {
        return "more";
      }
      ReceivedHead head = parser.head();
      StringBuilder text = new StringBuilder();
      text.append(head.method()).append(' ').append(head.target()).append(head.old());
      head.fields().forEach(each -> text.append(each.name()).append(':').append(each.value()));
      text.append(head.length()).append(head.closes()).append(head.expects());
      return text.append(from).toString();
    } catch (RequestException refused) {
      return refused.status() + " " + refused.getMessage();
    }
  }
}
