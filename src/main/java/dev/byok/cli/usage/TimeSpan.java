package dev.byok.cli.usage;

import dev.byok.ledger.report.CalendarUnit;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The span of a time in words, in the local time zone: a whole day, week, month or year, or a
 * moment, whose two ends are the same. A local time that occurs twice, when clocks are set back,
 * spans both. One that clocks skip is the moment of the change.
 *
 * @param from its first moment
 * @param to the first moment after it
 */
record TimeSpan(Instant from, Instant to) {
  static final String ALLOWED =
      "a day (2026-11-01), week (2026-W44) or month (2026-11), a time (2026-11-01T08:00, with Z or"
          + " an offset if it is not local), how far back (12h, 7d, 2w, or 3m for months), or"
          + " today, yesterday, week, month, year";

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern WEEK = Pattern.compile("(\\d{4})-W(\\d{2})");
  private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
  private static final Pattern TIME =
      Pattern.compile(DAY + "T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,3})?)?(Z|[+-]\\d{2}:\\d{2})?");
  private static final Pattern BACK = Pattern.compile("(\\d{1,5})([hdwm])");

  /** Returns the span of a text at this moment; null if the text is not a time. */
  static @Nullable TimeSpan of(String text, ZonedDateTime now) {
    try {
      TimeSpan named = named(text, now);
      return named == null ? written(text, now) : named;
    } catch (DateTimeException noSuchTime) {
      return null;
    }
  }

  private static @Nullable TimeSpan named(String text, ZonedDateTime now) {
    LocalDate today = now.toLocalDate();
    return switch (text) {
      case "today" -> unit(CalendarUnit.DAY, today, now.getZone());
      case "yesterday" -> unit(CalendarUnit.DAY, today.minusDays(1), now.getZone());
      case "week" -> unit(CalendarUnit.WEEK, today, now.getZone());
      case "month" -> unit(CalendarUnit.MONTH, today, now.getZone());
      case "year" -> {
        LocalDate first = Year.from(today).atDay(1);
        yield days(first, first.plusYears(1), now.getZone());
      }
      default -> null;
    };
  }

  private static @Nullable TimeSpan written(String text, ZonedDateTime now) {
    if (DAY.matcher(text).matches()) {
      return unit(CalendarUnit.DAY, LocalDate.parse(text), now.getZone());
    }
    if (MONTH.matcher(text).matches()) {
      return unit(CalendarUnit.MONTH, YearMonth.parse(text).atDay(1), now.getZone());
    }
    Matcher week = WEEK.matcher(text);
    if (week.matches()) {
      // 4 January is always in the first week of its year.
      LocalDate day = LocalDate.of(number(week, 1), 1, 4).plusWeeks(number(week, 2) - 1L);
      boolean exists = CalendarUnit.WEEK.name(day).equals(text);
      return exists ? unit(CalendarUnit.WEEK, day, now.getZone()) : null;
    }
    Matcher time = TIME.matcher(text);
    if (time.matches()) {
      return time.group(1) == null
          ? local(LocalDateTime.parse(text), now.getZone())
          : moment(OffsetDateTime.parse(text).toInstant());
    }
    Matcher back = BACK.matcher(text);
    return back.matches() ? back(now, number(back, 1), String.valueOf(back.group(2))) : null;
  }

  /** Goes back by the calendar: to the same time of day some days, weeks or months ago. */
  private static @Nullable TimeSpan back(ZonedDateTime now, int count, String unit) {
    ZonedDateTime then =
        switch (unit) {
          case "h" -> now.minusHours(count);
          case "d" -> now.minusDays(count);
          case "w" -> now.minusWeeks(count);
          default -> now.minusMonths(count);
        };
    return then.getYear() < 1 ? null : moment(then.toInstant());
  }

  private static TimeSpan local(LocalDateTime time, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    List<ZoneOffset> offsets = rules.getValidOffsets(time);
    if (offsets.isEmpty()) {
      ZoneOffsetTransition leap = rules.getTransition(time);
      return moment(leap.getInstant());
    }
    // The larger offset is the one before the clocks are set back.
    return new TimeSpan(time.toInstant(offsets.getFirst()), time.toInstant(offsets.getLast()));
  }

  private static TimeSpan unit(CalendarUnit unit, LocalDate day, ZoneId zone) {
    LocalDate first = unit.first(day);
    return days(first, unit.plus(first, 1), zone);
  }

  private static TimeSpan days(LocalDate first, LocalDate next, ZoneId zone) {
    return new TimeSpan(first.atStartOfDay(zone).toInstant(), next.atStartOfDay(zone).toInstant());
  }

  private static TimeSpan moment(Instant time) {
    return new TimeSpan(time, time);
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(String.valueOf(matcher.group(group)));
  }
}
