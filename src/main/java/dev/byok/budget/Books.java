package dev.byok.budget;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.LockFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is spent and held, up to this moment. As long as they are open for a change, nobody else
 * changes them or the ledger.
 */
final class Books implements AutoCloseable {
  private final TotalsFile file;
  private final BudgetTotals settled;
  private final BudgetTotals spent;
  private final List<Reservation> reservations;
  private final @Nullable LockFile lock;

  /**
   * @param settled up to a mark that can be read on from
   * @param spent with what stands behind that mark
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

  /** Those of requests under way; to be changed before {@link #write}. */
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
