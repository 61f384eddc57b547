package dev.byok.ledger;

import dev.byok.conversation.Usage;
import dev.byok.ledger.entry.Entry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Entries of which every fact may be odd or absent. A seed gives the same ones in every process.
 */
final class RandomEntries {
  private static final String[] ODD = {
    "",
    "null",
    "\"",
    "\\",
    "\\u0000",
    "\0",
    "\n]\n",
    "},\n{\"id\":\"x\"",
    "\r\n\t\b\f",
    "\u007f\u0085\u2028\u2029\u202e",
    "\ufeff\ufffd\ufffe\uffff",
    "e\u0301ä€𝄞👩‍👩‍👧",
    "\ud83d",
    "\udc00\ud800",
    "[[[{{{"
  };
  private static final long[] COUNTS = {0, 1, 12, 1L << 31, 1L << 53, Long.MAX_VALUE};

  private final Random random;

  RandomEntries(long seed) {
    random = new Random(seed);
  }

  Entry next(String id) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.put(text().replaceAll("\\p{IsCs}", ""), text());
    }
    return new Entry(
        id,
        Instant.ofEpochMilli(
            random.nextInt(5) == 0 ? time() : 1_790_000_000_000L + random.nextInt()),
        text(),
        maybe(text()),
        text(),
        maybe(text()),
        text(),
        random.nextInt(20) == 0 ? text().repeat(2_000) : text(),
        maybe(text()),
        text(),
        new Usage(count(), count(), count(), count(), count()),
        random.nextInt(3) == 0 ? null : cost(),
        text(),
        maybe(text()),
        maybe(text()),
        count(),
        count(),
        maybe(text()),
        tags,
        count());
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(
          random.nextInt(3) > 0 ? "model-" + random.nextInt(99) : ODD[random.nextInt(ODD.length)]);
    }
    return text.toString();
  }

  private @Nullable String maybe(String text) {
    return random.nextInt(3) == 0 ? null : text;
  }

  private @Nullable Long count() {
    return random.nextInt(4) == 0 ? null : COUNTS[random.nextInt(COUNTS.length)];
  }

  /** The most that an entry takes is 15 digits before the point and 30 after it. */
  private BigDecimal cost() {
    int scale = random.nextInt(31);
    int digits = 1 + random.nextInt(15 + scale);
    return new BigDecimal(new BigInteger("9".repeat(digits)).shiftRight(random.nextInt(4)), scale);
  }

  /** From the year 0 to the year 9999. */
  private long time() {
    return random.nextLong(-62_167_219_200_000L, 253_402_300_799_999L);
  }
}
