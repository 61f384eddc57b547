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
 * The running totals on disk. Everything in the file except the reservations can be rebuilt from
 * the ledger. So a file with any fault counts as absent, and writes do not wait for the disk.
 */
final class TotalsFile {
  private static final long LARGEST = 16L * 1024 * 1024;

  private final Path file;

  TotalsFile(Path file) {
    this.file = file;
  }

  /** Returns the content, or null when there is nothing reliable. */
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
      // The totals are rebuilt from the ledger, and the file is replaced.
      return null;
    }
  }

  /** Replaces the file in one step, under the ledger's lock: one temporary name is enough. */
  void write(BudgetTotals totals, List<Reservation> reservations) {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    ByteBuffer bytes = ByteBuffer.wrap(Json.writeBytes(TotalsJson.write(totals, reservations)));
    try {
      // A process that was killed may have left this file.
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
