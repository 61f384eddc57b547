package dev.byok.http.wire;

import dev.byok.http.Response;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The body of an answer that is read at once, within bounds of time and size. */
public final class SmallBody {
  private SmallBody() {}

  /** Makes what was asked for out of a body; null when it is something else. */
  public interface Reader<T> {
    @Nullable T read(InputStream body) throws IOException, JsonSyntaxException;
  }

  /**
   * Reads a body as it comes.
   *
   * @param within the time for all of it
   * @param most the most bytes, as they are sent and in clear
   */
  public static <T> @Nullable T read(Response response, Duration within, int most, Reader<T> reader)
      throws IOException, JsonSyntaxException {
    try (Watch watch = new Watch(response)) {
      watch.start(within);
      return reader.read(Decompression.clear(response, most));
    }
  }
}
