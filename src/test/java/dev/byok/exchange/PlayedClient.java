package dev.byok.exchange;

import dev.byok.client.Answer;
import dev.byok.client.Ask;
import dev.byok.client.Passed;
import dev.byok.client.Progress;
import dev.byok.client.ProviderClient;
import dev.byok.client.Terms;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.failure.Failure;
import dev.byok.http.Request;
import dev.byok.routing.Route;
import dev.byok.testing.Program;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers each ask with so many tokens, when the test says so, or breaks off before it tells. */
final class PlayedClient implements ProviderClient {
  private final AtomicInteger asked = new AtomicInteger();
  private volatile CountDownLatch may = new CountDownLatch(0);
  private volatile long output = 5;
  private volatile @Nullable Failure failure;

  int asked() {
    return asked.get();
  }

  /** Makes answers wait until the result is counted down. */
  CountDownLatch hold() {
    CountDownLatch latch = new CountDownLatch(1);
    may = latch;
    return latch;
  }

  void answerWith(long tokens) {
    output = tokens;
  }

  void failWith(@Nullable Failure other) {
    failure = other;
  }

  @Override
  public Request request(Route route, Ask ask, Terms terms) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Answer ask(Route route, Ask ask, Terms terms, Progress progress) {
    progress.attempt(1);
    asked.incrementAndGet();
    Failure broken = failure;
    if (broken != null) {
      throw broken;
    }
    Deque<Delta> deltas = new ArrayDeque<>();
    deltas.add(new Delta.Text("hi"));
    deltas.add(new Delta.Counted(new Usage(10L, null, null, output, null), null, null));
    deltas.add(new Delta.Finish("stop"));
    return new Played(deltas, may);
  }

  private record Played(Deque<Delta> deltas, CountDownLatch may) implements Answer {
    @Override
    public @Nullable Delta next() {
      try {
        may.await();
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
      return deltas.poll();
    }

    @Override
    public int attempts() {
      return 1;
    }

    @Override
    public void close() {}
  }

  /** The tokens of every body that is estimated here: 30 bytes are 10 tokens. */
  static Ask body(@Nullable Long mostTokens) {
    byte[] thirty = "0123456789".repeat(3).getBytes(StandardCharsets.UTF_8);
    Passed.Reading reading = new Passed.Reading("openai-chat", true, mostTokens, false);
    URI address = URI.create("https://api.openai.com/v1/chat/completions");
    return new Ask.Passing(
        new Passed("POST", address, List.of(), thirty, reading), Program.staying());
  }
}
