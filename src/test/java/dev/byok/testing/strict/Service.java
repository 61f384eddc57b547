package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider's interface: what it takes, what it answers, and how it refuses. */
public interface Service {
  /** The path of the base URL; empty for none. */
  String base();

  /** How it is asked: the headers. */
  HeaderRules headers();

  /** What is wrong with method, path or query, or null. */
  @Nullable Violation address(Received request);

  /** What is wrong with the body, or null. */
  @Nullable Violation body(Received request, JsonObject body);

  /** The answer to a request that is right. */
  Reply answer(Received request, JsonObject body);

  /** The provider's own words for a request that is wrong. */
  Reply refusal(Violation violation);

  /** Checks that a streamed request asks for events, and one that is not for JSON. */
  static @Nullable Violation accept(Received request, boolean stream) {
    String wanted = stream ? "text/event-stream" : "application/json";
    return List.of(wanted).equals(request.header("accept"))
        ? null
        : Violation.outside(Violation.Kind.HEADER, "accept is not " + wanted);
  }
}
