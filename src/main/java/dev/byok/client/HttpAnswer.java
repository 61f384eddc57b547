package dev.byok.client;

import dev.byok.conversation.Delta;
import dev.byok.conversation.TextRoom;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.Response;
import dev.byok.http.UnknownCodingException;
import dev.byok.json.JsonSyntaxException;
import dev.byok.json.JsonValues;
import dev.byok.sse.Event;
import dev.byok.sse.EventSource;
import dev.byok.sse.MalformedStreamException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer from an open response: {@link AnswerBody} its bytes, {@link AnswerReader} its
 * format. Once the provider has said why the model stopped, the answer is complete, however the
 * connection ends.
 */
final class HttpAnswer implements Answer {
  /** A body exists as growing bytes, as text, in JSON's own buffer, and as values. */
  private static final int COPIES_OF_A_BODY = 8;

  /** How long to wait for usage after the finish reason, and for the end mark after both. */
  private static final Duration GRACE_FOR_USAGE = Duration.ofSeconds(10);

  private static final Duration GRACE_FOR_END = Duration.ofSeconds(1);

  private static final String TOO_LONG =
      "its text is longer than " + AnswerBounds.mebibytes(AnswerBounds.MOST_TEXT);
  private static final String SKIPPED =
      "an event of the stream is longer than " + AnswerBounds.mebibytes(AnswerBounds.LARGEST_EVENT);

  private final Decoder decoder;
  private final ProviderFailures failures;
  private final int attempts;
  private final Duration idle;
  private final AnswerBounds bounds;
  private final AnswerBody body;
  private final AnswerReader reader;
  private final AnswerEnd end;
  private final TextRoom room = new TextRoom(AnswerBounds.MOST_TEXT);
  private final Pending pending;
  private final byte[] buffer = new byte[8192];
  private Delta.@Nullable Finish finish;
  private String foreign = "";
  private boolean reasonTakenBack;
  private boolean inputOver;
  private @Nullable IOException cut;
  private boolean atEnd;
  private AnswerEnd.@Nullable Report report;
  private @Nullable Failure broken;

  /**
   * The request that is answered.
   *
   * @param idle the longest silence that is allowed
   * @param headerId the request's id in a header, or null if the answer itself has the id
   */
  record Asked(ProviderFailures failures, Duration idle, int attempts, @Nullable String headerId) {}

  HttpAnswer(Response response, EventSource stream, Decoder decoder, Asked asked) {
    String headerId = asked.headerId();
    this.decoder = decoder;
    this.failures = asked.failures();
    this.attempts = asked.attempts();
    this.idle = asked.idle();
    this.bounds = new AnswerBounds(idle);
    this.body = new AnswerBody(response, bounds);
    this.pending = new Pending(failures, headerId == null ? "" : headerId);
    this.reader =
        new AnswerReader(
            response.header("content-type").orElse("").toLowerCase(Locale.ROOT),
            stream,
            new WholeBody(Heap.most(AnswerBounds.LARGEST_BODY, COPIES_OF_A_BODY)));
    this.end = new AnswerEnd(response, reader, failures);
  }

