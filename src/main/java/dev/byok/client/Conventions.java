package dev.byok.client;

import dev.byok.http.Request;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import dev.byok.sse.EventSource;
import java.util.List;

/** What differs between services in HTTP requests, whatever the dialect. */
public interface Conventions {
  /**
   * Returns the request with proof of who asks, if that is more than the provider's usual header.
   */
  Request proven(Request request, Route route);

  /** The secrets that no text from the service may show. */
  List<Secret> secrets(Route route);

  /** The content type of a streamed answer. */
  String streamType(Route route);

  /** A reader for one streamed answer. */
  EventSource events(Route route);
}
