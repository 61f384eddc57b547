package dev.byok.ledger;

import dev.byok.ledger.file.ReadSummary.Skipped;
import dev.byok.ledger.repair.Repair;
import dev.byok.ledger.repair.SideFile;
import dev.byok.ledger.repair.TornEnd;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Repairs the damaged end of a large ledger in place. Rewriting half a gigabyte, the size of a
 * million entries, takes longer than other writers wait for the lock. The damaged bytes are saved
 * to a file beside the ledger first; then the new line takes their place. If this is interrupted at
 * any point, the damage is in one of the two files or in both, and the next append can repair the
 * end.
 */
final class EndRepairer {
  private EndRepairer() {}

  static Repair run(Path file, FileChannel channel, TornEnd torn, byte[] line) throws IOException {
    try (SideFile side = new SideFile(file)) {
      keepAside(side, channel, torn);
      InPlace.mend(file, channel, torn, line, side::discard);
      return new Repair(null, side.bytes(), side.places(), side.path());
    }
  }

  private static void keepAside(SideFile side, FileChannel channel, TornEnd torn)
      throws IOException {
    try {
      for (Skipped place : torn.damage()) {
        side.keep(channel, place.offset(), place.length());
      }
      side.force();
    } catch (IOException failed) {
      try {
        side.discard();
      } catch (IOException left) {
        failed.addSuppressed(left);
      }
      throw failed;
    }
  }
}
