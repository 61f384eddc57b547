package dev.byok.ledger;

import dev.byok.ledger.ReadSummary.Skipped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Repairs the end of a large ledger where it stands, so that other writers wait no longer than for
 * a small one: what is damaged goes to the disk in a file beside it, then the new line takes its
 * place. Wherever this is broken off, the damage is in one file or in both, and the end is one that
 * the next append repairs.
 */
final class EndRepairer {
  private EndRepairer() {}

  static Repair run(Path file, FileChannel channel, TornEnd torn, byte[] line) throws IOException {
    try (PrivateOutput side = keepAside(file, torn)) {
      InPlace.mend(file, channel, torn, line, () -> discard(side));
      Path path = side == null ? null : side.path();
      return new Repair(null, torn.damagedBytes(), torn.damage().size(), path);
    }
  }

  private static @Nullable PrivateOutput keepAside(Path file, TornEnd torn) throws IOException {
    if (torn.damage().isEmpty()) {
      return null;
    }
    PrivateOutput side = PrivateOutput.createForDamage(file);
    try {
      for (Skipped place : torn.damage()) {
        int from = (int) (place.offset() - torn.end());
        side.write(torn.bytes(), from, (int) place.length());
        side.write("\n");
      }
      side.force();
      PrivateOutput.forceFolderOf(file);
      return side;
    } catch (IOException failed) {
      try (side) {
        side.discard();
      } catch (IOException left) {
        failed.addSuppressed(left);
      }
      throw failed;
    }
  }

  private static void discard(@Nullable PrivateOutput side) throws IOException {
    if (side != null) {
      side.discard();
    }
  }
}
