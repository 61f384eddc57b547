package dev.byok.ledger.entry;

/**
 * Reads the times of {@link Timestamp} from bytes. With java.time, a report takes three times as
 * long.
 */
final class LineTime {
  /** The length of {@code 2026-11-21T08:15:30.123Z}. */
  static final int LENGTH = 24;

  /** Stands for text that is not a time, or names a day that does not exist. */
  static final long NONE = Long.MIN_VALUE;

  private LineTime() {}

  /** Returns milliseconds since 1970, or {@link #NONE}. Needs {@link #LENGTH} bytes. */
  static long read(byte[] line, int at) {
    int year = twoDigits(line, at) * 100 + twoDigits(line, at + 2);
    int month = twoDigits(line, at + 5);
    int day = twoDigits(line, at + 8);
    int hour = twoDigits(line, at + 11);
    int minute = twoDigits(line, at + 14);
    int second = twoDigits(line, at + 17);
    int hundredths = twoDigits(line, at + 20);
    int thousandths = line[at + 22] - '0';
    boolean right =
        line[at + 4] == '-'
            && line[at + 7] == '-'
            && line[at + 10] == 'T'
            && line[at + 13] == ':'
            && line[at + 16] == ':'
            && line[at + 19] == '.'
            && line[at + 23] == 'Z'
            && isDay(year, month, day)
            && hour >= 0
            && hour < 24
            && minute >= 0
            && minute < 60
            && second >= 0
            && second < 60
            && hundredths >= 0
            && thousandths >= 0
            && thousandths <= 9;
    if (!right) {
      return NONE;
    }
    int ofDay = (hour * 60 + minute) * 60 + second;
    long seconds = epochDay(year, month, day) * 86_400 + ofDay;
    int millis = hundredths * 10 + thousandths;
    return seconds * 1_000 + millis;
  }

  private static boolean isDay(int year, int month, int day) {
    return year >= 0
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= lengthOf(month, year));
  }

  /** Returns a value far below zero when one of the two bytes is not a digit. */
  private static int twoDigits(byte[] line, int at) {
    int tens = line[at] - '0';
    int ones = line[at + 1] - '0';
    return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1_000_000 : tens * 10 + ones;
  }

  private static int lengthOf(int month, int year) {
    if (month == 2) {
      return isLeap(year) ? 29 : 28;
    }
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Like {@link java.time.LocalDate#toEpochDay}, for years that are not negative. */
  private static long epochDay(int year, int month, int day) {
    long days = 365L * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
    days += (367 * month - 362) / 12 + day - 1;
    if (month > 2) {
      days -= isLeap(year) ? 1 : 2;
    }
    return days - 719_528;
  }
}
