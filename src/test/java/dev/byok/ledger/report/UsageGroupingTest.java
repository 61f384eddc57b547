package dev.byok.ledger.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.conversation.Usage;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares reports with a second, slow computation that remembers nothing between entries. */
final class UsageGroupingTest {
  /** Around the end of daylight saving time, and of the year. */
  private static final List<Instant> MOMENTS =
      List.of(
          Instant.parse("2026-10-25T00:59:59.999Z"),
          Instant.parse("2026-11-01T05:30:00Z"),
          Instant.parse("2026-04-04T14:59:59.999Z"),
          Instant.parse("2026-12-31T23:30:00Z"),
          Instant.parse("1969-12-31T23:59:59.999Z"));

  private static final List<String> NAMES =
      List.of(
          "day",
          "week",
          "month",
          "provider",
          "model",
          "key",
          "command",
          "client",
          "session",
          "tag:job");

  private static final String NONE = "~";

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"})
  void a_report_is_what_any_slow_sum_would_be(String zoneName) {
    ZoneId zone = ZoneId.of(zoneName);
    for (long seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      List<Entry> entries = new ArrayList<>();
      for (int i = random.nextInt(200); i > 0; i--) {
        entries.add(entry(random));
      }
      List<String> names = new ArrayList<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        names.add(NAMES.get(random.nextInt(NAMES.size())));
      }
      names = names.stream().distinct().toList();
      Instant since = random.nextBoolean() ? MOMENTS.get(random.nextInt(4)) : null;
      List<By> by = names.stream().map(name -> by(name, zone)).toList();
      UsageReport.Collector whole = new UsageReport.Collector(by, since, null);
      UsageReport.Collector first = whole.fresh();
      UsageReport.Collector second = whole.fresh();
      int half = entries.isEmpty() ? 0 : random.nextInt(entries.size());
      for (int i = 0; i < entries.size(); i++) {
        EntryView view = entries.get(i);
        whole.add(view);
        (i < half ? first : second).add(view);
      }
      first.merge(second);
      List<Entry> chosen =
          entries.stream().filter(each -> since == null || !each.time().isBefore(since)).toList();
      String wanted = expected(chosen, names, zone);
      assertEquals(wanted, shown(whole.report()), "seed " + seed);
      assertEquals(wanted, shown(first.report()), "in two parts, seed " + seed);
    }
  }

  private static Entry entry(Random random) {
    Instant time =
        MOMENTS
            .get(random.nextInt(MOMENTS.size()))
            .plusMillis(random.nextInt(8_000_000) - 4_000_000);
    return new Entry(
        "id",
        time,
        pick(random, "run", "fim", ""),
        random.nextBoolean() ? pick(random, "claude", "zed", "") : null,
        pick(random, "openai", "kilo", ""),
        random.nextBoolean() ? pick(random, "openai", "openai:work", "kilo") : null,
        "direct",
        pick(random, "a", "b/c", ""),
        null,
        pick(random, "ok", "ok", "incomplete", "quota"),
        new Usage(count(random), count(random), count(random), count(random), count(random)),
        random.nextInt(3) == 0
            ? null
            : new BigDecimal(BigInteger.valueOf(random.nextInt(100_000)), random.nextInt(12)),
        "price-list",
        null,
        null,
        null,
        null,
        random.nextBoolean() ? pick(random, "night", "day") : null,
        random.nextBoolean() ? Map.of("job", pick(random, "x", "y"), "other", "z") : Map.of(),
        1L);
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private static @Nullable Long count(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> Long.MAX_VALUE - random.nextInt(3);
      default -> (long) random.nextInt(1000);
    };
  }

  private static By by(String name, ZoneId zone) {
    return switch (name) {
      case "day", "week", "month" ->
          By.calendar(CalendarUnit.valueOf(name.toUpperCase(Locale.ROOT)), zone);
      case "provider" -> By.PROVIDER;
      case "model" -> By.MODEL;
      case "key" -> By.KEY;
      case "command" -> By.COMMAND;
      case "client" -> By.CLIENT;
      case "session" -> By.SESSION;
      default -> By.tag("job");
    };
  }

  private static @Nullable String key(String name, Entry entry, ZoneId zone) {
    LocalDate day = entry.time().atZone(zone).toLocalDate();
    return switch (name) {
      case "day" -> day.toString();
      case "week" ->
          "%04d-W%02d"
              .formatted(
                  day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      case "month" -> day.toString().substring(0, 7);
      case "provider" -> orNull(entry.provider());
      case "model" ->
          orNull(
              entry.model().isEmpty() || entry.provider().isEmpty()
                  ? entry.model()
                  : entry.provider() + "/" + entry.model());
      case "key" -> entry.key();
      case "command" -> orNull(entry.command());
      case "client" -> entry.client();
      case "session" -> entry.session();
      default -> entry.tags().get("job");
    };
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String expected(List<Entry> entries, List<String> names, ZoneId zone) {
    StringBuilder text = new StringBuilder();
    expected(entries, names, 0, "", zone, text);
    return text + "total " + sums(entries);
  }

  private static void expected(
      List<Entry> entries,
      List<String> names,
      int level,
      String path,
      ZoneId zone,
      StringBuilder text) {
    if (level == names.size()) {
      text.append(path).append(sums(entries)).append('\n');
      return;
    }
    String name = names.get(level);
    // A missing key is written with a character that no name here has.
    Map<String, List<Entry>> groups = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String key = key(name, entry, zone);
      groups.computeIfAbsent(key == null ? NONE : key, _ -> new ArrayList<>()).add(entry);
    }
    boolean time = List.of("day", "week", "month").contains(name);
    Comparator<Map.Entry<String, List<Entry>>> nullsLast =
        Comparator.comparing(group -> group.getKey().equals(NONE));
    Comparator<Map.Entry<String, List<Entry>>> size =
        Comparator.comparingInt(group -> -group.getValue().size());
    Comparator<Map.Entry<String, List<Entry>>> sized =
        nullsLast.thenComparing(size).thenComparing(group -> tokens(group.getValue()).negate());
    groups.entrySet().stream()
        .sorted((time ? nullsLast : sized).thenComparing(Map.Entry::getKey))
        .forEach(group -> {
          String key = group.getKey().equals(NONE) ? "null" : group.getKey();
          String next = path + name + "=" + key + " ";
          expected(group.getValue(), names, level + 1, next, zone, text);
        });
  }

  private static BigInteger tokens(List<Entry> entries) {
    BigInteger input = sum(entries, Usage::input);
    BigInteger output = sum(entries, Usage::output);
    return (input == null ? BigInteger.ZERO : input).add(output == null ? BigInteger.ZERO : output);
  }

  private static final List<String> UNBILLED =
      List.of("key-rejected", "no-model", "quota", "rate-limit", "unavailable", "refused");

  private static String sums(List<Entry> entries) {
    BigDecimal cost = null;
    int unpriced = 0;
    int failed = 0;
    for (Entry entry : entries) {
      BigDecimal price = entry.costUsd();
      Long input = entry.usage().input();
      Long output = entry.usage().output();
      if (price != null) {
        cost = cost == null ? price : cost.add(price);
      } else if ((input == null && output == null)
          ? !UNBILLED.contains(entry.status())
          : (input != null && input > 0) || (output != null && output > 0)) {
        unpriced++;
      }
      failed += entry.status().equals("ok") ? 0 : 1;
    }
    return String.join(
        " ",
        String.valueOf(entries.size()),
        String.valueOf(failed),
        String.valueOf(sum(entries, Usage::input)),
        String.valueOf(sum(entries, Usage::cacheRead)),
        String.valueOf(sum(entries, Usage::cacheWrite)),
        String.valueOf(sum(entries, Usage::output)),
        String.valueOf(sum(entries, Usage::reasoning)),
        String.valueOf(cost == null ? null : cost.stripTrailingZeros()),
        String.valueOf(unpriced));
  }

  private static @Nullable BigInteger sum(
      List<Entry> entries, Function<Usage, @Nullable Long> count) {
    BigInteger sum = null;
    for (Entry entry : entries) {
      Long one = count.apply(entry.usage());
      if (one != null) {
        sum = (sum == null ? BigInteger.ZERO : sum).add(BigInteger.valueOf(one));
      }
    }
    return sum;
  }

  private static String shown(UsageReport report) {
    StringBuilder text = new StringBuilder();
    for (UsageReport.Group group : report.groups()) {
      group.by().forEach((name, key) -> text.append(name + "=" + key + " "));
      text.append(shown(group.totals())).append('\n');
    }
    return text + "total " + shown(report.total());
  }

  private static String shown(Totals totals) {
    BigDecimal cost = totals.costUsd();
    return String.join(
        " ",
        String.valueOf(totals.requests()),
        String.valueOf(totals.failed()),
        String.valueOf(totals.input()),
        String.valueOf(totals.cacheRead()),
        String.valueOf(totals.cacheWrite()),
        String.valueOf(totals.output()),
        String.valueOf(totals.reasoning()),
        String.valueOf(cost == null ? null : cost.stripTrailingZeros()),
        String.valueOf(totals.unpriced()));
  }
}
