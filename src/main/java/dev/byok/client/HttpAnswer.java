package dev.byok.client;

import dev.byok.conversation.Delta;
import dev.byok.conversation.TextRoom;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.Response;
import dev.byok.http.Watch;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import dev.byok.sse.EventSource;
import dev.byok.sse.EventTooLongException;
import dev.byok.sse.MalformedStreamException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
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
  /** As bytes that have grown, as text, as JSON's own buffer, and as values. */
  private static final int COPIES_OF_A_BODY = 8;

  private static final String TOO_LONG =
      "its text is longer than " + AnswerBounds.mebibytes(AnswerBounds.MOST_TEXT);

  private final Response response;
  private final Decoder decoder;
  private final ProviderFailures failures;
  private final int attempts;
  private final Watch watch;
  private final AnswerBounds bounds;
  private final TextRoom room = new TextRoom(AnswerBounds.MOST_TEXT);
  private final Pending pending;
  private final Queue<Event> events = new ArrayDeque<>();
  private final EventSource reader;
  private final WholeBody whole =
      new WholeBody(Heap.most(AnswerBounds.LARGEST_BODY, COPIES_OF_A_BODY));
  private final byte[] buffer = new byte[8192];
  private @Nullable InputStream body;
  private final String type;
  private boolean isWhole;
  private boolean knowsForm;
  private boolean anyEvent;
  private boolean anyText;
  private Delta.@Nullable Finish finish;
  private boolean atEnd;
  private boolean unfinished;
  private @Nullable ProviderError reported;
  private @Nullable MalformedStreamException damage;
  private @Nullable Failure broken;

  /**
   * @param idle the longest silence that is waited out
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
    this.bounds = new AnswerBounds(idle);
    this.watch = new Watch(response);
    this.pending =
        new Pending(failures, idHeader == null ? "" : response.header(idHeader).orElse(""));
    this.type = response.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    this.isWhole = type.contains("json");
  }

  /**
   * Reads up to the first token, and returns the report that the provider sent instead of one; null
   * when there is none. Nothing is lost: what came, and any other failure, {@link #next} hands out.
   */
  @Nullable ProviderError reportInsteadOfAnswer() {
    while (!atEnd && broken == null && !pending.anyWord()) {
      read();
    }
    return pending.anyWord() || bounds.isFlood() ? null : reported;
  }

  @Override
  public @Nullable Delta next() {
    while (true) {
      while (pending.isEmpty() && !atEnd && broken == null) {
        read();
      }
      if (pending.isEmpty()) {
        pending.end();
      }
      Delta delta = pending.poll();
      if (delta == null) {
        endWell();
        return null;
      }
      if (!isWord(delta)) {
        finish = delta instanceof Delta.Finish why && !isFiltered() ? why : finish;
        return delta;
      }
      anyText |= delta instanceof Delta.Text;
      Delta fitting = room.take(delta);
      if (!room.isOver()) {
        return fitting;
      }
      broken = failures.brokenOff(TOO_LONG, true);
      if (!Pending.text(fitting).isEmpty()) {
        return fitting;
      }
    }
  }

  private boolean isFiltered() {
    return finish != null && Pending.isFilter(finish);
  }

  private static boolean isWord(Delta delta) {
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
      broken = failures.malformed(malformed.getMessage() + " in its answer", pending.anyWord());
    } catch (OutOfMemoryError crowded) {
      // Below its ceiling a text can still be larger than the heap; it is garbage by now.
      broken =
          failures.brokenOff("a part of it needs more memory than there is", pending.anyWord());
    } catch (MalformedStreamException damaged) {
      broken = failures.brokenOff(damaged.what(), pending.anyWord()).causedBy(damaged);
    } catch (AnswerBounds.Met bound) {
      met(bound);
    } catch (IdleTimeoutException | EventTooLongException silence) {
      broken = failures.brokenOff(String.valueOf(silence.getMessage()), pending.anyWord());
    } catch (IOException ended) {
      if (watch.fired()) {
        met(bounds.timeOver());
      } else {
        broken =
            failures.brokenOff("the connection ended early", pending.anyWord()).causedBy(ended);
      }
    }
  }

  /** Behind a complete answer a server may send what it likes: nobody listens any more. */
  private void met(AnswerBounds.Met bound) {
    if (decoder.mayEnd() && pending.isComplete()) {
      atEnd = true;
    } else {
      broken = failures.brokenOff(String.valueOf(bound.getMessage()), pending.anyWord());
    }
  }

  private void take(List<Delta> deltas) {
    boolean anyWord = false;
    for (Delta delta : deltas) {
      anyWord |= pending.add(delta);
    }
    if (anyWord) {
      bounds.word();
    }
  }

  /** All that came is handed out: an answer that is none, or not whole, fails here. */
  private void endWell() {
    boolean nothing = finish == null && !pending.anyWord() && !unfinished;
    if (nothing && broken == null && reported == null) {
      endWithout("it ends without a word");
    }
    if (broken != null) {
      throw broken;
    }
    if (reported != null) {
      throw failures.inside(reported, pending.anyWord());
    }
    if (unfinished) {
      throw failures.brokenOff("it ends without the reason why", pending.anyWord());
    }
    if (finish != null && isFiltered()) {
      throw failures.filtered(finish.explanation(), pending.anyWord());
    }
    if (finish != null && !anyText && !BodyForm.mayBeEmpty(finish.reason())) {
      throw failures.stopped(finish.reason(), finish.explanation(), pending.anyWord());
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

  private void advance() throws IOException, JsonSyntaxException, ProviderErrorException {
    if (isWhole) {
      String text = wholeBody();
      atEnd = true;
      take(decoder.whole(text));
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
      bounds.event();
      take(decoder.event(event));
      atEnd = decoder.ended();
    }
  }

  /**
   * Reads some bytes; -1 at the end. Two clocks run while this waits for the provider, and none
   * while the caller is busy. The transport's is started again by every byte. This one only by a
   * word of the answer, for what holds none could go on for ever.
   */
  private int fill() throws IOException {
    long start = System.nanoTime();
    watch.start(bounds.left());
    int count;
    try {
      count = body().read(buffer);
    } finally {
      watch.stop();
    }
    if (count >= 0) {
      bounds.waited(System.nanoTime() - start);
      bounds.read(count);
    }
    return count;
  }

  /** The next event; null when more has to be read, or at the end of the stream. */
  private @Nullable Event readEvent()
      throws IOException, JsonSyntaxException, ProviderErrorException {
    int count = fill();
    if (count >= 0 && !knowsForm && isJsonUnderAnotherType(count)) {
      isWhole = true;
      keep(count);
      return null;
    }
    if (count >= 0) {
      feed(count);
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
      broken = failures.brokenOff(why, pending.anyWord());
    } else {
      reported = error;
    }
  }

  private String wholeBody() throws IOException {
    try {
      for (int count = fill(); count >= 0; count = fill()) {
        keep(count);
      }
    } catch (IOException broken) {
      // All of it is there: what becomes of the connection, or comes behind it, changes nothing.
      if (!whole.isComplete()) {
        throw broken;
      }
    }
    return whole.toString();
  }

  private void keep(int count) throws IOException {
    if (whole.add(buffer, count)) {
      bounds.kept();
    }
  }

  private InputStream body() throws IOException {
    if (body == null) {
      body = response.body();
    }
    return body;
  }
}
