package dev.byok.ledger.repair;

import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.FileBytes;
import dev.byok.ledger.file.Whole;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Rewrites a ledger with all of its whole entries and a new line as the last. */
public final class Repairer implements Elements.Sink {
  private final FileChannel old;
  private final FreshLedger fresh;

  private Repairer(FileChannel old, FreshLedger fresh) {
    this.old = old;
    this.fresh = fresh;
  }

  /**
   * Repairs the file and appends the line.
   *
   * @return null when the file is not a JSON array; then it is not changed
   */
  public static @Nullable Repair run(Path file, FileChannel old, byte[] line) throws IOException {
    boolean replaced = false;
    try (FreshLedger fresh = FreshLedger.begin(file)) {
      try {
        if (!new Elements(new FileBytes(old, old.size()), new Repairer(old, fresh)).scan()) {
          return null;
        }
        long kept = fresh.entries();
        fresh.add(line);
        fresh.end();
        fresh.replace();
        replaced = true;
        SideFile side = fresh.side();
        return new Repair(kept, side.bytes(), side.places(), side.path());
      } finally {
        if (!replaced) {
          fresh.discard();
        }
      }
    }
  }

  @Override
  public void object(Whole object, long offset, long end) throws IOException {
    fresh.add(object.bytes());
  }

  @Override
  public void damage(long offset, long length) throws IOException {
    fresh.damage(old, offset, length);
  }
}
