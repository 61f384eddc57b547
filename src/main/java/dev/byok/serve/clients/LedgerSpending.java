package dev.byok.serve.clients;

import dev.byok.budget.Per;
import dev.byok.budget.Period;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.EntryView;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What clients have spent according to the ledger, which is read once. */
public final class LedgerSpending implements Spending {
  private final Map<String, Account> accounts = new HashMap<>();

  private LedgerSpending(List<Client> clients, Clock clock) {
    for (Client client : clients) {
      accounts.put(client.name(), new Account(client, clock));
    }
  }

  /**
   * Reads the ledger for these clients.
   *
   * @throws dev.byok.failure.Failure of kind {@code FILE} if it cannot be read
   */
  public static LedgerSpending of(Ledger ledger, List<Client> clients, Clock clock) {
    LedgerSpending spending = new LedgerSpending(clients, clock);
    if (!clients.isEmpty()) {
      ledger.scan(spending::add);
    }
    return spending;
  }

  private void add(EntryView entry) {
    String client = entry.client();
    Account account = client == null ? null : accounts.get(client);
    if (account != null && ClientBudgets.COMMAND.equals(entry.command())) {
      account.add(entry.timeMillis(), entry.costUsd());
    }
  }

  @Override
  public BigDecimal usd(String client, @Nullable Per per) {
    Account account = accounts.get(client);
    return account == null ? BigDecimal.ZERO : account.usd(per);
  }

  @Override
  public @Nullable Instant lastSeen(String client) {
    Account account = accounts.get(client);
    return account == null || account.latest < account.added
        ? null
        : Instant.ofEpochMilli(account.latest);
  }

  /** The sums of one client. */
  private static final class Account {
    private final long added;
    private final Map<Per, PeriodSum> sums = new EnumMap<>(Per.class);
    private BigDecimal whole = BigDecimal.ZERO;
    private long latest = Long.MIN_VALUE;

    Account(Client client, Clock clock) {
      added = client.added().toEpochMilli();
      for (Per per : Per.values()) {
        Period period = Period.holding(clock.instant(), per, clock.getZone());
        sums.put(per, new PeriodSum(period));
      }
    }

    /** Counts an entry, unless it is of a former client of the same name. */
    void add(long time, @Nullable BigDecimal cost) {
      if (time < added) {
        return;
      }
      latest = Math.max(latest, time);
      if (cost != null) {
        whole = whole.add(cost);
        for (PeriodSum sum : sums.values()) {
          sum.add(time, cost);
        }
      }
    }

    BigDecimal usd(@Nullable Per per) {
      PeriodSum sum = per == null ? null : sums.get(per);
      return sum == null ? whole : sum.usd;
    }
  }

  /** The sum of one period. */
  private static final class PeriodSum {
    private final long since;
    private final long until;
    private BigDecimal usd = BigDecimal.ZERO;

    PeriodSum(Period period) {
      since = period.since().toEpochMilli();
      until = period.until().toEpochMilli();
    }

    void add(long time, BigDecimal cost) {
      if (time >= since && time < until) {
        usd = usd.add(cost);
      }
    }
  }
}
