package dev.byok.cli.usage;

import dev.byok.cli.line.Values;
import dev.byok.ledger.report.By;
import dev.byok.ledger.report.CalendarUnit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The values of {@code --by}, in the order they were given. */
public final class Groupings {
  static final String ALLOWED =
      "day, week, month, provider, model, key, command, client, session or tag:NAME;"
          + " separate several with commas";

  private static final String TAG = "tag:";
  private static final List<By> FIELDS =
      List.of(By.PROVIDER, By.MODEL, By.KEY, By.COMMAND, By.CLIENT, By.SESSION);

  private Groupings() {}

  /** The groupings with fixed names: all but tags. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (CalendarUnit unit : CalendarUnit.values()) {
      names.add(unit.label());
    }
    for (By by : FIELDS) {
      names.add(by.name());
    }
    return names;
  }

  /** Returns the groupings. One that is repeated counts once. */
  static List<By> of(List<String> values, Supplier<ZoneId> zone) {
    Map<String, By> chosen = new LinkedHashMap<>();
    for (String value : values) {
      for (String name : value.split(",", -1)) {
        By by = of(name, zone);
        if (by == null) {
          throw Values.wrong("--by", value, ALLOWED);
        }
        chosen.putIfAbsent(by.name(), by);
      }
    }
    return new ArrayList<>(chosen.values());
  }

  private static @Nullable By of(String name, Supplier<ZoneId> zone) {
    for (CalendarUnit unit : CalendarUnit.values()) {
      if (unit.label().equals(name)) {
        return By.calendar(unit, zone.get());
      }
    }
    for (By by : FIELDS) {
      if (by.name().equals(name)) {
        return by;
      }
    }
    boolean tag = name.startsWith(TAG) && name.length() > TAG.length();
    return tag ? By.tag(name.substring(TAG.length())) : null;
  }
}
