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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer from an open response. Whether it is a stream is told by its content type, and by
 * its first character where that is another, not by what was asked for: some providers answer a
 * streamed request with one JSON body, and some servers give no type or a wrong one.
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
  private final Deque<Delta> ready = new ArrayDeque<>();
  private final Queue<Event> events = new ArrayDeque<>();
  private final EventSource reader;
  private final byte[] buffer = new byte[8192];
  private @Nullable InputStream body;
  private final CutCharacters cut = new CutCharacters();
  private final String type;
  private boolean isWhole;
  private boolean knowsForm;
  private boolean anyEvent;
  private boolean anyText;
  private boolean afterFirstToken;
  private Delta.@Nullable Finish finish;
  private final String headerId;
  private boolean atEnd;
  private boolean unfinished;
  private long characters;
  private @Nullable ProviderError reported;
  private @Nullable MalformedStreamException damage;
  private @Nullable Failure broken;

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
    this.type = response.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    this.isWhole = type.contains("json");
    if (!headerId.isEmpty()) {
      ready.add(new Delta.RequestId(headerId));
    }
  }

  /**
   * Reads up to the first token, and returns the report that the provider sent instead of one; null
   * when there is none. Nothing is lost: what came, and any other failure, {@link #next} hands out.
   */
  @Nullable ProviderError reportInsteadOfAnswer() {
    while (!atEnd && broken == null && !hasToken()) {
      read();
    }
    return hasToken() ? null : reported;
  }

  private boolean hasToken() {
    for (Delta delta : ready) {
      if (isToken(delta)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable Delta next() {
    while (ready.isEmpty() && !atEnd && broken == null) {
      read();
    }
    if (ready.isEmpty()) {
      cut.end(ready);
    }
    Delta delta = withoutSecrets(ready.poll());
    if (delta == null) {
      endWell();
      return null;
    }
    bound(delta);
    if (isToken(delta)) {
      afterFirstToken = true;
      anyText |= delta instanceof Delta.Text;
    } else if (delta instanceof Delta.Finish why) {
      finish = isFiltered() ? finish : why;
    }
    return delta;
  }

  private boolean isFiltered() {
    return finish != null && finish.reason().equals("content_filter");
  }

  private static boolean isToken(Delta delta) {
    return delta instanceof Delta.Text || delta instanceof Delta.Reasoning;
  }

  /** Reads more; a failure is kept until all that came before it is handed out. */
  private void read() {
    try {
      advance();
    } catch (ProviderErrorException failed) {
      take(failed.before());
      reported = failed.error();
      atEnd = true;
    } catch (JsonSyntaxException malformed) {
      broken = failures.malformed(malformed.getMessage() + " in its answer", afterFirstToken);
    } catch (OutOfMemoryError crowded) {
      // Below its ceiling a text can still hold a million objects; they are garbage by now.
      broken = failures.brokenOff("a part of it needs more memory than there is", afterFirstToken);
    } catch (MalformedStreamException damaged) {
      broken = failures.brokenOff(damaged.what(), afterFirstToken).causedBy(damaged);
    } catch (IdleTimeoutException silence) {
      broken = failures.brokenOff(String.valueOf(silence.getMessage()), afterFirstToken);
    } catch (IOException ended) {
      broken = watch.fired() ? dripping() : connectionEnded(ended);
    }
  }

  private Failure dripping() {
    IdleTimeoutException drip =
        IdleTimeoutException.dripping("what came held no more of it", limit);
    return failures.brokenOff(String.valueOf(drip.getMessage()), afterFirstToken);
  }

  private Failure connectionEnded(IOException ended) {
    return failures.brokenOff("the connection ended early", afterFirstToken).causedBy(ended);
  }

  private void take(List<Delta> deltas) {
    for (Delta delta : deltas) {
      cut.add(delta, ready);
    }
  }

  /** All that came is handed out: an answer that is none, or not whole, fails here. */
  private void endWell() {
    boolean nothing = finish == null && !afterFirstToken && !unfinished;
    if (nothing && broken == null && reported == null) {
      endWithout("it ends without a word");
    }
    if (broken != null) {
      throw broken;
    }
    if (reported != null) {
      throw failures.inside(reported, afterFirstToken);
    }
    if (unfinished) {
      throw failures.brokenOff("it ends without the reason why", afterFirstToken);
    }
    if (finish != null && isFiltered()) {
      throw failures.filtered(finish.explanation(), afterFirstToken);
    }
    if (finish != null && !anyText && !BodyForm.mayBeEmpty(finish.reason())) {
      throw failures.stopped(finish.reason(), finish.explanation(), afterFirstToken);
    }
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

  private void bound(Delta delta) {
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
    if (isWhole) {
      String whole = wholeBody();
      atEnd = true;
      take(decoder.whole(whole));
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
      anyEvent = true;
      take(decoder.event(event));
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
  private @Nullable Event readEvent()
      throws IOException, JsonSyntaxException, ProviderErrorException {
    int count = inTime(() -> body().read(buffer));
    if (count >= 0 && !knowsForm && isJsonUnderAnotherType(count)) {
      isWhole = true;
      body = new SequenceInputStream(new ByteArrayInputStream(buffer.clone(), 0, count), body());
      return null;
    }
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
    if (!anyEvent && BodyForm.isJson(reader.strayLines())) {
      whole(reader.strayLines());
    }
    if (!decoder.mayEnd() && broken == null && reported == null) {
      endWithout("the stream ended without its end mark");
    }
    return null;
  }

  /** A whole answer that is said to be a stream. */
  private void whole(String stray) throws ProviderErrorException {
    try {
      take(decoder.whole(stray));
    } catch (JsonSyntaxException notWhole) {
      endWithout(notWhole.getMessage() + " in its answer");
    }
  }

  /** Whether a body that is not said to be a stream begins as no stream can. */
  private boolean isJsonUnderAnotherType(int count) {
    if (type.contains("event-stream") || type.contains("eventstream")) {
      knowsForm = true;
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (!Character.isWhitespace(buffer[i])) {
        knowsForm = true;
        return buffer[i] == '{' || buffer[i] == '[';
      }
    }
    return false;
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

  /** An answer ended without what makes one; what stands outside the SSE form may say why. */
  private void endWithout(String why) {
    String stray = reader.strayLines();
    ProviderError error = ProviderError.read(0, stray);
    if (!anyEvent && (type.contains("html") || stray.stripLeading().startsWith("<"))) {
      broken = failures.page(error);
    } else if (error.message().isEmpty()) {
      broken = failures.brokenOff(why, afterFirstToken);
    } else {
      reported = error;
    }
  }

  private String wholeBody() throws IOException {
    byte[] bytes = inTime(() -> new BoundedInput(body(), LARGEST_BODY).readAllBytes());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private InputStream body() throws IOException {
    if (body == null) {
      body = response.body();
    }
    return body;
  }
}
