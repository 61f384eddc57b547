package dev.byok.cli.clients;

import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Timestamp;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientLimit;
import dev.byok.serve.clients.LedgerSpending;
import dev.byok.serve.clients.Spending;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rows of {@code clients list}: what each client may do, and what it has spent. */
final class ClientRows {
  private ClientRows() {}

  /**
   * A client with its spending.
   *
   * @param spending null if the ledger cannot be read
   */
  record Row(Client client, @Nullable Spending spending) {
    @Nullable Instant lastSeen() {
      return spending == null ? null : spending.lastSeen(client.name());
    }

    @Nullable BigDecimal spent(ClientLimit limit) {
      return spending == null ? null : spending.usd(client.name(), limit.per());
    }

    JsonObject toJson() {
      List<JsonObject> budgets = new ArrayList<>();
      for (ClientLimit limit : client.limits()) {
        BigDecimal spent = spent(limit);
        budgets.add(
            JsonObject.builder()
                .put("limit_usd", limit.usd())
                .put("per", limit.per() == null ? null : limit.per().label())
                .put("spent_usd", spent)
                .put("left_usd", spent == null ? null : left(limit, spent))
                .build());
      }
      return JsonObject.builder()
          .put("name", client.name())
          .put("keys", client.keys().words())
          .put("models", client.models())
          .put("budgets", budgets)
          .put("added", Timestamp.write(client.added()))
          .put("expires", text(client.expires()))
          .put("last_seen", text(lastSeen()))
          .build();
    }

    private static BigDecimal left(ClientLimit limit, BigDecimal spent) {
      return limit.usd().subtract(spent).max(BigDecimal.ZERO);
    }

    private static @Nullable String text(@Nullable Instant time) {
      return time == null ? null : Timestamp.write(time);
    }
  }

  static List<Row> of(Tools tools, Supplier<Ledger> ledger, List<Client> clients) {
    Spending spending = spending(tools, ledger, clients);
    List<Row> rows = new ArrayList<>();
    for (Client client : clients) {
      rows.add(new Row(client, spending));
    }
    return rows;
  }

  private static @Nullable Spending spending(
      Tools tools, Supplier<Ledger> ledger, List<Client> clients) {
    try {
      return LedgerSpending.of(ledger.get(), clients, tools.clock());
    } catch (Failure unreadable) {
      tools.messages().failure(unreadable);
      return null;
    }
  }
}
