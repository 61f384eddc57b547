package dev.byok.conversation;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shapes the generation; each is sent only when it was asked for.
 *
 * @param schema the JSON Schema that the answer is to fit
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

  /** How hard a reasoning model is to think. */
  public enum Effort {
    NONE,
    LOW,
    MEDIUM,
    HIGH,
    MAX
  }
}
