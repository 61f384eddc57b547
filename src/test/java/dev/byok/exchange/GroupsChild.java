package dev.byok.exchange;

import dev.byok.ledger.Fixtures;
import dev.byok.ledger.Ledger;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A process whose threads add entries until it is ended. It prints the id of each entry that was
 * added or, if asked to, that is in the ledger.
 */
final class GroupsChild {
  private static final int THREADS = 16;

  private GroupsChild() {}

  /** Takes the ledger, {@code added} or {@code settled}, and the start of the ids. */
  public static void main(String[] args) throws Exception {
    LedgerGroups groups =
        new LedgerGroups(
            new LedgerWriter(() -> new Ledger(Path.of(args[0])), () -> true, new Heard()));
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    boolean settles = args[1].equals("settled");
    for (int thread = 0; thread < THREADS; thread++) {
      String name = args[2] + thread + "-";
      Thread.ofPlatform()
          .start(() -> {
            for (int i = 0; ; i++) {
              groups.add(Fixtures.plain(name + i));
              if (settles) {
                groups.settle();
              } else {
                LockSupport.parkNanos(20_000_000);
              }
              print(out, name + i);
            }
          });
    }
  }

  private static void print(FileOutputStream out, String id) {
    try {
      out.write((id + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }
}
