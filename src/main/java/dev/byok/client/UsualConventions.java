package dev.byok.client;

import dev.byok.http.Request;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import dev.byok.sse.EventReader;
import dev.byok.sse.EventSource;
import java.util.List;

/** The conventions of most services: the key is in a header, and answers are server-sent events. */
public final class UsualConventions implements Conventions {
  /** An event exists as growing bytes, as text, and as a JSON value. */
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
  public String streamType(Route route) {
    return "text/event-stream";
  }

  @Override
  public EventSource events(Route route) {
    return new EventReader(Heap.most(AnswerBounds.LARGEST_EVENT, COPIES_OF_AN_EVENT));
  }
}
