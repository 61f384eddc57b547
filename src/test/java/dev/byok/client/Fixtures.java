package dev.byok.client;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.http.Endpoint;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.keys.Credential;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Routes, and a network with scripted answers. */
public final class Fixtures {
  public static final String KEY = "canary-0123456789abcdef-canary";
  private static final Catalog CATALOG = Catalog.load();

  private Fixtures() {}

  /** Returns a route of that provider, to the provider's own host if {@code host} is null. */
  public static Route route(String id, @Nullable String host) {
    return route(id, host, null);
  }

  /** Returns such a route for a key that is set to that wire, if it is not null. */
  static Route route(String id, @Nullable String host, @Nullable String wire) {
    Provider provider = CATALOG.get(id);
    String base = host == null ? provider.baseUrl() : host;
    return new Route(
        provider,
        new KeyName(id, null),
        Endpoint.of(base == null ? "http://127.0.0.1:1/v1" : base, false),
        "m",
        Credential.from("the keychain", () -> Secret.of(KEY)),
        KeySettings.none().withWire(wire));
  }

  /** Answers in turn, repeats the last answer, and keeps the requests. */
  public static final class FakeTransport implements Transport {
    private final Queue<Supplier<Response>> answers = new ArrayDeque<>();
    public final List<Request> requests = new ArrayList<>();

    public FakeTransport then(int status, Map<String, String> headers, String body) {
      answers.add(() -> new Told(status, headers, body));
      return this;
    }

    public FakeTransport then(int status, String body) {
      return then(status, Map.of(), body);
    }

    public FakeTransport fail(RuntimeException failure) {
      answers.add(() -> {
        throw failure;
      });
      return this;
    }

    @Override
    public Response send(Request request) {
      requests.add(request);
      Supplier<Response> answer = answers.size() > 1 ? answers.remove() : answers.element();
      return answer.get();
    }
  }

  /** Returns an answer in JSON. */
  public static Response told(int status, String body) {
    return new Told(status, Map.of("content-type", "application/json"), body);
  }

  private record Told(int status, Map<String, String> headers, String text) implements Response {
    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<Header.Plain> fields() {
      List<Header.Plain> fields = new ArrayList<>();
      headers.forEach((name, value) -> fields.add(new Header.Plain(name, value)));
      return fields;
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }
}
