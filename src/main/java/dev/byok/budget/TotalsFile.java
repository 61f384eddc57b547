package dev.byok.budget;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.files.Causes;
import dev.byok.files.PrivateFiles;
import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The running totals on the disk. All but the reservations can be had from the ledger again, so
 * that whatever is odd about the file makes it count as absent, and nothing waits for the disk.
 */
final class TotalsFile {
  private static final long LARGEST = 16L * 1024 * 1024;

  private final Path file;

  TotalsFile(Path file) {
    this.file = file;
  }

  /** What is there; null when there is nothing that can be relied on. */
  TotalsJson.@Nullable Content read(long recentSince) {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return null;
      }
      PrivateFiles.requireOwn(file, false);
      if (Files.size(file) > LARGEST) {
        return null;
      }
      return TotalsJson.read(Json.parseObject(Files.readAllBytes(file)), recentSince);
    } catch (IOException | JsonSyntaxException | DamagedTotalsException doubtful) {
      // It is made anew from the ledger, which also mends it.
      return null;
    }
  }

  /** Replaces it in one step; whoever calls holds the ledger's lock, so that one name will do. */
  void write(BudgetTotals totals, List<Reservation> reservations) {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    ByteBuffer bytes = ByteBuffer.wrap(Json.writeBytes(TotalsJson.write(totals, reservations)));
    try {
      // A process that was killed may have left it.
      Files.deleteIfExists(temporary);
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              Set.of(
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS),
              PrivateFiles.fileMode())) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw Failure.of(
              Kind.FILE,
              UserWord.quoted(file)
                  + ", which budgets need, cannot be written: "
                  + Causes.of(failed))
          .hint("make the file and its folder writable for you, or set BYOK_HOME")
          .causedBy(failed);
    }
  }
}
