package dev.byok.ledger.repair;

import dev.byok.files.AtomicFile;
import dev.byok.ledger.file.PrivateOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps the damage of a ledger in a new private file beside it, created when it is needed. */
public final class SideFile implements AutoCloseable {
  private static final int PIECE = 8 * 1024;
  private static final byte[] LINE_BREAK = {'\n'};

  private final Path ledger;
  private @Nullable PrivateOutput out;
  private long bytes;
  private long places;

  public SideFile(Path ledger) {
    this.ledger = ledger;
  }

  /** Copies bytes of the ledger and adds a line break after them. */
  public void keep(FileChannel from, long offset, long length) throws IOException {
    bytes += length;
    places++;
    PrivateOutput target = out();
    byte[] piece = new byte[PIECE];
    long end = offset + length;
    for (long at = offset; at < end; ) {
      int read = from.read(ByteBuffer.wrap(piece, 0, (int) Math.min(PIECE, end - at)), at);
      if (read < 0) {
        throw new IOException("the file became shorter while it was being repaired");
      }
      target.write(piece, read);
      at += read;
    }
    target.write(LINE_BREAK);
  }

  public long bytes() {
    return bytes;
  }

  public long places() {
    return places;
  }

  /** Returns null while there is nothing to keep. */
  public @Nullable Path path() {
    return out == null ? null : out.path();
  }

  /** Returns when the file and its name are on the disk. The ledger may then lose the damage. */
  public void force() throws IOException {
    if (out != null) {
      out.force();
      AtomicFile.forceNameOf(ledger);
    }
  }

  public void discard() throws IOException {
    if (out != null) {
      out.discard();
    }
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }

  private PrivateOutput out() throws IOException {
    if (out == null) {
      out = PrivateOutput.createForDamage(ledger);
    }
    return out;
  }
}
