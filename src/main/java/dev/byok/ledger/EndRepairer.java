package dev.byok.ledger;

import dev.byok.ledger.file.ReadSummary.Skipped;
import dev.byok.ledger.repair.Repair;
import dev.byok.ledger.repair.SideFile;
import dev.byok.ledger.repair.TornEnd;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Repairs the end of a large ledger where it stands: to write half a gigabyte again, which a
 * million entries are, takes longer than other writers wait for the lock. So what is damaged goes
 * to the disk in a file beside it, then the new line takes its place. Wherever this is broken off,
 * the damage is in one file or in both, and the end is one that the next append repairs.
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
