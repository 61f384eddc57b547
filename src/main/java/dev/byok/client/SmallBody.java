package dev.byok.client;

import dev.byok.http.Response;
import dev.byok.http.wire.BoundedInput;
import dev.byok.http.wire.Decompression;
import dev.byok.http.wire.Watch;
import java.io.IOException;
import java.time.Duration;

/** The answer to a question about keys or models: read whole, within bounds of time and size. */
public final class SmallBody {
  /** For the connection, the headers and the body alike. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int LARGEST = 16 << 20;

  /** As pieces, as bytes, as text, and as values of JSON. */
  private static final int COPIES = 8;

  private SmallBody() {}

  public static byte[] read(Response response) throws IOException {
    try (Watch watch = new Watch(response)) {
      watch.start(PATIENCE);
      int most = Heap.most(LARGEST, COPIES);
      return Decompression.whole(
          new BoundedInput(response.body(), most).readAllBytes(), response, most);
    }
  }
}
