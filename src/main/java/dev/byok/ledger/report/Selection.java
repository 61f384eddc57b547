package dev.byok.ledger.report;

import dev.byok.ledger.entry.EntryView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects the entries that count. An empty list sets no condition. If a list has several values, an
 * entry needs to match one of them.
 *
 * @param since the first moment that counts; null for no lower limit
 * @param until the first moment that no longer counts; null for no upper limit
 * @param statuses as entries have them, or {@link #FAILED}
 * @param models as requested, with or without the provider
 */
public record Selection(
    @Nullable Instant since,
    @Nullable Instant until,
    Set<String> statuses,
    Set<String> keys,
    Set<String> clients,
    Set<String> providers,
    List<String> models) {
  /** Stands for every status except {@code ok}. */
  public static final String FAILED = "failed";

  static final String OK = "ok";

  public Selection {
    statuses = Set.copyOf(statuses);
    keys = Set.copyOf(keys);
    clients = Set.copyOf(clients);
    providers = Set.copyOf(providers);
    models = List.copyOf(models);
  }

  /** Selects everything from {@code since} on and before {@code until}. */
  public static Selection between(@Nullable Instant since, @Nullable Instant until) {
    return new Selection(since, until, Set.of(), Set.of(), Set.of(), Set.of(), List.of());
  }

  public boolean includes(EntryView entry) {
    long time = entry.timeMillis();
    return (since == null || time >= since.toEpochMilli())
        && (until == null || time < until.toEpochMilli())
        && (statuses.isEmpty() || hasStatus(entry.status()))
        && (keys.isEmpty() || isOneOf(keys, entry.key()))
        && (clients.isEmpty() || isOneOf(clients, entry.client()))
        && (providers.isEmpty() || providers.contains(entry.provider()))
        && (models.isEmpty() || hasModel(entry));
  }

  private boolean hasStatus(String status) {
    return statuses.contains(status) || (!status.equals(OK) && statuses.contains(FAILED));
  }

  private static boolean isOneOf(Set<String> wanted, @Nullable String name) {
    return name != null && wanted.contains(name);
  }

  private boolean hasModel(EntryView entry) {
    for (String wanted : models) {
      if (wanted.equals(entry.model()) || isReference(wanted, entry.provider(), entry.model())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isReference(String wanted, String provider, String model) {
    return wanted.length() == provider.length() + 1 + model.length()
        && wanted.charAt(provider.length()) == '/'
        && wanted.startsWith(provider)
        && wanted.endsWith(model);
  }
}
