package dev.byok.dialects.errors;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says about the user's credit when it is used up.
 *
 * @param balance in dollars, or null
 * @param buyUrl where to buy more, unchecked; or null
 */
public record Credit(@Nullable BigDecimal balance, @Nullable String buyUrl) {
  /** No statement. */
  public static final Credit UNKNOWN = new Credit(null, null);
}
