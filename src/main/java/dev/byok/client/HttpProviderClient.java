package dev.byok.client;

import dev.byok.catalog.ApiPath;
import dev.byok.catalog.Quirks;
import dev.byok.dialects.Call;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.Dialect;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.RetryAfter;
import dev.byok.http.Transport;
import dev.byok.http.wire.Decompression;
import dev.byok.http.wire.Watch;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends prompts over HTTP in the provider's dialect. Retries only what is safe to repeat and may
 * succeed later.
 */
public final class HttpProviderClient implements ProviderClient {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(8);
  private static final Duration LONGEST_ERROR = Duration.ofSeconds(10);
  private static final int LARGEST_ERROR_BODY = 1 << 20;
  private static final String GAPS = "mistral-fim";

  private final Transport transport;
  private final Function<String, @Nullable Dialect> dialects;
  private final String userAgent;
  private final Clock clock;
  private final Conventions conventions;

  public HttpProviderClient(
      Transport transport,
      Function<String, @Nullable Dialect> dialects,
      String userAgent,
      Clock clock) {
    this(transport, dialects, userAgent, clock, new UsualConventions());
  }

  public HttpProviderClient(
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

  @Override
  public void prepare(Route route) {
    transport.prepare(route.endpoint().base());
  }

  @Override
  public Request request(Route route, Ask ask, Terms terms) {
    // Asks for the prompt: one that does not pass another program's request loads no class for it.
    return ask instanceof Ask.OfPrompt asked
        ? request(route, asked, terms, route.wire().quirks())
        : passing().request(route, ((Ask.Passing) ask).request(), terms);
  }

  @Override
  public Answer ask(Route route, Ask ask, Terms terms, Progress progress) {
    return ask instanceof Ask.OfPrompt asked
        ? ask(route, asked, terms, progress)
        : passing().ask(route, (Ask.Passing) ask, terms, progress);
  }

  private PassingClient passing() {
    return new PassingClient(transport, dialects, userAgent, clock, conventions);
  }

  private Answer ask(Route route, Ask.OfPrompt ask, Terms terms, Progress progress) {
    Quirks quirks = route.wire().quirks();
    int failures = 0;
    boolean reached = false;
    for (int attempt = 1; ; attempt++) {
      Failure failure;
      boolean retryable;
      try {
        Request request = request(route, ask, terms, quirks);
        if (progress.stopped()) {
          throw Failure.of(Kind.INTERRUPTED, "interrupted before anything was sent")
              .unsent(!reached);
        }
        progress.attempt(attempt);
        progress.verbose(request.toString());
        Response response = transport.send(request, progress);
        progress.verbose("HTTP " + response.status());
        reached = true;
        if (response.status() / 100 == 2) {
          Decoder decoder = dialect(route, ask).decoder(call(route, terms, quirks));
          HttpAnswer answer =
              new HttpAnswer(
                  response,
                  conventions.events(route),
                  decoder,
                  new HttpAnswer.Asked(
                      failuresOf(route), terms.idleTimeout(), attempt, requestId(response, route)));
          Failure instead = passingFailure(answer, response, route);
          if (instead == null || failures == terms.retries() || progress.stopped()) {
            return answer;
          }
          answer.close();
          failure = instead;
          retryable = true;
        } else {
          ProviderError error = readError(response, terms.idleTimeout());
          if (dropsStreamOptions(quirks, error)) {
            quirks = quirks.withoutStreamOptions();
            continue;
          }
          failure =
              failuresOf(route)
                  .of(error, response.header("location").orElse(null))
                  .retryAfter(wait(response, error))
                  .requestId(failureId(response, route, error));
          retryable = isRetryable(failure, response);
        }
      } catch (Failure noAnswer) {
        if (noAnswer.kind() != Kind.UNAVAILABLE) {
          throw reached ? noAnswer.unsent(false) : noAnswer;
        }
        failure = noAnswer.provider(route.provider().id());
        reached |= !failure.isUnsent();
        retryable = isConnectionFailure(failure);
      }
      if (reached) {
        failure = failure.unsent(false);
      }
      if (!retryable || failures == terms.retries() || progress.stopped()) {
        throw failure;
      }
      Duration asked = failure.retryAfter();
      if (asked != null && asked.compareTo(LONGEST_WAIT) > 0) {
        throw failure.detail("it asks to wait " + seconds(asked) + " s, longer than byok waits");
      }
      failures++;
      Duration pause = pause(failure, failures);
      progress.notice(
          failure.text()
              + "; trying again in "
              + seconds(pause)
              + " s ("
              + failures
              + " of "
              + terms.retries()
              + ")");
      if (!progress.pause(pause)) {
        throw failure;
      }
    }
  }

  /**
   * Returns the report that the provider sent instead of an answer, under HTTP 200, if it is known
   * to be temporary and unbilled. Returns null for everything else, which the answer itself
   * reports. Any other success may be billed and is never asked for again.
   */
  private @Nullable Failure passingFailure(HttpAnswer answer, Response response, Route route) {
    ProviderError error = answer.reportInsteadOfAnswer();
    if (error == null || !error.isKnown(route.provider().id())) {
      return null;
    }
    Failure failure = failuresOf(route).of(error, null);
    return isPassing(failure, response) ? failure.retryAfter(wait(response, error)) : null;
  }

  private Request request(Route route, Ask.OfPrompt ask, Terms terms, Quirks quirks) {
    Dialect dialect = dialect(route, ask);
    Call call = call(route, terms, quirks);
    List<Header> headers = new ArrayList<>();
    headers.add(new Header.Plain("Content-Type", "application/json"));
    headers.add(
        new Header.Plain(
            "Accept", terms.stream() ? conventions.streamType(route) : "application/json"));
    headers.addAll(RequestHeaders.of(route, userAgent));
    String session = route.provider().sessionHeader();
    if (session != null) {
      addIfPresent(headers, session, ask.prompt().conversation());
    }
    if (terms.kilo() != null) {
      headers.addAll(terms.kilo().headers(version()));
    }
    return conventions.proven(
        new Request(
            "POST",
            address(route, ask, dialect, call),
            headers,
            dialect.encode(ask.prompt(), call),
            terms.idleTimeout()),
        route);
  }

  private static void addIfPresent(List<Header> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(new Header.Plain(name, value));
    }
  }

