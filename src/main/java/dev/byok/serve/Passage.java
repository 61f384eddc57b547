package dev.byok.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a request's path leads. Only the paths that are listed here lead anywhere; they are
 * compared as they were sent, so that no encoded or dotted form reaches anything else.
 */
sealed interface Passage {
  /**
   * A request for a provider.
   *
   * @param key the key's name as it was written, or null where the model decides
   * @param version the version segment as it was written, such as {@code v1beta}; "" for none
   * @param model the model in Gemini's paths, otherwise null
   * @param query without the question mark and without a credential; "" for none
   */
  record Ask(
      @Nullable String key,
      Operation operation,
      String version,
      @Nullable String model,
      String query)
      implements Passage {}

  /** A request for the models that may be used, of one key or of all. */
  record Models(@Nullable String key) implements Passage {}

  /** A question whether the gateway is there. */
  record Health() implements Passage {}

  /** A path that leads nowhere. */
  record Lost() implements Passage {}

  /** The segments that only tell the version of an API. */
  Set<String> VERSIONS = Set.of("v1", "v1beta", "v1alpha");

  /** The segments before a version at providers that serve several APIs. */
  Set<String> BEFORE_VERSIONS = Set.of("openai");

  /** The first words of paths without a key. */
  Set<String> WORDS = Set.of("chat", "responses", "messages", "embeddings", "fim", "models");

  /** Reads a method and a target such as {@code /openai/v1/chat/completions?x=y}. */
  static Passage of(String method, String target) {
    int mark = target.indexOf('?');
    List<String> segments = segments(mark < 0 ? target : target.substring(0, mark));
    String query = mark < 0 ? "" : Presented.withoutKey(target.substring(mark + 1));
    boolean reads = method.equals("GET") || method.equals("HEAD");
    if (isHealth(segments)) {
      return reads ? new Health() : new Lost();
    }
    int at = 0;
    String key = null;
    if (!VERSIONS.contains(segments.getFirst()) && !WORDS.contains(segments.getFirst())) {
      key = segments.getFirst().replace("%3A", ":").replace("%3a", ":");
      at = 1;
      if (at < segments.size() && BEFORE_VERSIONS.contains(segments.get(at))) {
        at++;
      }
    }
    String version = "";
    while (at < segments.size()
        && (version.isEmpty()
            ? VERSIONS.contains(segments.get(at))
            : version.equals(segments.get(at)))) {
      version = segments.get(at);
      at++;
    }
    List<String> rest = segments.subList(at, segments.size());
    if (rest.equals(List.of("models"))) {
      return method.equals("GET") ? new Models(key) : new Lost();
    }
    return method.equals("POST") ? ask(key, version, rest, query) : new Lost();
  }

  private static Passage ask(
      @Nullable String key, String version, List<String> rest, String query) {
    String path = String.join("/", rest);
    if (rest.size() > 1 && rest.getFirst().equals("models")) {
      int colon = path.lastIndexOf(':');
      Operation operation = colon < 0 ? null : Operation.afterColon(path.substring(colon + 1));
      String model =
          colon < 0 ? null : ModelText.decoded(path.substring("models/".length(), colon));
      return operation == null || model == null
          ? new Lost()
          : new Ask(key, operation, version, model, query);
    }
    Operation operation = Operation.at(path);
    return operation == null ? new Lost() : new Ask(key, operation, version, null, query);
  }

  /** Of {@code /}, {@code /health}, {@code /KEY} and {@code /KEY/api/hello}. */
  private static boolean isHealth(List<String> segments) {
    int size = segments.size();
    boolean hello =
        size >= 2 && segments.get(size - 2).equals("api") && segments.get(size - 1).equals("hello");
    return size == 0
        || (size == 1
            && !VERSIONS.contains(segments.getFirst())
            && !WORDS.contains(segments.getFirst()))
        || (hello && size <= 3);
  }

  /** An empty segment tells nothing: base URLs are written with a slash at their end, or two. */
  private static List<String> segments(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (!segment.isEmpty()) {
        segments.add(segment);
      }
    }
    return segments;
  }
}
