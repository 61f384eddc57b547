package dev.byok.access;

import dev.byok.client.Conventions;
import dev.byok.client.HttpProviderClient;
import dev.byok.client.ProviderFailures;
import dev.byok.client.RequestHeaders;
import dev.byok.client.SmallBody;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a service with conventions of its own about a key, not for an answer of a model. */
public final class Question {
  private final Transport transport;
  private final String userAgent;
  private final Conventions conventions;

  public Question(Transport transport, String userAgent, Conventions conventions) {
    this.transport = transport;
    this.userAgent = userAgent;
    this.conventions = conventions;
  }

  /**
   * What the service says.
   *
   * @param body null when there is an error, or what came is no JSON object
   * @param error what it reports instead, or null
   * @param location where a redirect points, or null
   */
  public record Told(
      @Nullable JsonObject body, @Nullable ProviderError error, @Nullable String location) {}

  /**
   * Asks once.
   *
   * @throws Failure when nothing came, or only a part of it
   */
  public Told ask(Route route, URI address) {
    List<Header> headers = RequestHeaders.open(route.provider(), userAgent);
    headers.add(new Header.Plain("Accept", "application/json"));
    Request request = new Request("GET", address, headers, null, SmallBody.PATIENCE);
    try (Response response = transport.send(conventions.proven(request, route))) {
      if (response.status() / 100 != 2) {
        ProviderError error = HttpProviderClient.readError(response, SmallBody.PATIENCE);
        return new Told(null, error, response.header("location").orElse(null));
      }
      return new Told(object(SmallBody.read(response)), null, null);
    } catch (IOException broken) {
      throw unusable(route, "broke off").causedBy(broken);
    }
  }

  private static @Nullable JsonObject object(byte[] body) {
    try {
      return Json.parseObject(body);
    } catch (JsonSyntaxException noObject) {
      return null;
    }
  }

  /** An answer with a good status that says nothing. */
  public Failure noObject(Route route) {
    return unusable(route, "is no JSON object");
  }

  /** The report about a key that is looked at, in the texts of the contract. */
  public Failure verification(Route route, ProviderError error, @Nullable String location) {
    return VerificationFailures.of(
        route, error, location, Redaction.of(conventions.secrets(route)));
  }

  /** The report as a failure, without secrets. */
  public Failure failure(Route route, ProviderError error, @Nullable String location) {
    Redaction redaction = Redaction.of(conventions.secrets(route));
    return new ProviderFailures(route, redaction).of(error, location);
  }

  private static Failure unusable(Route route, String why) {
    return Failure.of(Kind.UNAVAILABLE, "the answer of " + route.provider().name() + " " + why)
        .provider(route.provider().id())
        .hint("try again");
  }
}
