package dev.byok.client;

import dev.byok.conversation.Delta;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.http.BoundedInput;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.Response;
import dev.byok.http.Watch;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import dev.byok.sse.EventSource;
import dev.byok.sse.MalformedStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer from an open response. Whether it is a stream is told by its content type, not by
 * what was asked for: some providers answer a streamed request with one JSON body.
 */
final class HttpAnswer implements Answer {
  private static final int QUEUEING = 5;

  /**
   * Far above any model's answer, and low enough for a heap of 64 MiB: on its way each character
   * stands in several copies, of two bytes where one of them is not Latin.
   */
  private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

  private static final int LARGEST_BODY = 8 * 1024 * 1024;

  private final Response response;
  private final Decoder decoder;
  private final ProviderFailures failures;
  private final int attempts;
  private final Duration idle;
  private final Watch watch;
  private Duration limit;
  private Duration waited = Duration.ZERO;
  private final Queue<Delta> ready = new ArrayDeque<>();
  private final Queue<Event> events = new ArrayDeque<>();
  private final EventSource reader;
  private final byte[] buffer = new byte[8192];
  private @Nullable InputStream body;
  private boolean afterFirstToken;
  private Delta.@Nullable Finish filtered;
  private final String headerId;
  private boolean atEnd;
  private boolean unfinished;
  private long characters;
  private @Nullable ProviderError reported;
  private @Nullable MalformedStreamException damage;

  /**
   * @param idHeader the header that names the request in the provider's console; null where the
   *     answer itself does
   */
  HttpAnswer(
      Response response,
      EventSource reader,
      Decoder decoder,
      ProviderFailures failures,
      Duration idle,
      int attempts,
      @Nullable String idHeader) {
    this.response = response;
    this.reader = reader;
    this.decoder = decoder;
    this.failures = failures;
    this.attempts = attempts;
    this.idle = idle;
    this.limit = idle.multipliedBy(QUEUEING);
    this.watch = new Watch(response);
    this.headerId = idHeader == null ? "" : response.header(idHeader).orElse("");
    if (!headerId.isEmpty()) {
      ready.add(new Delta.RequestId(headerId));
    }
  }

  @Override
  public @Nullable Delta next() {
    while (ready.isEmpty() && !atEnd) {
      try {
        advance();
      } catch (ProviderErrorException failed) {
        ready.addAll(failed.before());
        reported = failed.error();
        atEnd = true;
      } catch (JsonSyntaxException malformed) {
        throw failures.malformed(malformed.getMessage() + " in its answer", afterFirstToken);
      } catch (OutOfMemoryError crowded) {
        // Below its ceiling a text can still hold a million objects; they are garbage by now.
        throw failures.brokenOff("a part of it needs more memory than there is", afterFirstToken);
      } catch (MalformedStreamException damaged) {
        throw failures.brokenOff(damaged.what(), afterFirstToken).causedBy(damaged);
      } catch (IdleTimeoutException silence) {
        throw failures.brokenOff(String.valueOf(silence.getMessage()), afterFirstToken);
      } catch (IOException broken) {
        if (watch.fired()) {
          IdleTimeoutException drip =
              IdleTimeoutException.dripping("what came held no more of it", limit);
          throw failures.brokenOff(String.valueOf(drip.getMessage()), afterFirstToken);
        }
        throw failures.brokenOff("the connection ended early", afterFirstToken).causedBy(broken);
      }
    }
    Delta delta = withoutSecrets(ready.poll());
    if (delta == null && reported != null) {
      throw failures.inside(reported, afterFirstToken);
    }
    if (delta == null && unfinished) {
      throw failures.brokenOff("it ends without the reason why", afterFirstToken);
    }
    if (delta == null && filtered != null) {
      throw failures.filtered(filtered.explanation());
    }
    bound(delta);
    if (delta instanceof Delta.Text || delta instanceof Delta.Reasoning) {
      afterFirstToken = true;
    } else if (delta instanceof Delta.Finish finish) {
      filtered = finish.reason().equals("content_filter") ? finish : filtered;
    }
    return delta;
  }

  @Override
  public int attempts() {
    return attempts;
  }

