package dev.byok.client;

import dev.byok.http.Request;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import dev.byok.sse.EventReader;
import dev.byok.sse.EventSource;
import java.util.List;

/** A key in a header, which stands there with the others, and server-sent events. */
final class UsualConventions implements Conventions {
  private static final int LARGEST_EVENT = 2 * 1024 * 1024;

  @Override
  public Request proven(Request request, Route route) {
    return request;
  }

  @Override
  public List<Secret> secrets(Route route) {
    Secret secret = route.credential().secret();
    return secret == null ? List.of() : List.of(secret);
  }

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  @Override
  public EventSource events() {
    return new EventReader(LARGEST_EVENT);
  }
}
