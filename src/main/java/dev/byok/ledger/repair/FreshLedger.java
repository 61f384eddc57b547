package dev.byok.ledger.repair;

import dev.byok.files.AtomicFile;
import dev.byok.ledger.file.PrivateOutput;
import dev.byok.ledger.file.Tail;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Rewrites a ledger, one entry per line, and replaces the old file in one step. Damage in the old
 * file goes to a file beside it. Until the replacement, and if anything fails, the old file stays
 * as it was.
 */
public final class FreshLedger implements AutoCloseable {
  private static final byte[] FIRST = "[\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NEXT = ",\n".getBytes(StandardCharsets.US_ASCII);

  private final Path file;
  private final PrivateOutput out;
  private final SideFile side;
  private long kept;

  private FreshLedger(Path file, PrivateOutput out) {
    this.file = file;
    this.out = out;
    this.side = new SideFile(file);
  }

  /** Begins a new file and removes those left by processes that were killed. */
  public static FreshLedger begin(Path file) throws IOException {
    AtomicFile.removeRemnants(file);
    return new FreshLedger(file, PrivateOutput.create(AtomicFile.temporary(file)));
  }

  public void add(byte[] line) throws IOException {
    out.write(kept == 0 ? FIRST : NEXT);
    out.write(line);
    kept++;
  }

  public long entries() {
    return kept;
  }

  /** Returns the file that keeps the damage. */
  public SideFile side() {
    return side;
  }

  /** Saves damage of the old file. */
  public void damage(FileChannel old, long offset, long length) throws IOException {
    side.keep(old, offset, length);
  }

  /** Returns when everything that was added is on the disk. */
  public void force() throws IOException {
    out.force();
    side.force();
  }

  /** Closes the array and returns when everything is on the disk. */
  public void end() throws IOException {
    out.write(Tail.END);
    force();
  }

  public void replace() throws IOException {
    out.moveTo(file);
    AtomicFile.forceNameOf(file);
  }

  /** Deletes the new files. Must not be called after {@link #replace}. */
  public void discard() throws IOException {
    out.discard();
    side.discard();
  }

  @Override
  public void close() throws IOException {
    try (out;
        side) {
      // Both are closed, even if closing one fails.
    }
  }
}
