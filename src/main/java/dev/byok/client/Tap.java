package dev.byok.client;

import dev.byok.conversation.Delta;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.json.JsonSyntaxException;
import dev.byok.json.JsonValues;
import dev.byok.sse.Event;
import dev.byok.sse.MalformedStreamException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a copy of an answer that goes to another program, for what the ledger needs: usage, model,
 * request id, finish reason, and whether anything went wrong. It keeps no text and disturbs
 * nothing: where it fails, it is switched off.
 */
final class Tap {
  /** What an event has that begins a call of a tool, in one dialect or another. */
  private static final List<String> CALLS =
      List.of(
          "\"tool_calls\"",
          "\"tool_use\"",
          "\"functionCall\"",
          "\"function_call\"",
          "\"custom_tool_call\"");

  private final AnswerReader reader;
  private final @Nullable Decoder decoder;
  private final @Nullable ShortArrays arrays;
  private final Pending pending;
  private final Queue<Delta> told = new ArrayDeque<>();
  private boolean isOn;
  private boolean anyWord;
  private Delta.@Nullable Finish finish;
  private AnswerEnd.@Nullable Report report;
  private String foreign = "";

  /**
   * @param decoder null if nothing is to be read
   * @param arrays null if the elements of arrays matter
   */
  Tap(
      AnswerReader reader,
      @Nullable Decoder decoder,
      @Nullable ShortArrays arrays,
      Pending pending) {
    this.reader = reader;
    this.decoder = decoder;
    this.arrays = arrays;
    this.pending = pending;
    this.isOn = decoder != null;
  }

  /** Takes the first {@code count} bytes of an array, decompressed. */
  void feed(byte[] bytes, int count) {
    if (isOn) {
      try {
        read(bytes, count);
      } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError failed) {
        isOn = false;
      }
    }
    drain();
  }

  /** Takes the end of the answer, or of what came of it. */
  void end() {
    if (isOn && report == null) {
      try {
        reader.end();
        events();
        String text = reader.text();
        if (text != null && decoder != null) {
          whole(decoder, text);
        }
      } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError failed) {
        isOn = false;
      }
    }
    drain();
  }

  /** Switches it off, since the bytes cannot be decompressed. */
  void off() {
    isOn = false;
  }

  /** Returns what has been read since, or null. */
  @Nullable Delta poll() {
    return told.poll();
  }

  /** Whether the answer is read and its end can be judged. */
  boolean isOn() {
    return isOn && !reader.skippedAny();
  }

  /** Whether the model has said why it stopped, or the answer is over. */
  boolean isFinished() {
    return pending.isFinished() || (decoder != null && decoder.ended());
  }

  /** Whether any of the answer came, be it a word or a call of a tool. */
  boolean anyWord() {
    return anyWord;
  }

  /** The reason to stop that counts, or null. */
  Delta.@Nullable Finish finish() {
    return finish;
  }

  AnswerEnd.@Nullable Report report() {
    return report;
  }

  /** The first data that is not part of an answer; usually empty. */
  String foreign() {
    return foreign;
  }

  private void read(byte[] bytes, int count) throws IOException {
    if (arrays == null) {
      reader.feed(bytes, count);
    } else {
      arrays.feed(bytes, count);
      if (arrays.length() > 0) {
        reader.feed(arrays.bytes(), arrays.length());
      }
    }
    events();
  }

  private void events() throws MalformedStreamException {
    for (Event event = reader.poll(); event != null; event = reader.poll()) {
      if (decoder != null && report == null && !decoder.ended()) {
        event(decoder, event);
      }
    }
  }

  private void event(Decoder by, Event event) {
    if (HttpAnswer.isForeign(event)) {
      foreign = foreign.isEmpty() ? event.data().strip() : foreign;
      return;
    }
    anyWord |= !anyWord && isCall(event.data());
    try {
      take(by.event(event));
    } catch (ProviderErrorException failed) {
      reported(failed);
    } catch (JsonSyntaxException damaged) {
      // A later event may still tell the usage.
      foreign = foreign.isEmpty() ? event.data().strip() : foreign;
    }
  }

  private void whole(Decoder by, String text) {
    try {
      take(by.whole(text));
    } catch (ProviderErrorException failed) {
      reported(failed);
    } catch (JsonSyntaxException notOne) {
      // Several values, or an array of chunks that was cut.
      for (String value : JsonValues.complete(text)) {
        event(by, new Event("message", value));
      }
    }
  }

  private void reported(ProviderErrorException failed) {
    take(failed.before());
    report = new AnswerEnd.Report(failed.error(), failed.isReport(), failed.isReport());
  }

  private void take(List<Delta> deltas) {
    for (Delta delta : deltas) {
      pending.add(delta);
    }
    drain();
  }

  private void drain() {
    for (Delta delta = pending.poll(); delta != null; delta = pending.poll()) {
      if (delta instanceof Delta.Text || delta instanceof Delta.Reasoning) {
        anyWord = true;
        continue;
      }
      if (delta instanceof Delta.Finish why && (finish == null || !Pending.isFilter(finish))) {
        finish = why;
      }
      told.add(delta);
    }
  }

  private static boolean isCall(String data) {
    for (String name : CALLS) {
      if (data.contains(name)) {
        return true;
      }
    }
    return false;
  }
}
