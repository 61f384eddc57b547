package dev.byok.serve.body;

import dev.byok.json.JsonCursor;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a body once, from its first byte to its last. */
final class BodyReader {
  /** No API has so many, and each is kept until the end. */
  private static final int MOST_NAMES = 1_000;

  /** The settings of an effort are a few values. */
  private static final int MOST_VALUES = 100;

  /** More tokens than any model writes; a larger limit must not overflow a sum. */
  private static final long MOST_TOKENS = Integer.MAX_VALUE;

  private static final List<String> KNOWN =
      List.of(
          "background",
          "fallbacks",
          "generationConfig",
          "generation_config",
          "max_completion_tokens",
          "max_output_tokens",
          "max_tokens",
          "model",
          "models",
          "output_config",
          "reasoning",
          "reasoning_effort",
          "route",
          "stream",
          "stream_options",
          "thinking");

  private final Set<String> names = new HashSet<>();
  private final List<String> rerouting = new ArrayList<>();
  private @Nullable String model;
  private @Nullable Span modelAt;
  private boolean streams;
  private @Nullable Long mostTokens;
  private boolean asksEffort;
  private boolean asksUsage;
  private int inside;
  private @Nullable Span optionsAt;
  private boolean isOptionsObject;
  private boolean isOptionsNull;
  private boolean isOptionsEmpty = true;
  private @Nullable Span usageAt;

  void object(JsonCursor at) throws IOException, JsonSyntaxException {
    if (!at.isObject()) {
      throw at.unexpected("not a JSON object");
    }
    inside = at.from() + 1;
    at.enter();
    while (at.next()) {
      String name = at.name();
      if (!names.add(name)) {
        throw at.unexpected(KNOWN.contains(name) ? "\"" + name + "\" twice" : "a name twice");
      }
      if (names.size() > MOST_NAMES) {
        throw at.unexpected("more than " + MOST_NAMES + " names");
      }
      if (KNOWN.contains(name)) {
        field(name, at);
      } else {
        requireNoOther(name, at);
      }
    }
  }

  @Nullable String model() {
    return model;
  }

  @Nullable Span modelAt() {
    return modelAt;
  }

  boolean streams() {
    return streams;
  }

  @Nullable Long mostTokens() {
    return mostTokens;
  }

  boolean asksEffort() {
    return asksEffort;
  }

  boolean asksUsage() {
    return asksUsage;
  }

  List<String> rerouting() {
    return rerouting;
  }

  /**
   * Adds what asks for the usage. Options that are not an object stay, for the provider to refuse.
   */
  void askUsage(Edits edits) {
    String asks = "\"include_usage\":true";
    if (usageAt != null) {
      edits.put(usageAt.from(), usageAt.after(), "true");
    } else if (optionsAt == null) {
      String comma = names.isEmpty() ? "" : ",";
      edits.put(inside, inside, "\"stream_options\":{" + asks + "}" + comma);
    } else if (isOptionsObject) {
      int from = optionsAt.from() + 1;
      edits.put(from, from, asks + (isOptionsEmpty ? "" : ","));
    } else if (isOptionsNull) {
      edits.put(optionsAt.from(), optionsAt.after(), "{" + asks + "}");
    }
  }

  private void field(String name, JsonCursor at) throws IOException, JsonSyntaxException {
    switch (name) {
      case "model" -> model(at);
      case "stream" -> streams = Boolean.TRUE.equals(at.value(1));
      case "stream_options" -> options(at);
      case "max_tokens", "max_completion_tokens", "max_output_tokens" -> limit(at.value(1));
      case "generationConfig", "generation_config" -> generation(at);
      case "reasoning_effort" -> asksEffort |= isEffort(at.value(1));
      case "reasoning", "thinking", "output_config" -> asksEffort |= thinks(at);
      case "background" -> reroutes(name, Boolean.TRUE.equals(at.value(1)));
      default -> reroutes(name, !at.isNull());
    }
  }

  /** Some servers read names in any case, so that the last of two such names would hold. */
  private static void requireNoOther(String name, JsonCursor at) throws JsonSyntaxException {
    for (String known : KNOWN) {
      if (known.equalsIgnoreCase(name)) {
        throw at.unexpected("\"" + known + "\" in other letters");
      }
    }
  }

  private void model(JsonCursor at) throws IOException, JsonSyntaxException {
    int from = at.from();
    model = at.value(1) instanceof String text ? text : null;
    modelAt = new Span(from, at.after());
  }

  private void reroutes(String name, boolean does) {
    if (does) {
      rerouting.add(name);
    }
  }

  private void options(JsonCursor at) throws IOException, JsonSyntaxException {
    isOptionsObject = at.isObject();
    isOptionsNull = at.isNull();
    int from = at.from();
    if (isOptionsObject) {
      at.enter();
      while (at.next()) {
        isOptionsEmpty = false;
        if (at.name().equals("include_usage")) {
          int start = at.from();
          asksUsage = Boolean.TRUE.equals(at.value(1));
          usageAt = new Span(start, at.after());
        }
      }
    }
    optionsAt = new Span(from, at.after());
  }

  private void generation(JsonCursor at) throws IOException, JsonSyntaxException {
    if (!at.isObject()) {
      return;
    }
    at.enter();
    while (at.next()) {
      switch (at.name()) {
        case "maxOutputTokens", "max_output_tokens" -> limit(at.value(1));
        case "thinkingConfig", "thinking_config" -> asksEffort |= thinks(at);
        default -> {}
      }
    }
  }

  private void limit(@Nullable Object value) {
    Long most = null;
    if (value instanceof Long number) {
      most = number;
    } else if (value instanceof BigInteger number) {
      most = number.signum() < 0 ? -1 : MOST_TOKENS;
    } else if (value instanceof BigDecimal number) {
      boolean isLarge = number.compareTo(BigDecimal.valueOf(MOST_TOKENS)) > 0;
      most = number.signum() < 0 ? -1 : isLarge ? MOST_TOKENS : number.longValue();
    }
    if (most != null && most >= 0) {
      long bounded = Math.min(most, MOST_TOKENS);
      mostTokens = mostTokens == null ? bounded : Math.max(mostTokens, bounded);
    }
  }

  /** Whether settings of the reasoning ask for any. What is too long to be read may. */
  private static boolean thinks(JsonCursor at) throws IOException, JsonSyntaxException {
    if (!at.isObject()) {
      return false;
    }
    if (!(at.value(MOST_VALUES) instanceof JsonObject settings)) {
      return true;
    }
    String type = settings.text("type");
    Long budget = settings.count("thinkingBudget");
    Long tokens = settings.count("max_tokens");
    return isEffort(settings.get("effort"))
        || isEffort(settings.get("thinkingLevel"))
        || settings.is("enabled")
        || (type != null && !type.equals("disabled"))
        || (settings.has("thinkingBudget") && !Long.valueOf(0).equals(budget))
        || (tokens != null && tokens > 0);
  }

  private static boolean isEffort(@Nullable Object said) {
    return said instanceof String word && !word.isEmpty() && !word.equals("none");
  }
}
