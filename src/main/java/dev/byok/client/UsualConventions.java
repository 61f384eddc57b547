package dev.byok.client;

import dev.byok.http.Request;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import dev.byok.sse.EventReader;
import dev.byok.sse.EventSource;
import java.util.List;

/** A key in a header, which stands there with the others, and server-sent events. */
final class UsualConventions implements Conventions {
  /** As bytes that have grown, as text, and as a value in JSON. */
  private static final int COPIES_OF_AN_EVENT = 8;

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
    return new EventReader(Heap.most(AnswerBounds.LARGEST_EVENT, COPIES_OF_AN_EVENT));
  }
}
