package dev.byok.testing.strict;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Plays a provider that knows one key and accepts nothing that it does not know. Streams are sent
 * in pieces that may cut through lines and characters.
 */
public final class StrictServer implements AutoCloseable {
  private static final int PIECES = 7;
  private static final int MILLIS_IN_ALL = 14;

  private final WireMockServer server;
  private final Service service;
  private final String key;
  private final List<Violation> violations = new CopyOnWriteArrayList<>();
  private final List<Served> served = new CopyOnWriteArrayList<>();
  private final List<Received> requests = new CopyOnWriteArrayList<>();

  private volatile boolean whole;

  private StrictServer(Service service, String key) {
    this.service = service;
    this.key = key;
    server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .containerThreads(8)
                .disableRequestJournal()
                .gzipDisabled(true)
                .extensions(new Answers()));
  }

  public static StrictServer start(Service service, String key) {
    StrictServer strict = new StrictServer(service, key);
    strict.server.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.ok()));
    strict.server.start();
    return strict;
  }

  /** Returns the base URL with its version path. */
  public String base() {
    return origin() + service.base();
  }

  /** Returns scheme, host and port only. */
  public String origin() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Returns what was wrong with the requests so far. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Returns the correct answers so far. */
  public List<Served> served() {
    return List.copyOf(served);
  }

  public List<Received> requests() {
    return List.copyOf(requests);
  }

  /** From now on, answers with one body even if a stream is requested. */
  public void answerWhole() {
    whole = true;
  }

  public void reset() {
    whole = false;
    violations.clear();
    served.clear();
    requests.clear();
  }

  @Override
  public void close() {
    server.stop();
  }

  private Reply reply(Received request) {
    requests.add(request);
    JsonObject body = null;
    Violation violation = service.address(request);
    if (violation == null) {
      violation = service.headers().check(request, key);
    }
    if (violation == null) {
      body = parsed(request.body());
      violation =
          body == null
              ? Violation.outside(Violation.Kind.MALFORMED, "the body is not a JSON object")
              : service.body(request, body);
    }
    if (violation != null || body == null) {
      Violation found = java.util.Objects.requireNonNull(violation);
      violations.add(found);
      return service.refusal(found);
    }
    return service.answer(request, whole ? body.without("stream") : body);
  }

  private static @Nullable JsonObject parsed(String body) {
    try {
      return Json.parseObject(body);
    } catch (JsonSyntaxException malformed) {
      return null;
    }
  }

  private static Received received(Request request) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (HttpHeader header : request.getHeaders().all()) {
      headers
          .computeIfAbsent(header.key().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .addAll(header.values());
    }
    return new Received(
        request.getMethod().value(), request.getUrl(), headers, request.getBodyAsString());
  }

  /** Replaces the stub's response with the service's reply. */
  private final class Answers implements ResponseDefinitionTransformerV2 {
    @Override
    public ResponseDefinition transform(ServeEvent event) {
      Reply reply = reply(received(event.getRequest()));
      ResponseDefinitionBuilder response =
          WireMock.aResponse()
              .withStatus(reply.status())
              .withHeader("Content-Type", reply.contentType())
              .withBody(reply.body());
      for (Map.Entry<String, String> header : reply.headers().entrySet()) {
        response.withHeader(header.getKey(), header.getValue());
      }
      if (reply.served() != null) {
        served.add(reply.served());
        response.withChunkedDribbleDelay(PIECES, MILLIS_IN_ALL);
      }
      return response.build();
    }

    @Override
    public String getName() {
      return "strict";
    }
  }
}
