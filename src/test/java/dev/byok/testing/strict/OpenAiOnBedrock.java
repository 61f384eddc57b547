package dev.byok.testing.strict;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's wires as Bedrock has them, for a server that has already checked headers, key and
 * signature.
 */
public final class OpenAiOnBedrock {
  /** The path under which they are. */
  public static final String PATH = "/openai/v1/";

  /** What a correct prompt is answered with. */
  public static final String SAID = Script.PROSE;

  private static final List<Service> WIRES =
      List.of(
          new StrictResponses(ResponsesVariant.BEDROCK), new StrictOpenAiChat(ChatVariant.BEDROCK));

  private OpenAiOnBedrock() {}

  /** Returns what is sent for a request, which is as it was received, one character per byte. */
  public static RawServer.Script reply(String request) {
    String[] line = request.split(" ", 3);
    String body =
        new String(
            MockProvider.body(request).getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
    Received received =
        new Received(
            line[0],
            line[1],
            Map.of("accept", List.of(MockProvider.header(request, "Accept"))),
            body);
    Service wire = WIRES.get(line[1].endsWith("/responses") ? 0 : 1);
    return script(reply(wire, received));
  }

  private static Reply reply(Service wire, Received request) {
    Violation wrong = wire.address(request);
    JsonObject body = wrong == null ? parsed(request.body()) : null;
    if (wrong == null) {
      wrong =
          body == null
              ? Violation.outside(Violation.Kind.MALFORMED, "the body is not a JSON object")
              : wire.body(request, body);
    }
    return wrong != null || body == null
        ? wire.refusal(java.util.Objects.requireNonNull(wrong))
        : wire.answer(request, body);
  }

  private static @Nullable JsonObject parsed(String body) {
    try {
      return Json.parseObject(body);
    } catch (JsonSyntaxException malformed) {
      return null;
    }
  }

  private static RawServer.Script script(Reply reply) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " Told\r\n");
    head.append("Content-Type: " + reply.contentType() + "\r\n");
    head.append("x-amzn-RequestId: aws-request-1\r\n");
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      head.append(header.getKey() + ": " + header.getValue() + "\r\n");
    }
    int length = reply.body().getBytes(StandardCharsets.UTF_8).length;
    return RawServer.bytes(head + "Content-Length: " + length + "\r\n\r\n" + reply.body());
  }
}
