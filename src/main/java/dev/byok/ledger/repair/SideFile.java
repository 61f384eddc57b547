package dev.byok.ledger.repair;

import dev.byok.files.AtomicFile;
import dev.byok.ledger.file.PrivateOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is damaged in a ledger, kept beside it: a new private file, made when there is something to
 * keep.
 */
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

  /** Copies so many bytes of the ledger, with a line break behind them. */
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

  /** How many bytes it keeps. */
  public long bytes() {
    return bytes;
  }

  /** From how many places they are. */
  public long places() {
    return places;
  }

  /** Null while there is nothing to keep. */
  public @Nullable Path path() {
    return out == null ? null : out.path();
  }

  /** Returns when all of it is on the disk, its name too: the ledger may lose it from here on. */
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
