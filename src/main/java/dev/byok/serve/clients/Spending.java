package dev.byok.serve.clients;

import dev.byok.budget.Per;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What clients have spent so far. Only what happened since a client was added is its own. */
public interface Spending {
  /**
   * Returns the US dollars that a client has spent in the current period. Requests of unknown cost
   * are not included.
   *
   * @param per null for all the time since it was added
   */
  BigDecimal usd(String client, @Nullable Per per);

  /** Returns when the client's latest request was sent; null if there was none. */
  @Nullable Instant lastSeen(String client);
}
