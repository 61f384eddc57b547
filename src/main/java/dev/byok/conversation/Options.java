package dev.byok.conversation;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of the generation. Each is sent only if it was set.
 *
 * @param schema the JSON Schema that the answer must match
 * @param showsReasoning whether the model's reasoning is to be shown
 */
public record Options(
    @Nullable BigDecimal temperature,
    @Nullable Long maxTokens,
    @Nullable Effort effort,
    List<String> stop,
    @Nullable Long seed,
    @Nullable JsonObject schema,
    boolean showsReasoning) {
  private static final Options NONE = new Options(null, null, null, List.of(), null, null);

  public Options(
      @Nullable BigDecimal temperature,
      @Nullable Long maxTokens,
      @Nullable Effort effort,
      List<String> stop,
      @Nullable Long seed,
      @Nullable JsonObject schema) {
    this(temperature, maxTokens, effort, stop, seed, schema, false);
  }

  /** Returns the same options, and whether the model's reasoning is to be shown. */
  public Options showingReasoning(boolean shown) {
    return new Options(temperature, maxTokens, effort, stop, seed, schema, shown);
  }

  public static Options none() {
    return NONE;
  }

  /** How much a reasoning model should think. */
  public enum Effort {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX
  }
}
