package dev.byok.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a prompt is written down when it is over.
 *
 * @param command the name of the command in the ledger
 * @param session the saved conversation that it belongs to; null for none
 * @param tags those of the ledger's entry
 * @param answersOnly whether a request that got no answer has no place in the ledger
 * @param keeper null where nothing is kept but the ledger's line
 */
public record Filing(
    String command,
    @Nullable String session,
    Map<String, String> tags,
    boolean answersOnly,
    @Nullable Keeper keeper) {

  /** In the ledger, and nowhere else. */
  public static Filing of(String command, @Nullable String session, Map<String, String> tags) {
    return new Filing(command, session, tags, false, null);
  }

  /** The same, and kept. */
  public Filing keptBy(@Nullable Keeper other) {
    return new Filing(command, session, tags, answersOnly, other);
  }
}
