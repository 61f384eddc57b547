package dev.byok.exchange;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a prompt is recorded when it is over.
 *
 * @param command the command's name in the ledger
 * @param client the program for which byok sends it, or null
 * @param session the saved session that it belongs to, or null
 * @param tags of the ledger's entry
 * @param answersOnly whether the ledger omits a request that got no answer
 * @param keeper null if only the ledger's line is kept
 */
public record Filing(
    String command,
    @Nullable String client,
    @Nullable String session,
    Map<String, String> tags,
    boolean answersOnly,
    @Nullable Keeper keeper) {

  /** Returns a filing in the ledger only. */
  public static Filing of(String command, @Nullable String session, Map<String, String> tags) {
    return new Filing(command, null, session, tags, false, null);
  }

  /** Returns the filing of a request that costs nothing and is recorded nowhere. */
  public static Filing nowhere() {
    return of("", null, Map.of());
  }

  boolean isNowhere() {
    return command.isEmpty();
  }

  /** Returns a copy for a request of another program. */
  public Filing sentFor(String otherClient) {
    return new Filing(command, otherClient, session, tags, answersOnly, keeper);
  }

  public Filing keptBy(@Nullable Keeper other) {
    return new Filing(command, client, session, tags, answersOnly, other);
  }
}
