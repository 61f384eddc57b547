package dev.byok.serve;

import dev.byok.budget.Limits;
import dev.byok.keys.names.KeyName;
import dev.byok.serve.clients.Client;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds who presents a token.
 *
 * @param byToken the client with a token, compared in constant time; null if there is none
 * @param all the keys that there are now
 * @param limits what a client may spend besides the budgets of the configuration
 */
public record Permits(
    Function<String, @Nullable Client> byToken,
    Supplier<List<KeyName>> all,
    Function<Client, @Nullable Limits> limits) {

  /** Returns who has one of these tokens; null if nobody has. */
  @Nullable Permit find(List<String> presented) {
    for (String token : presented) {
      Client client = byToken.apply(token);
      if (client != null) {
        return new Permit(client, keys(client), limits.apply(client));
      }
    }
    return null;
  }

  private List<KeyName> keys(Client client) {
    if (!client.keys().all()) {
      return client.keys().names();
    }
    List<KeyName> lent = new ArrayList<>();
    for (KeyName key : all.get()) {
      if (client.keys().contain(key)) {
        lent.add(key);
      }
    }
    return lent;
  }
}
