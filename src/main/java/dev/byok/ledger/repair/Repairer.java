package dev.byok.ledger.repair;

import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.CanonicalLine;
import dev.byok.ledger.file.Elements;
import dev.byok.ledger.file.FileBytes;
import dev.byok.ledger.file.PrivateOutput;
import dev.byok.ledger.file.Tail;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes a ledger anew: every whole entry on a line of its own, the new line last, and what is
 * damaged into a file beside it. The old file is replaced in one step, when both new ones are on
 * the disk; until then, and whenever anything fails, it stays as it was.
 */
public final class Repairer implements Elements.Lines {
  private final Path file;
  private final FileChannel old;
  private @Nullable PrivateOutput fresh;
  private final SideFile side;
  private boolean replaced;
  private long kept;

  private Repairer(Path file, FileChannel old) {
    this.file = file;
    this.old = old;
    this.side = new SideFile(file);
  }

  /**
   * Repairs and appends.
   *
   * @return null when the file is no JSON array; it is untouched then
   */
  public static @Nullable Repair run(Path file, FileChannel old, byte[] line) throws IOException {
    Repairer repairer = new Repairer(file, old);
    try {
      return repairer.rewrite(line);
    } finally {
      repairer.close();
    }
  }

  private @Nullable Repair rewrite(byte[] line) throws IOException {
    if (!new Elements(new FileBytes(old, old.size()), this).scan()) {
      return null;
    }
    PrivateOutput target = fresh();
    target.write(separator());
    target.write(line, line.length);
    target.write(Tail.END, Tail.END.length);
    target.force();
    side.force();
    target.moveTo(file);
    replaced = true;
    PrivateOutput.forceFolderOf(file);
    return new Repair(kept, side.bytes(), side.places(), side.path());
  }

  @Override
  public void line(CanonicalLine line, long offset, long end) throws IOException {
    byte[] raw = line.bytes();
    keep(raw, raw.length);
  }

  @Override
  public void object(JsonObject object, byte[] raw, int length, long offset, long end)
      throws IOException {
    keep(raw, length);
  }

  private void keep(byte[] raw, int length) throws IOException {
    PrivateOutput target = fresh();
    target.write(separator());
    target.write(raw, length);
    kept++;
  }

  @Override
  public void damage(long offset, long length) throws IOException {
    side.keep(old, offset, length);
  }

  private PrivateOutput fresh() throws IOException {
    if (fresh == null) {
      // One name, so that what a killed repair leaves behind is cleared by the next: the lock is
      // held.
      Path temporary = file.resolveSibling("." + file.getFileName() + ".repair");
      Files.deleteIfExists(temporary);
      fresh = PrivateOutput.create(temporary);
    }
    return fresh;
  }

  private String separator() {
    return kept == 0 ? "[\n" : ",\n";
  }

  /** Leaves no new file behind a repair that failed. */
  private void close() throws IOException {
    try (PrivateOutput one = fresh;
        SideFile other = side) {
      if (!replaced && one != null) {
        one.discard();
      }
      if (!replaced) {
        other.discard();
      }
    }
  }
}
