package dev.byok.budget;

import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.EntryView;
import org.jspecify.annotations.Nullable;

/**
 * Selects the requests that a budget counts. A null field matches any request.
 *
 * @param provider a provider's id
 * @param key a key's name
 * @param borrower a client of a server
 */
public record Scope(@Nullable String provider, @Nullable String key, @Nullable Borrower borrower) {
  static final Scope ALL = new Scope(null, null);

  public Scope(@Nullable String provider, @Nullable String key) {
    this(provider, key, null);
  }

  /** Returns the scope of a client's own budgets. */
  public static Scope of(Borrower borrower) {
    return new Scope(null, null, borrower);
  }

  boolean holds(Payer payer) {
    return holds(payer.provider(), payer.key())
        && (borrower == null || borrower.is(payer.command(), payer.client()));
  }

  boolean holds(EntryView entry) {
    return holds(entry.provider(), entry.key())
        && (borrower == null
            || (entry.timeMillis() >= borrower.since()
                && borrower.is(entry.command(), entry.client())));
  }

  private boolean holds(String requestProvider, @Nullable String requestKey) {
    return (provider == null || provider.equals(requestProvider))
        && (key == null || key.equals(requestKey));
  }

  /** Whether its sums also go over all times: only a client's budget may have no period. */
  boolean isSummedForEver() {
    return borrower != null;
  }

  static Scope of(JsonObject json) {
    return new Scope(json.text("provider"), json.text("key"));
  }

  /** Returns "" or, after a blank, words such as {@code for the key "openai:work"}. */
  String words() {
    StringBuilder words = new StringBuilder();
    if (key != null) {
      words.append(" for the key \"").append(key).append('"');
    }
    if (provider != null) {
      words.append(key == null ? " for the provider \"" : " of \"").append(provider).append('"');
    }
    if (borrower != null) {
      words.append(" for the client \"").append(borrower.name()).append('"');
    }
    return words.toString();
  }
}
