import dev.byok.conversation.Usage;
import dev.byok.json.Json;
import dev.byok.ledger.entry.Entry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Random;

/**
 * Makes a ledger of any size in byok's own form, quickly: byok writes a thousand lines, and each is
 * used repeatedly with a new id and time, spread over ninety days.
 */
final class LedgerFile {
  private static final long START = Instant.parse("2026-08-23T00:00:00Z").toEpochMilli();
  private static final long SPAN = 90L * 24 * 60 * 60 * 1000;
  private static final String ID = "00000000-0000-7000-8000-000000000000";
  private static final String[] MODELS = {
    "openai gpt-5.6-luna",
    "openai gpt-5.6-nova",
    "anthropic claude-sonnet-5",
    "anthropic claude-opus-5",
    "google gemini-3-pro",
    "google gemini-3-flash",
    "mistral mistral-large-3",
    "deepseek deepseek-chat",
    "xai grok-5",
    "groq llama-5-70b",
    "kilo anthropic/claude-sonnet-5",
    "bedrock amazon.nova-3"
  };

  private static final byte[] SEPARATOR = ",\n".getBytes(StandardCharsets.US_ASCII);

  private final Random random = new Random(1);
  private long dayStart = -1;
  private byte[] day = new byte[10];

  void write(Path file, long entries) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    byte[][] lines = new byte[1_000][];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = Json.writeBytes(entry(ID, START).toJson());
    }
    int id = new String(lines[0], StandardCharsets.UTF_8).indexOf(ID);
    int time = new String(lines[0], StandardCharsets.UTF_8).indexOf("2026-");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write('[');
      for (long i = 0; i < entries; i++) {
        byte[] line = lines[(int) (i * 7919 % lines.length)];
        long millis = START + (long) ((double) i / entries * SPAN);
        putHex(line, id, 8, millis >>> 16);
        putHex(line, id + 9, 4, millis);
        putHex(line, id + 24, 12, i);
        putTime(line, time, millis);
        out.write(SEPARATOR, i == 0 ? 1 : 0, i == 0 ? 1 : 2);
        out.write(line);
      }
      out.write("\n]\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Returns an entry of the usual length, with random facts. */
  Entry entry(String id, long millis) {
    String[] words = MODELS[random.nextInt(MODELS.length)].split(" ", 2);
    String key = words[0] + (random.nextInt(3) == 0 ? ":work" : "");
    long output = 20 + random.nextInt(2_000);
    boolean ok = random.nextInt(30) > 0;
    return new Entry(
        id,
        Instant.ofEpochMilli(millis),
        random.nextInt(20) == 0 ? "fim" : "run",
        null,
        words[0],
        key,
        words[0].equals("kilo") ? "kilo" : "direct",
        words[1],
        ok ? words[1] + "-2026-10-01" : null,
        ok ? "ok" : "rate-limit",
        new Usage((long) random.nextInt(20_000), (long) random.nextInt(500), null, output, null),
        ok ? new BigDecimal("0.00" + (100_000 + random.nextInt(900_000))) : null,
        ok ? "price-list" : "none",
        words[0],
        "req_" + Long.toHexString(random.nextLong() | 1L << 62),
        (long) random.nextInt(20_000),
        (long) random.nextInt(900),
        null,
        random.nextInt(4) == 0 ? Map.of("job", "nightly") : Map.of(),
        1L);
  }

  private static void putHex(byte[] line, int at, int digits, long value) {
    long left = value;
    for (int i = at + digits - 1; i >= at; i--) {
      line[i] = (byte) Character.forDigit((int) (left & 15), 16);
      left >>>= 4;
    }
  }

  /** Formats the date only once for each day of the file, which does not change the result. */
  private void putTime(byte[] line, int at, long millis) {
    long ofDay = Math.floorMod(millis, 86_400_000L);
    if (millis - ofDay != dayStart) {
      dayStart = millis - ofDay;
      day =
          Instant.ofEpochMilli(dayStart)
              .toString()
              .substring(0, 10)
              .getBytes(StandardCharsets.US_ASCII);
    }
    System.arraycopy(day, 0, line, at, 10);
    putDigits(line, at + 11, 2, ofDay / 3_600_000);
    putDigits(line, at + 14, 2, ofDay / 60_000 % 60);
    putDigits(line, at + 17, 2, ofDay / 1_000 % 60);
    putDigits(line, at + 20, 3, ofDay % 1_000);
  }

  private static void putDigits(byte[] line, int at, int digits, long value) {
    long left = value;
    for (int i = at + digits - 1; i >= at; i--) {
      line[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }
}
