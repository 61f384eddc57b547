package dev.byok.serve;

import dev.byok.budget.Limits;
import dev.byok.keys.names.KeyName;
import dev.byok.serve.clients.Client;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program may use, for one request.
 *
 * @param keys that are lent to it now, in the order of preference
 * @param limits what it may spend besides the budgets of the configuration; null for no limit
 */
public record Permit(Client client, List<KeyName> keys, @Nullable Limits limits) {
  /** Returns the name in the ledger. */
  String name() {
    return client.name();
  }

  /** Returns whether it may ask this model, by the provider's id. */
  boolean mayAsk(KeyName key, String model) {
    return client.mayUse(key, model);
  }

  /** Returns whether its models or its spending are limited. */
  boolean isLimited() {
    return !client.models().isEmpty() || !client.limits().isEmpty();
  }
}
