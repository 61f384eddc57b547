package dev.byok.budget;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A client that uses the keys of a server. What a former client of the same name spent is not
 * counted, nor is what {@code byok exec} spent for a program of that name.
 *
 * @param command the server's, as its entries in the ledger have it
 * @param name the client's
 * @param since when it was added, in milliseconds since 1970
 */
public record Borrower(String command, String name, long since) {
  public Borrower(String command, String name, Instant added) {
    this(command, name, added.toEpochMilli());
  }

  boolean is(String otherCommand, @Nullable String client) {
    return name.equals(client) && command.equals(otherCommand);
  }
}
