package dev.byok.serve.clients;

import dev.byok.files.FileStamp;
import dev.byok.keys.forms.GatewayToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the client that a token belongs to, for every request. The file is read again only when it
 * has changed, so what {@code byok clients} does holds from the next request on. Thread-safe.
 */
public final class Clients {
  private final ClientFile file;
  private final Clock clock;
  private volatile @Nullable Snapshot latest;

  public Clients(ClientFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Returns the client with this token; null if there is none or its token has expired. Takes the
   * same time whichever client it is, and however much of a token is right.
   *
   * @throws dev.byok.failure.Failure of kind {@code FILE} if the file cannot be trusted or read:
   *     then there is no client
   */
  public @Nullable Client byToken(String token) {
    Client client = withToken(token);
    return client == null || client.isExpired(clock.instant()) ? null : client;
  }

  /** Returns the client whose token this was until it expired, so a refusal can say so, or null. */
  public @Nullable Client expiredWith(String token) {
    Client client = withToken(token);
    return client != null && client.isExpired(clock.instant()) ? client : null;
  }

  private @Nullable Client withToken(String token) {
    // Before all else: what others send may be of any size.
    if (!ClientToken.isWellFormed(token)) {
      return null;
    }
    byte[] hash = ascii(GatewayToken.sha256(token));
    Snapshot now = current();
    Client found = null;
    for (int i = 0; i < now.hashes.length; i++) {
      // No early end: it would tell how many clients come before.
      if (MessageDigest.isEqual(hash, now.hashes[i])) {
        found = now.clients.get(i);
      }
    }
    return found;
  }

  private Snapshot current() {
    // Taken before the file is read: a change in between is seen at the next look.
    FileStamp stamp = FileStamp.of(file.path());
    Snapshot known = latest;
    if (known != null && known.isOf(stamp)) {
      return known;
    }
    synchronized (this) {
      known = latest;
      if (known == null || !known.isOf(stamp)) {
        known = new Snapshot(file.read(), stamp, stamp.isSettled(clock.millis()));
        latest = known;
      }
      return known;
    }
  }

  private static byte[] ascii(String hex) {
    return hex.getBytes(StandardCharsets.US_ASCII);
  }

  /** What the file contained when it looked like this. */
  private static final class Snapshot {
    private final List<Client> clients;
    private final byte[][] hashes;
    private final FileStamp stamp;
    private final boolean lasts;

    Snapshot(List<Client> clients, FileStamp stamp, boolean lasts) {
      this.clients = clients;
      this.stamp = stamp;
      this.lasts = lasts;
      hashes = new byte[clients.size()][];
      for (int i = 0; i < hashes.length; i++) {
        hashes[i] = ascii(clients.get(i).tokenSha256());
      }
    }

    boolean isOf(FileStamp now) {
      return lasts && stamp.equals(now);
    }
  }
}
