package dev.byok.client;

import dev.byok.dialects.Call;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.Dialect;
import dev.byok.dialects.openai.EmbeddingsDecoder;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends another program's request to a provider, once, and hands the answer to its receiver as it
 * comes.
 */
final class PassingClient {
  /** The most of an answer in one body that is read; it goes on whatever its length. */
  private static final int LARGEST_READ = 16 << 20;

  /** How many such bodies may be in memory at once, with their copies. */
  private static final int AT_ONCE = 64;

  /** A POST has a body, if only an empty one, whose length servers want to know. */
  private static final byte[] EMPTY = {};

  private final Transport transport;
  private final Function<String, @Nullable Dialect> dialects;
  private final String userAgent;
  private final Clock clock;
  private final Conventions conventions;

  PassingClient(
      Transport transport,
      Function<String, @Nullable Dialect> dialects,
      String userAgent,
      Clock clock,
      Conventions conventions) {
    this.transport = transport;
    this.dialects = dialects;
    this.userAgent = userAgent;
    this.clock = clock;
    this.conventions = conventions;
  }

  Request request(Route route, Passed passed, Terms terms) {
    Request request =
        Request.ofBytes(
            passed.method(),
            PassedHeaders.checked(route, passed.address()),
            PassedHeaders.of(route, passed, terms, userAgent),
            passed.body() == null && passed.method().equals("POST") ? EMPTY : passed.body(),
            terms.idleTimeout());
    return conventions.proven(request, route);
  }

  /** Returns when status and headers have gone to the receiver. */
  Answer ask(Route route, Ask.Passing ask, Terms terms, Progress progress) {
    Decoder decoder = decoder(route, ask.request().reading());
    Request request = request(route, ask.request(), terms);
    if (progress.stopped()) {
      throw Failure.of(Kind.INTERRUPTED, "interrupted before anything was sent").unsent(true);
    }
    progress.attempt(1);
    progress.verbose(request.toString());
    Response response = sent(route, request, progress);
    progress.verbose("HTTP " + response.status());
    boolean isOpen = false;
    try {
      if (response.status() / 100 != 2) {
        throw new PassedRefusal(response, Redaction.of(conventions.secrets(route)))
            .passed(ask.receiver(), route, terms.idleTimeout(), clock);
      }
      PassedAnswer answer = answer(route, ask, response, decoder);
      answer.begin();
      isOpen = true;
      return answer;
    } finally {
      if (!isOpen) {
        close(response, progress);
      }
    }
  }

  private Response sent(Route route, Request request, Progress progress) {
    try {
      return transport.send(request, progress);
    } catch (Failure noAnswer) {
      throw noAnswer.kind() == Kind.UNAVAILABLE
          ? noAnswer.provider(route.provider().id())
          : noAnswer;
    }
  }

  private PassedAnswer answer(
      Route route, Ask.Passing ask, Response response, @Nullable Decoder decoder) {
    ProviderFailures failures =
        new ProviderFailures(route, Redaction.of(conventions.secrets(route)));
    AnswerReader reader =
        new AnswerReader(
            HopByHop.lower(response.header("content-type").orElse("")),
            conventions.events(route),
            new WholeBody(Heap.most(LARGEST_READ, AT_ONCE)));
    boolean isEmbedding = ask.request().reading().decoder().equals(Dialects.EMBEDDINGS);
    String id = HttpProviderClient.requestId(response, route);
    Tap tap =
        new Tap(
            reader,
            decoder,
            isEmbedding ? new ShortArrays() : null,
            new Pending(failures, id == null ? "" : id));
    PassedEnd end = new PassedEnd(new AnswerEnd(response, reader, failures), tap, failures);
    return new PassedAnswer(response, ask, PassedHead.of(response), tap, end);
  }

  private @Nullable Decoder decoder(Route route, Passed.Reading reading) {
    String name = reading.decoder();
    if (name.equals(Dialects.NONE)) {
      return null;
    }
    if (name.equals(Dialects.EMBEDDINGS)) {
      return new EmbeddingsDecoder();
    }
    Dialect dialect = dialects.apply(name);
    if (dialect == null) {
      throw new IllegalArgumentException("no decoder is named " + name);
    }
    String version = route.settings().apiVersion();
    return dialect.decoder(
        new Call(route.model(), reading.stream(), route.wire().quirks(), version));
  }

  private static void close(Response response, Progress progress) {
    try {
      response.close();
    } catch (IOException alreadyBroken) {
      progress.verbose("the connection was already broken");
    }
  }
}
