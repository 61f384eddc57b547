package dev.byok.conversation;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options of the generation. Each is sent only if it was set.
 *
 * @param schema the JSON Schema that the answer must match
 */
public record Options(
    @Nullable BigDecimal temperature,
    @Nullable Long maxTokens,
    @Nullable Effort effort,
    List<String> stop,
    @Nullable Long seed,
    @Nullable JsonObject schema) {
  private static final Options NONE = new Options(null, null, null, List.of(), null, null);

  public static Options none() {
    return NONE;
  }

  /** How much a reasoning model should think. */
  public enum Effort {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    MAX
  }
}
