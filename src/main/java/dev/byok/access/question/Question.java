package dev.byok.access.question;

import dev.byok.client.Conventions;
import dev.byok.client.Heap;
import dev.byok.client.HttpProviderClient;
import dev.byok.client.RequestHeaders;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.wire.SmallBody;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.Route;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks a service about a key, a model or an account: one GET, sent once. */
public final class Question {
  /** Applies to the connection, the headers and the body alike. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final int LARGEST = 16 << 20;

  /** How many copies are in memory at once: as bytes, as text, and as JSON values. */
  private static final int COPIES = 8;

  private final Transport transport;
  private final String userAgent;

  public Question(Transport transport, String userAgent) {
    this.transport = transport;
    this.userAgent = userAgent;
  }

  /** Asks with the route's key. */
  public <T> Told<T> withKey(Route route, URI address, SmallBody.Reader<T> reader) {
    return ask(request(address, RequestHeaders.of(route, userAgent)), reader);
  }

  /** Asks for what anybody may read, without the key. */
  public <T> Told<T> open(Route route, URI address, SmallBody.Reader<T> reader) {
    return ask(request(address, RequestHeaders.open(route.provider(), userAgent)), reader);
  }

  /** Asks with a proof of the key that is more than a header of the provider's row. */
  public <T> Told<T> proven(Conventions by, Route route, URI address, SmallBody.Reader<T> reader) {
    Request open = request(address, RequestHeaders.open(route.provider(), userAgent));
    return ask(by.proven(open, route), reader);
  }

  /** Returns the failure for an answer of which only a part came. */
  public static Failure brokeOff(Route route, Told.BrokeOff<?> told) {
    return unusable(route, "broke off").causedBy(told.why());
  }

  /** Returns the failure for an answer that says nothing useful. */
  public static Failure unusable(Route route, String why) {
    return Failure.of(Kind.UNAVAILABLE, "the answer of " + route.provider().name() + " " + why)
        .provider(route.provider().id())
        .hint("try again");
  }

  private <T> Told<T> ask(Request request, SmallBody.Reader<T> reader) {
    try (Response response = transport.send(request)) {
      if (response.status() / 100 != 2) {
        return new Told.Refused<>(
            HttpProviderClient.readError(response, PATIENCE),
            response.header("location").orElse(null));
      }
      T value = SmallBody.read(response, PATIENCE, Heap.most(LARGEST, COPIES), reader);
      return value == null ? new Told.SomethingElse<>() : new Told.Answer<>(value);
    } catch (IOException broken) {
      return new Told.BrokeOff<>(broken);
    } catch (JsonSyntaxException noJson) {
      return new Told.SomethingElse<>();
    }
  }

  private static Request request(URI address, List<Header> with) {
    List<Header> headers = new ArrayList<>();
    headers.add(new Header.Plain("Accept", "application/json"));
    headers.addAll(with);
    return new Request("GET", address, headers, null, PATIENCE);
  }
}
