package dev.byok.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens to a {@link FaultyDisk}. Every byte written and every other step that
 * changes the disk costs 1, so that a crash after each cost is a crash at each moment. For a loss
 * of power, it remembers the content and the names that the files had when they were last forced.
 */
public final class Faults {
  /** The process is gone: code that still runs has no effect on the disk. */
  static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Map<Path, byte[]> unforced = new LinkedHashMap<>();
  private final List<Name> names = new ArrayList<>();
  private long spent;
  private long most = Long.MAX_VALUE;
  private boolean fails;
  private boolean dead;
  private int piece = Integer.MAX_VALUE;
  private @Nullable Random pauses;

  /** A name whose folder was not forced since a change, and the old content or null. */
  private record Name(Path file, @Nullable ByteBuffer before) {}

  /** Returns the cost since the last call of this, {@link #crashAfter} or {@link #failAfter}. */
  public long spent() {
    long sum = spent;
    start(Long.MAX_VALUE, false);
    return sum;
  }

  /** Ends the process when it has spent this much. */
  void crashAfter(long cost) {
    start(cost, false);
  }

  /** Makes the disk fail once, when this much is spent. Then it works again. */
  public void failAfter(long cost) {
    start(cost, true);
  }

  /** Splits writes into pieces of at most so many bytes, with a pause between all steps. */
  void slow(int piece, Random pauses) {
    this.piece = piece;
    this.pauses = pauses;
  }

  /** Loses power: of what was not forced, any blocks are on the disk, and the rest is zeros. */
  void losePower(Random random) throws IOException {
    for (Map.Entry<Path, byte[]> file : unforced.entrySet()) {
      if (Files.exists(file.getKey())) {
        byte[] now = Files.readAllBytes(file.getKey());
        Files.write(file.getKey(), mixed(file.getValue(), now, random));
      }
    }
    for (Name name : names.reversed()) {
      if (random.nextBoolean()) {
        put(name);
      }
    }
    forget();
  }

  /** Leaves the disk as it is, for another process. */
  public void forget() {
    unforced.clear();
    names.clear();
    start(Long.MAX_VALUE, false);
  }

  void requireAlive() {
    if (dead) {
      throw new Crash();
    }
  }

  void step() throws IOException {
    if (allowed(1) == 1) {
      pause();
    }
  }

  /** Returns how many of these bytes reach the disk; with none left, fails or ends the process. */
  int allowed(int bytes) throws IOException {
    requireAlive();
    int allowed = (int) Math.min(Math.min(bytes, piece), most - spent);
    if (allowed == 0 && bytes > 0) {
      most = Long.MAX_VALUE;
      if (fails) {
        throw new IOException("No space left on device");
      }
      dead = true;
      throw new Crash();
    }
    spent += allowed;
    return allowed;
  }

  void written() {
    pause();
  }

  void changing(Path file) throws IOException {
    if (!unforced.containsKey(file)) {
      unforced.put(file, Files.readAllBytes(file));
    }
  }

  void contentForced(Path file) {
    unforced.remove(file);
  }

  void namesForced(Path folder) {
    names.removeIf(name -> folder.equals(name.file().getParent()));
  }

  void created(Path file) {
    names.add(new Name(file, null));
  }

  void deleted(Path file) {
    unforced.remove(file);
    names.removeIf(name -> name.file().equals(file));
  }

  void moving(Path from, Path to) throws IOException {
    byte[] pending = unforced.remove(from);
    if (pending != null) {
      unforced.put(to, pending);
    } else {
      // The name now has another file, all of which is on the disk.
      unforced.remove(to);
    }
    names.removeIf(name -> name.file().equals(from));
    names.add(new Name(to, Files.exists(to) ? ByteBuffer.wrap(Files.readAllBytes(to)) : null));
  }

  private void start(long cost, boolean failing) {
    spent = 0;
    most = cost;
    fails = failing;
    dead = false;
  }

  private void pause() {
    if (pauses != null) {
      LockSupport.parkNanos(pauses.nextInt(400_000));
    }
  }

  private static void put(Name name) throws IOException {
    if (name.before() == null) {
      Files.deleteIfExists(name.file());
    } else {
      Files.write(name.file(), name.before().array());
    }
  }

  private static byte[] mixed(byte[] old, byte[] now, Random random) {
    int shorter = Math.min(old.length, now.length);
    int size = random.nextInt(3) > 0 ? now.length : old.length;
    if (random.nextInt(4) == 0) {
      size = shorter + random.nextInt(Math.abs(old.length - now.length) + 1);
    }
    byte[] mixed = Arrays.copyOf(old, size);
    int block = 1 << (3 + random.nextInt(10));
    for (int at = 0; at < size; at += block) {
      if (random.nextBoolean() && at < now.length) {
        System.arraycopy(now, at, mixed, at, Math.min(block, Math.min(size, now.length) - at));
      }
    }
    return mixed;
  }
}
