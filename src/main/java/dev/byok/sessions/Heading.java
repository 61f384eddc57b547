package dev.byok.sessions;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a session that lists and comparisons need.
 *
 * @param task with the revision and the time of saving, it tells whether a file is still the one
 *     that was read
 */
record Heading(SessionListing listing, String task, long revision) {
  /** Large enough for the first line of a file with names of ordinary length. */
  private static final int LONGEST = 8 * 1024;

  static Heading of(Session session) {
    SessionListing listing =
        new SessionListing(
            session.name(),
            session.model(),
            session.turns().size(),
            session.created(),
            session.updated(),
            Title.of(session));
    return new Heading(listing, session.taskId(), session.revision());
  }

  /** Whether the file has this session and was not saved since. */
  boolean isOf(Session session) {
    return revision == session.revision()
        && task.equals(session.taskId())
        && listing.updated().equals(session.updated());
  }

  /**
   * Reads the first line of a file, which takes the same time for any length of session. Returns
   * null for a file that is not in byok's form and must be read as a whole.
   */
  static @Nullable Heading read(FileChannel file, String name) throws IOException {
    byte[] end = SessionForm.END.getBytes(StandardCharsets.UTF_8);
    long length = file.size();
    if (length < end.length || !Arrays.equals(end, bytes(file, length - end.length, end.length))) {
      return null;
    }
    byte[] start = bytes(file, 0, LONGEST);
    for (int at = 1; at < start.length; at++) {
      if (start[at] == '\n') {
        return start[at - 1] == ','
            ? of(new String(start, 0, at - 1, StandardCharsets.UTF_8), name)
            : null;
      }
    }
    return null;
  }

  private static @Nullable Heading of(String line, String name) {
    try {
      JsonObject object = Json.parseObject(line + "}");
      Facts facts = new Facts(object, "");
      SessionForm.requireKnown(facts);
      SessionListing listing =
          new SessionListing(
              name,
              facts.optionalText("model"),
              facts.count("count"),
              facts.time("created"),
              facts.time("updated"),
              facts.optionalText("title"));
      return new Heading(listing, facts.text("task"), facts.count("revision"));
    } catch (JsonSyntaxException | DamagedSessionException | NewerVersionException odd) {
      // Reading the whole file will report what is wrong, if anything is.
      return null;
    }
  }

  private static byte[] bytes(FileChannel file, long from, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most);
    while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
      // Read on: one read may return less than there is.
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }
}
