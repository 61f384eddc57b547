package dev.byok.ledger.repair;

import dev.byok.files.AtomicFile;
import dev.byok.ledger.file.PrivateOutput;
import dev.byok.ledger.file.Tail;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A ledger that is written again, one entry a line, to take the place of the old one in one step.
 * What is damaged in the old one goes to a file beside it. Until then, and whenever anything fails,
 * the old file stays as it was.
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

  /** Begins one, and removes what is left of those whose process was killed. */
  public static FreshLedger begin(Path file) throws IOException {
    AtomicFile.removeRemnants(file);
    return new FreshLedger(file, PrivateOutput.create(AtomicFile.temporary(file)));
  }

  /** Adds an entry. */
  public void add(byte[] line) throws IOException {
    out.write(kept == 0 ? FIRST : NEXT);
    out.write(line);
    kept++;
  }

  /** How many entries were added. */
  public long entries() {
    return kept;
  }

  /** The damage of the old file. */
  public SideFile side() {
    return side;
  }

  /** Keeps damage of the old file aside. */
  public void damage(FileChannel old, long offset, long length) throws IOException {
    side.keep(old, offset, length);
  }

  /** Returns when all that was added is on the disk. */
  public void force() throws IOException {
    out.force();
    side.force();
  }

  /** Ends the array and returns when all is on the disk. */
  public void end() throws IOException {
    out.write(Tail.END);
    force();
  }

  /** Takes the place of the old file. */
  public void replace() throws IOException {
    out.moveTo(file);
    AtomicFile.forceNameOf(file);
  }

  /** Leaves nothing behind; not to be called any more when it has taken its place. */
  public void discard() throws IOException {
    out.discard();
    side.discard();
  }

  @Override
  public void close() throws IOException {
    try (out;
        side) {
      // Both are closed, whatever becomes of the first.
    }
  }
}
