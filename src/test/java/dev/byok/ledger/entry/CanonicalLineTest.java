package dev.byok.ledger.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Usage;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import dev.byok.ledger.Fixtures;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks that the fast reader of byok's own lines returns what the parser returns, or nothing. */
final class CanonicalLineTest {
  private static final int ENTRIES = 3_000;
  private static final int CHANGES = 300_000;
  private static final byte[] TELLING =
      "\"\\{}[],:.-+0123456789nulltrueE eZT\n\r\t".getBytes(StandardCharsets.US_ASCII);

  private final CanonicalLine line = new CanonicalLine();

  @Test
  void every_entry_without_escapes_is_read_from_its_bytes() throws Exception {
    Random random = new Random(1);
    for (int i = 0; i < ENTRIES; i++) {
      byte[] text = Json.writeBytes(entry(random).toJson());
      assertEquals(text.length, read(text), () -> new String(text, StandardCharsets.UTF_8));
      assertSame(parsed(text), line);
    }
  }

  @Test
  void a_changed_byte_is_read_as_the_parser_reads_it_or_left_to_it() throws Exception {
    Random random = new Random(2);
    int accepted = 0;
    for (int i = 0; i < CHANGES / 100; i++) {
      Entry entry = entry(random);
      byte[] text = entry.client() == null ? former(entry) : Json.writeBytes(entry.toJson());
      for (int change = 0; change < 100; change++) {
        byte[] changed = changed(text, random);
        int end = read(changed);
        if (end >= 0) {
          accepted++;
          byte[] whole = Arrays.copyOf(changed, end);
          assertSame(parsed(whole), line);
        }
      }
    }
    assertTrue(accepted > CHANGES / 20, "too few changes were still lines: " + accepted);
  }

  /** Ledgers are kept for years: what former versions wrote must not take the slow parser. */
  @Test
  void a_line_from_before_there_were_clients_is_read_from_its_bytes() throws Exception {
    Random random = new Random(4);
    for (int i = 0; i < ENTRIES; i++) {
      byte[] text = former(entry(random));
      assertEquals(text.length, read(text), () -> new String(text, StandardCharsets.UTF_8));
      assertNull(line.client());
      assertSame(parsed(text), line);
    }
  }

  @Test
  void a_client_is_not_that_of_the_line_before() throws Exception {
    String with =
        new String(Json.writeBytes(Fixtures.of("claude").toJson()), StandardCharsets.UTF_8);
    assertEquals(with.length(), read(with.getBytes(StandardCharsets.UTF_8)));
    assertEquals("claude", line.client());
    byte[] without = former(Fixtures.plain("b"));
    assertEquals(without.length, read(without));
    assertNull(line.client());
  }