  private static Call call(Route route, Terms terms, Quirks quirks) {
    return new Call(route.model(), terms.stream(), quirks, route.settings().apiVersion());
  }

  /** Returns the request's address. Filling gaps has its own, which is not below every base URL. */
  private static URI address(Route route, Ask ask, Dialect dialect, Call call) {
    ApiPath gaps = fillsGaps(route, ask) ? route.provider().fillInTheMiddle() : null;
    return gaps == null
        ? route.endpoint().resolve(Addresses.onWire(route, dialect.path(call)))
        : Addresses.of(route, gaps);
  }

  private static boolean fillsGaps(Route route, Ask ask) {
    return ask.fillsGap() || route.wire().dialect().equals(GAPS);
  }

  private Dialect dialect(Route route, Ask ask) {
    String name = fillsGaps(route, ask) ? GAPS : route.wire().dialect();
    Dialect dialect = dialects.apply(name);
    if (dialect == null) {
      throw new IllegalStateException(route.provider().id() + " speaks " + name);
    }
    return dialect;
  }

  private String version() {
    return userAgent.substring(userAgent.indexOf('/') + 1);
  }

  /**
   * Returns the id by which the provider's console finds the request, or null if no header has one.
   */
  static @Nullable String requestId(Response response, Route route) {
    String named = route.provider().requestIdHeader();
    List<String> names =
        List.of(named == null ? "x-request-id" : named, "x-request-id", "request-id");
    for (String name : names) {
      String id = response.header(name).orElse("").strip();
      if (!id.isEmpty()) {
        return id;
      }
    }
    return null;
  }

  private @Nullable String failureId(Response response, Route route, ProviderError error) {
    String header = requestId(response, route);
    String id = header == null ? error.requestId() : header;
    return id == null ? null : failuresOf(route).identifier(id);
  }

  private ProviderFailures failuresOf(Route route) {
    return new ProviderFailures(route, Redaction.of(conventions.secrets(route)));
  }

  /** Reads a failure's body. Never waits for long, since the status already says what failed. */
  public static ProviderError readError(Response response, Duration idle) {
    try (response;
        Watch watch = new Watch(response)) {
      watch.start(idle.compareTo(LONGEST_ERROR) < 0 ? idle : LONGEST_ERROR);
      byte[] body = Decompression.clear(response, LARGEST_ERROR_BODY).readAllBytes();
      return named(response, new String(body, StandardCharsets.UTF_8));
    } catch (IOException brokenBody) {
      // The status alone still gives the kind of failure. An unread body is not an empty one.
      return named(response, "").withCode(ProviderError.UNREAD);
    }
  }

  /** Reads the failure, with the name that AWS puts in a header before a colon and an address. */
  static ProviderError named(Response response, String body) {
    ProviderError error = ProviderError.read(response.status(), body);
    String name = response.header("x-amzn-errortype").orElse("").split(":", 2)[0].strip();
    if (name.isEmpty()) {
      return error;
    }
    return error.withCode(name);
  }

  /**
   * Whether to repeat the request without {@code stream_options}. A server that refuses that field
   * by name has done nothing yet.
   */
  private static boolean dropsStreamOptions(Quirks quirks, ProviderError error) {
    return quirks.streamOptions() == Quirks.StreamOptions.SEND_OR_DROP
        && (error.status() == 400 || error.status() == 422)
        && error.message().contains("stream_options");
  }

  private static boolean isRetryable(Failure failure, Response response) {
    boolean retried = response.status() == 429 || response.status() >= 500;
    return retried && isPassing(failure, response);
  }

  private static boolean isPassing(Failure failure, Response response) {
    String advice = response.header("x-should-retry").orElse("");
    boolean passing = failure.kind() == Kind.RATE_LIMIT || failure.kind() == Kind.UNAVAILABLE;
    return passing && !advice.strip().equalsIgnoreCase("false");
  }

  /**
   * Whether no connection was made, or it broke before the answer began. Neither a bad certificate
   * nor silence after sending counts: the user has waited long enough, and the provider may be at
   * work.
   */
  private static boolean isConnectionFailure(Failure failure) {
    Throwable cause = failure.getCause();
    return !(cause instanceof SSLException
        || cause instanceof ProtocolException
        || (isSilence(cause) && !failure.isUnsent()));
  }

  private static boolean isSilence(@Nullable Throwable cause) {
    return cause instanceof SocketTimeoutException || cause instanceof IdleTimeoutException;
  }

  private @Nullable Duration wait(Response response, ProviderError error) {
    Duration asked = RetryAfter.of(response, clock);
    return asked == null ? RetryAfter.ofSeconds(error.retryAfterSeconds()) : asked;
  }

  private static Duration pause(Failure failure, int failures) {
    Duration asked = failure.retryAfter();
    if (asked != null) {
      return asked;
    }
    long doubled = Math.min(LONGEST_BACK_OFF.toMillis(), 500L << Math.min(failures - 1, 10));
    return Duration.ofMillis(doubled - ThreadLocalRandom.current().nextLong(doubled / 4 + 1));
  }

  private static String seconds(Duration wait) {
    long tenths = (wait.toMillis() + 50) / 100;
    return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }
}
