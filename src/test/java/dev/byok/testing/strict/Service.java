package dev.byok.testing.strict;

import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A provider's API: what it accepts, what it answers, and how it refuses. */
public interface Service {
  /** Returns the path of the base URL, which may be empty. */
  String base();

  /** Returns the headers that a request must and may have. */
  HeaderRules headers();

  /** Returns what is wrong with the method, path or query, or null. */
  @Nullable Violation address(Received request);

  /** Returns what is wrong with the body, or null. */
  @Nullable Violation body(Received request, JsonObject body);

  /** Answers a correct request. */
  Reply answer(Received request, JsonObject body);

  /** Refuses a wrong request in the provider's own words. */
  Reply refusal(Violation violation);

  /** Checks that a streamed request accepts events, and any other accepts JSON. */
  static @Nullable Violation accept(Received request, boolean stream) {
    String wanted = stream ? "text/event-stream" : "application/json";
    return List.of(wanted).equals(request.header("accept"))
        ? null
        : Violation.outside(Violation.Kind.HEADER, "accept is not " + wanted);
  }
}