  @Test
  void a_line_that_goes_on_behind_the_bytes_is_told_from_another() {
    Entry entry = entry(new Random(3));
    for (byte[] text : List.of(Json.writeBytes(entry.toJson()), former(entry))) {
      for (int length = 1; length < text.length; length++) {
        assertEquals(LineReader.CUT, read(Arrays.copyOf(text, length)), "length " + length);
      }
    }
    assertEquals(LineReader.OTHER, read("{ \"id\":".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void every_day_of_the_calendar_is_its_own() throws Exception {
    String pattern =
        new String(Json.writeBytes(Fixtures.plain("a").toJson()), StandardCharsets.UTF_8);
    for (int year : List.of(0, 4, 100, 400, 1900, 1970, 1999, 2000, 2024, 2026, 2100, 9999)) {
      for (int month = 0; month <= 13; month++) {
        for (int day = 0; day <= 32; day++) {
          String date = String.format("%04d-%02d-%02d", year, month, day);
          byte[] text = pattern.replace("2026-11-21", date).getBytes(StandardCharsets.UTF_8);
          Entry parsed = parsed(text);
          assertEquals(parsed == null ? LineReader.OTHER : text.length, read(text), date);
          if (parsed != null) {
            assertEquals(parsed.time().toEpochMilli(), line.timeMillis(), date);
          }
        }
      }
    }
  }

  private int read(byte[] text) {
    byte[] bytes = new byte[text.length + 1];
    System.arraycopy(text, 0, bytes, 0, text.length);
    return line.read(bytes, 0, text.length);
  }

  private static @Nullable Entry parsed(byte[] text) throws JsonSyntaxException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(text);
      return Entry.of(
          Json.parseObject(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString()));
    } catch (CharacterCodingException damaged) {
      throw new AssertionError("not UTF-8", damaged);
    }
  }

  private static void assertSame(@Nullable Entry parsed, EntryView line) {
    assertNotNull(parsed);
    assertEquals(facts(parsed, parsed), facts(line, parsed));
    assertEquals(parsed, line.entry());
  }

  /** Returns the line as it was written before there were clients. */
  private static byte[] former(Entry entry) {
    return Json.writeBytes(entry.toJson().without("client"));
  }

  private static List<@Nullable Object> facts(EntryView view, Entry parsed) {
    List<@Nullable Object> facts = new ArrayList<>();
    facts.add(view.id());
    facts.add(view.timeMillis());
    facts.add(view.command());
    facts.add(view.client());
    facts.add(view.provider());
    facts.add(view.key());
    facts.add(view.model());
    facts.add(view.reference());
    facts.add(view.servedModel());
    facts.add(view.status());
    facts.add(view.input());
    facts.add(view.cacheRead());
    facts.add(view.cacheWrite());
    facts.add(view.output());
    facts.add(view.reasoning());
    facts.add(view.costUsd());
    facts.add(view.costSource());
    facts.add(view.session());
    for (String tag : parsed.tags().keySet()) {
      facts.add(view.tag(tag));
    }
    facts.add(view.tag("none of them"));
    return facts;
  }

  /** Changes a byte, but not the opening brace, which the caller has checked. */
  private static byte[] changed(byte[] text, Random random) {
    int at = 1 + random.nextInt(text.length - 1);
    byte[] changed = Arrays.copyOf(text, text.length + 1);
    switch (random.nextInt(4)) {
      case 0 -> {
        changed = text.clone();
        changed[at] = TELLING[random.nextInt(TELLING.length)];
      }
      case 1 -> {
        changed = text.clone();
        changed[at] = (byte) random.nextInt();
      }
      case 2 -> {
        System.arraycopy(text, at, changed, at + 1, text.length - at);
        changed[at] = TELLING[random.nextInt(TELLING.length)];
      }
      default -> {
        changed = Arrays.copyOf(text, text.length - 1);
        System.arraycopy(text, at + 1, changed, at, text.length - at - 1);
      }
    }
    return changed;
  }

  private static Entry entry(Random random) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.put("tag" + random.nextInt(3), text(random));
    }
    return new Entry(
        text(random),
        Instant.ofEpochMilli(random.nextLong(4_102_444_800_000L)),
        "run",
        maybe(random, text(random)),
        text(random),
        maybe(random, text(random)),
        "direct",
        text(random),
        maybe(random, text(random)),
        "ok",
        new Usage(count(random), count(random), count(random), count(random), count(random)),
        maybe(random, BigDecimal.valueOf(random.nextLong(1_000_000_000), random.nextInt(9))),
        "price-list",
        maybe(random, text(random)),
        maybe(random, text(random)),
        count(random),
        count(random),
        maybe(random, text(random)),
        tags,
        1L);
  }

  private static String text(Random random) {
    String[] some = {"openai", "gpt-5.6-luna", "ümläut", "€", "𝄞 clef", "", "a/b", "null", "x y"};
    return some[random.nextInt(some.length)] + (random.nextBoolean() ? "" : random.nextInt(100));
  }

  private static @Nullable Long count(Random random) {
    return maybe(random, random.nextLong(random.nextBoolean() ? 10 : 999_999_999_999_999_999L));
  }

  private static <T> @Nullable T maybe(Random random, T value) {
    return random.nextInt(4) == 0 ? null : value;
  }
}
