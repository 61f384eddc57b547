package dev.byok.client;

import dev.byok.http.Request;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import dev.byok.sse.EventSource;
import java.util.List;

/** What differs between services in asking over HTTP, whatever the dialect. */
public interface Conventions {
  /** The request with what proves who asks, where that is more than a header of the row's. */
  Request proven(Request request, Route route);

  /** What no text of the service's may show. */
  List<Secret> secrets(Route route);

  /** The content type of a streamed answer. */
  String streamType();

  /** A reader of one streamed answer. */
  EventSource events();
}
