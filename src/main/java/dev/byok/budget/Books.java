package dev.byok.budget;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.LockFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The amounts spent and reserved up to now. While the books are open for a change, nobody else can
 * change them or the ledger.
 */
final class Books implements AutoCloseable {
  private final TotalsFile file;
  private final BudgetTotals settled;
  private final BudgetTotals spent;
  private final List<Reservation> reservations;
  private final @Nullable LockFile lock;

  /**
   * @param settled the totals up to a mark from which the next read can continue
   * @param spent the totals that also include what follows that mark
   */
  Books(
      TotalsFile file,
      BudgetTotals settled,
      BudgetTotals spent,
      List<Reservation> reservations,
      @Nullable LockFile lock) {
    this.file = file;
    this.settled = settled;
    this.spent = spent;
    this.reservations = new ArrayList<>(reservations);
    this.lock = lock;
  }

  BudgetTotals spent() {
    return spent;
  }

  /** Returns the reservations of running requests. Change them before {@link #write}. */
  List<Reservation> reservations() {
    return reservations;
  }

  void write() {
    if (lock == null) {
      throw new IllegalStateException("the books are open to be read alone");
    }
    file.write(settled, reservations);
  }

  @Override
  public void close() {
    if (lock != null) {
      giveBack(lock);
    }
  }

  static void giveBack(LockFile lock) {
    try {
      lock.close();
    } catch (IOException broken) {
      throw Failure.of(Kind.FILE, "the lock of the ledger cannot be given back").causedBy(broken);
    }
  }
}
