package dev.byok.dialects.errors;

import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule of {@code errors.json}. It fits a report of one of these providers, with one of these
 * statuses, that has one of these codes or words; an empty list requires nothing.
 *
 * @param statuses as strings: {@code "404"}, {@code "4xx"}, or {@code "0"} for none
 * @param codes in lower case; {@code *} stands for any text at the end, or at both ends
 * @param unless words that keep the rule from fitting
 * @param empty whether only a report that says nothing fits
 */
record ErrorRule(
    Classification outcome,
    List<String> providers,
    List<String> statuses,
    List<String> codes,
    @Nullable Pattern words,
    @Nullable Pattern unless,
    boolean empty) {

  /** How much of a message is searched. A whole request may follow the report. */
  private static final int MOST_READ = 2_000;

  /** Reads a rule. Its {@code is} names one of the outcomes, or otherwise a kind. */
  static ErrorRule read(JsonObject rule, JsonObject outcomes) {
    return new ErrorRule(
        outcome(String.valueOf(rule.text("is")), outcomes),
        rule.texts("providers"),
        statuses(rule.list("statuses")),
        rule.texts("codes"),
        anyOf(rule.texts("words")),
        anyOf(rule.texts("unless")),
        rule.is("empty"));
  }

  boolean fits(@Nullable String provider, ProviderError error) {
    return (providers.isEmpty() || (provider != null && providers.contains(provider)))
        && (statuses.isEmpty() || hasStatus(error.status()))
        && (!empty || error.isEmpty())
        && ((codes.isEmpty() && words == null) || hasCode(error) || says(error, words))
        && !says(error, unless);
  }

  private boolean hasStatus(int status) {
    return statuses.contains(Integer.toString(status)) || statuses.contains(status / 100 + "xx");
  }

  private boolean hasCode(ProviderError error) {
    for (String code : error.codes()) {
      for (String wanted : codes) {
        if (matches(wanted, code)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean matches(String wanted, String code) {
    if (!wanted.endsWith("*")) {
      return wanted.equals(code);
    }
    String part = wanted.substring(0, wanted.length() - 1);
    return part.startsWith("*") ? code.contains(part.substring(1)) : code.startsWith(part);
  }

  private static boolean says(ProviderError error, @Nullable Pattern words) {
    String message = error.message();
    return words != null
        && words.matcher(message).region(0, Math.min(message.length(), MOST_READ)).find();
  }

  private static Classification outcome(String name, JsonObject outcomes) {
    JsonObject named = outcomes.at(name);
    String kind = named.text("kind");
    return new Classification(
        name, kind(kind == null ? name : kind), named.text("text"), named.text("hint"));
  }

  private static Kind kind(String label) {
    for (Kind kind : Kind.values()) {
      if (kind.label().equals(label)) {
        return kind;
      }
    }
    throw new IllegalStateException("errors.json: there is no kind " + label);
  }

  private static List<String> statuses(List<?> listed) {
    List<String> statuses = new ArrayList<>();
    for (Object status : listed) {
      statuses.add(String.valueOf(status).toLowerCase(Locale.ROOT));
    }
    return List.copyOf(statuses);
  }

  private static @Nullable Pattern anyOf(List<String> patterns) {
    return patterns.isEmpty()
        ? null
        : Pattern.compile(String.join("|", patterns), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