  @Override
  public void close() {
    watch.close();
    try {
      response.close();
    } catch (IOException alreadyBroken) {
      // The answer is over either way, and its end was judged by what was read.
      atEnd = true;
    }
  }

  /** Short texts of the provider's that are written down: any of them could echo the key. */
  private @Nullable Delta withoutSecrets(@Nullable Delta delta) {
    if (delta instanceof Delta.RequestId named) {
      return new Delta.RequestId(failures.identifier(headerId.isEmpty() ? named.id() : headerId));
    }
    if (delta instanceof Delta.Served served) {
      return new Delta.Served(failures.identifier(served.model()));
    }
    if (delta instanceof Delta.Finish finish) {
      String why = finish.explanation();
      return new Delta.Finish(
          failures.identifier(finish.reason()), why == null ? null : failures.explanation(why));
    }
    return delta;
  }

  private void bound(@Nullable Delta delta) {
    if (delta instanceof Delta.Text more) {
      characters += more.text().length();
    } else if (delta instanceof Delta.Reasoning more) {
      characters += more.text().length();
    }
    if (characters > MOST_CHARACTERS) {
      throw failures.brokenOff("it is longer than any model's, 4 Mi characters", afterFirstToken);
    }
  }

  private void advance() throws IOException, JsonSyntaxException, ProviderErrorException {
    if (!isStream()) {
      String whole = wholeBody();
      atEnd = true;
      ready.addAll(decoder.whole(whole));
      unfinished = !decoder.mayEnd();
      return;
    }
    Event event = events.poll();
    if (event == null && damage != null) {
      throw damage;
    }
    if (event == null) {
      event = readEvent();
    }
    if (event != null) {
      ready.addAll(decoder.event(event));
      atEnd = decoder.ended();
    }
  }

  @FunctionalInterface
  private interface Read<T> {
    T read() throws IOException;
  }

  /**
   * Two clocks run while this waits for the provider, and none while the caller is busy. The
   * transport's is started anew by every byte. This one is not, for comments and blank lines could
   * go on for ever: only an event with data starts it anew, and between two of them it allows one
   * idle time-out. Before the first event it allows {@link #QUEUEING} of them, because providers
   * send comments while a request queues; a body that is no stream has to be complete by then.
   */
  private <T> T inTime(Read<T> read) throws IOException {
    long start = System.nanoTime();
    watch.start(limit.minus(waited));
    try {
      return read.read();
    } finally {
      watch.stop();
      waited = waited.plusNanos(System.nanoTime() - start);
    }
  }

  /** The next event; null when more has to be read, or at the end of the stream. */
  private @Nullable Event readEvent() throws IOException {
    int count = inTime(() -> body().read(buffer));
    if (count >= 0) {
      feed(count);
      if (!events.isEmpty()) {
        waited = Duration.ZERO;
        limit = idle;
      }
      return events.poll();
    }
    Event last = reader.end();
    if (last != null) {
      return last;
    }
    atEnd = true;
    if (!decoder.mayEnd()) {
      throw strayFailure();
    }
    return null;
  }

  /** What came whole before a damage is still part of the answer. */
  private void feed(int count) throws IOException {
    try {
      events.addAll(reader.feed(buffer, 0, count));
    } catch (MalformedStreamException malformed) {
      events.addAll(malformed.before());
      damage = malformed;
    }
  }

  /**
   * A body that ended without the dialect's end mark; what stands there outside the SSE form may
   * say why.
   */
  private Failure strayFailure() {
    String stray = reader.strayLines();
    if (!stray.isBlank()) {
      ProviderError error = ProviderError.read(0, stray);
      if (!error.message().isEmpty()) {
        return failures.inside(error, afterFirstToken);
      }
    }
    return failures.brokenOff("the stream ended without its end mark", afterFirstToken);
  }

  private boolean isStream() {
    String type = response.header("content-type").orElse("text/event-stream");
    return !type.toLowerCase(Locale.ROOT).contains("json");
  }

  private String wholeBody() throws IOException {
    byte[] bytes = inTime(() -> new BoundedInput(response.body(), LARGEST_BODY).readAllBytes());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private InputStream body() throws IOException {
    if (body == null) {
      body = response.body();
    }
    return body;
  }
}
