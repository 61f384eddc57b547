package dev.byok.budget;

import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and changes the budgets of the configuration. */
public final class Budgets {
  private static final int MOST_SHOWN = 200;

  private Budgets() {}

  /**
   * Returns all budgets in the order of the file.
   *
   * @throws Failure of kind FILE, naming the first that is not valid: it must not be skipped
   */
  public static List<Budget> of(Config config) {
    List<Budget> budgets = new ArrayList<>();
    for (Object element : config.budgets()) {
      Budget budget = budget(element);
      if (budget == null) {
        throw malformed(budgets.size() + 1, element);
      }
      budgets.add(budget);
    }
    return budgets;
  }

  /** Returns the valid budgets, for output that must not fail on the others. */
  public static List<Budget> validOf(Config config) {
    List<Budget> budgets = new ArrayList<>();
    for (Object element : config.budgets()) {
      Budget budget = budget(element);
      if (budget != null) {
        budgets.add(budget);
      }
    }
    return budgets;
  }

  private static @Nullable Budget budget(@Nullable Object element) {
    return element instanceof JsonObject json ? Budget.of(json) : null;
  }

  /** Returns the configuration with this budget in place of one that it replaces. */
  public static Config put(Config config, Budget budget) {
    List<Budget> old = of(config);
    List<Object> elements = new ArrayList<>();
    boolean placed = false;
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).isInPlaceOf(budget)) {
        elements.add(config.budgets().get(i));
      } else if (!placed) {
        elements.add(budget.toJson());
        placed = true;
      }
    }
    if (!placed) {
      elements.add(budget.toJson());
    }
    return config.withBudgets(elements);
  }

  public static Config remove(Config config, Budget budget) {
    List<Budget> old = of(config);
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).isInPlaceOf(budget)) {
        elements.add(config.budgets().get(i));
      }
    }
    return config.withBudgets(elements);
  }

  private static Failure malformed(int number, @Nullable Object element) {
    String shown = shown(element);
    return Failure.of(Kind.FILE, "budget " + number + " in config.json is not valid")
        .detail(shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) : shown)
        .hint(
            "a budget needs limit, unit (usd or tokens) and per (day, week or month); fix the file, or"
                + " run byok budget rm --all");
  }

  /** Not as JSON, which would write a number such as 1e999999999 with all its zeros. */
  private static String shown(@Nullable Object element) {
    if (!(element instanceof JsonObject json)) {
      return UserWord.shown(String.valueOf(element));
    }
    StringBuilder text = new StringBuilder("{");
    for (Map.Entry<String, @Nullable Object> field : json.fields().entrySet()) {
      Object value = field.getValue();
      text.append(text.length() == 1 ? "\"" : ",\"")
          .append(UserWord.shown(field.getKey()))
          .append("\":");
      text.append(value instanceof String ? UserWord.quoted(value) : value);
    }
    return text.append('}').toString();
  }
}
