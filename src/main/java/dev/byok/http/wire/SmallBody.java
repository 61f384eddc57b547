package dev.byok.http.wire;

import dev.byok.http.Response;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the whole body of a short answer, within limits of time and size. */
public final class SmallBody {
  private SmallBody() {}

  /** Reads the expected value from a body; null if the body is something else. */
  public interface Reader<T> {
    @Nullable T read(InputStream body) throws IOException, JsonSyntaxException;
  }

  /**
   * Reads a body as it arrives.
   *
   * @param within the time for all of it
   * @param most the most bytes, compressed and decompressed
   */
  public static <T> @Nullable T read(Response response, Duration within, int most, Reader<T> reader)
      throws IOException, JsonSyntaxException {
    try (Watch watch = new Watch(response)) {
      watch.start(within);
      return reader.read(Decompression.clear(response, most));
    }
  }
}
