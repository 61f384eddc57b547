package dev.byok.sessions;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Names of sessions. They are valid file names on every system and need no quotes in a shell. */
final class SessionName {
  private static final int LONGEST = 64;
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0," + (LONGEST - 1) + "}");

  /** Windows reserves these for devices, with any extension. */
  private static final Pattern DEVICE =
      Pattern.compile("(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\\..*)?");

  private static final String TAIL = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HHmmss", Locale.ROOT);

  private SessionName() {}

  static boolean isValid(String name) {
    return FORM.matcher(name).matches() && !isDevice(name);
  }

  /**
   * Returns the name itself.
   *
   * @throws Failure of kind {@code USAGE} that says what is allowed
   */
  static String check(String name) {
    if (isValid(name)) {
      return name;
    }
    throw Failure.of(Kind.USAGE, UserWord.quoted(name, LONGEST) + " is not a valid session name")
        .hint(
            isDevice(name)
                ? "Windows reserves this name; choose another"
                : "a name has letters, digits, \".\", \"_\" and \"-\", begins with a letter or a"
                    + " digit, and is at most "
                    + LONGEST
                    + " long");
  }

  /** Returns a new name that sorts by time, such as {@code 2026-11-21-181530-k3f}. */
  static String at(Instant time, ZoneId zone, int letters) {
    StringBuilder name = new StringBuilder(TIME.format(time.atZone(zone))).append('-');
    for (int i = 0; i < letters; i++) {
      name.append(TAIL.charAt(ThreadLocalRandom.current().nextInt(TAIL.length())));
    }
    return name.toString();
  }

  /** Returns {@code name-2}, with the name shortened if both do not fit. */
  static String numbered(String name, int number) {
    String tail = "-" + number;
    return name.substring(0, Math.min(name.length(), LONGEST - tail.length())) + tail;
  }

  private static boolean isDevice(String name) {
    return DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