  /**
   * Reads up to the first token. Returns the report that the provider sent instead of an answer and
   * does not bill, or null if there is none. Nothing is lost: {@link #next} returns what came and
   * throws any other failure.
   */
  @Nullable ProviderError reportInsteadOfAnswer() {
    while (!atEnd && broken == null && !pending.anyWord()) {
      read();
    }
    boolean nothing = !pending.anyWord() && !pending.anyCount() && !bounds.isFlood();
    return report != null && report.mayBeUnbilled() && nothing ? report.error() : null;
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
      finish = isFiltered() ? finish : null;
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

  /** Reads more. A failure is kept until everything before it has been handed out. */
  private void read() {
    try {
      advance();
    } catch (ProviderErrorException failed) {
      take(failed.before());
      report = new AnswerEnd.Report(failed.error(), failed.isReport(), failed.isReport());
      atEnd = true;
    } catch (JsonSyntaxException malformed) {
      // An event that a cut left incomplete says no more than the cut itself.
      end(
          cut == null
              ? failures.malformed(malformed.getMessage() + " in its answer", pending.anyWord())
              : endedEarly(cut));
    } catch (OutOfMemoryError crowded) {
      // A text within its limit can still be larger than the heap. It is garbage by now.
      broken =
          failures.brokenOff("a part of it needs more memory than there is", pending.anyWord());
    } catch (MalformedStreamException damaged) {
      end(failures.brokenOff(damaged.what(), pending.anyWord()).causedBy(damaged));
    } catch (IOException ended) {
      end(endedEarly(ended));
    }
  }

  private Failure endedEarly(IOException ended) {
    boolean named =
        ended instanceof AnswerBounds.Met
            || ended instanceof IdleTimeoutException
            || ended instanceof UnknownCodingException;
    return named
        ? failures.brokenOff(String.valueOf(ended.getMessage()), pending.anyWord())
        : failures.brokenOff("the connection ended early", pending.anyWord()).causedBy(ended);
  }

  /** Ends the reading, which is a failure if the answer is incomplete. */
  private void end(Failure failure) {
    if (isFinished()) {
      atEnd = true;
    } else {
      // After a cut, what came does not show what would have followed.
      boolean cutOff = cut != null || failure.getCause() instanceof IOException;
      broken = (pending.anyWord() || cutOff) ? failure : end.cameInstead(failure);
    }
  }

  /** Whether nothing can be missing but counts and the end mark. */
  private boolean isFinished() {
    return decoder.ended() || pending.isFinished();
  }

  private void take(List<Delta> deltas) {
    boolean wasFinished = pending.isFinished();
    boolean anyWord = false;
    boolean counted = false;
    for (Delta delta : deltas) {
      anyWord |= pending.add(delta);
      counted |= delta instanceof Delta.Counted;
    }
    if (anyWord) {
      bounds.word();
      reasonTakenBack |= wasFinished;
    }
    waitForTheEnd(anyWord, counted);
  }

  /**
   * Limits the wait for the end after the finish reason, and more so after usage. More text may
   * follow if it did before, or if the reason came before or with text: some servers state a reason
   * and usage in every piece.
   */
  private void waitForTheEnd(boolean withWord, boolean counted) {
    if (!pending.isFinished() || !pending.anyWord() || reasonTakenBack) {
      body.noGrace();
    } else if (counted && !withWord) {
      body.grace(GRACE_FOR_END);
    } else {
      body.grace(idle.compareTo(GRACE_FOR_USAGE) < 0 ? idle : GRACE_FOR_USAGE);
    }
  }

  /** Throws if the answer is missing or incomplete, after everything was handed out. */
  private void endWell() {
    boolean nothing = finish == null && !pending.anyWord();
    if (nothing && broken == null && report == null && !reader.skippedAny()) {
      endWithout("it ended without any text");
    }
    if (reader.skippedAny()) {
      throw failures.brokenOff(SKIPPED, pending.anyWord());
    }
    if (broken != null) {
      throw broken;
    }
    Failure failure = end.judged(finish, report, pending.anyWord());
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public int attempts() {
    return attempts;
  }

  @Override
  public void close() {
    body.close();
  }

  private void advance() throws IOException, JsonSyntaxException, ProviderErrorException {
    Event event = reader.poll();
    if (event != null) {
      event(event);
    } else if (inputOver) {
      if (cut != null && !isFinished()) {
        throw cut;
      }
      atEnd = true;
      rest();
    } else {
      int count = fill();
      if (count < 0) {
        inputOver = true;
        reader.end();
      } else if (count > 0) {
        if (reader.feed(buffer, count)) {
          bounds.kept();
        }
        if (reader.isComplete()) {
          body.grace(GRACE_FOR_USAGE);
        }
      }
    }
  }

  private int fill() throws IOException {
    try {
      return body.read(buffer);
    } catch (IOException broken) {
      // If the answer is complete, what happens to the connection changes nothing. Otherwise the
      // last event may lack only the line that ends it.
      cut = reader.isComplete() ? null : broken;
      return -1;
    }
  }

  private void event(Event event) throws IOException, JsonSyntaxException, ProviderErrorException {
    bounds.event();
    if (isForeign(event)) {
      foreign = foreign.isEmpty() ? event.data().strip() : foreign;
      return;
    }
    take(decoder.event(event));
    atEnd |= decoder.ended();
  }

  /** Some servers' keep-alives contain a word, or nothing: they are not part of an answer. */
  static boolean isForeign(Event event) {
    String data = event.data();
    int start = 0;
    while (start < data.length() && data.charAt(start) <= ' ') {
      start++;
    }
    boolean json =
        start < data.length() && (data.charAt(start) == '{' || data.charAt(start) == '[');
    return !json && event.type().equals("message");
  }

  /**
   * Handles what came outside of events: a body that is not a stream, or something instead of an
   * answer.
   */
  private void rest() throws IOException, JsonSyntaxException, ProviderErrorException {
    String text = reader.text();
    if (text != null) {
      whole(text);
    }
    if (!isFinished() && broken == null && report == null) {
      endWithout(
          text == null
              ? "the stream ended without its end mark"
              : "it ended without a finish reason");
    }
  }

  private void whole(String text) throws IOException, JsonSyntaxException, ProviderErrorException {
    try {
      take(decoder.whole(text));
    } catch (JsonSyntaxException notOne) {
      List<String> values = JsonValues.of(text);
      if (values.size() < 2) {
        throw notOne;
      }
      for (String value : values) {
        event(new Event("message", value));
      }
    }
  }

  private void endWithout(String why) {
    report = end.report(foreign);
    if (report == null) {
      broken = end.without(why, foreign, pending.anyWord());
    }
  }
}
