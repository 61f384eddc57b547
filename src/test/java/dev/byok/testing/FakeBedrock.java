package dev.byok.testing;

import dev.byok.testing.strict.OpenAiOnBedrock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Bedrock on loopback, in the region us-east-1. It refuses an unknown header or field, a wrong
 * signature and a model id that is not one segment, in Bedrock's own words. A correct request gets
 * "Hello from Bedrock", or the script that the test has set; on OpenAI's wires it gets what {@link
 * OpenAiOnBedrock} says.
 */
public final class FakeBedrock implements Closeable {
  public static final String ID = "AKIACANARYCANARY1234";
  public static final String SECRET = "canary/SECRET+0123456789abcdefghijklmnop";
  public static final String TOKEN = "canaryTOKEN//////////0123456789==";
  public static final String API_KEY = "ABSKcanary0123456789abcdefghijklmnop";

  /** A stored secret with which byok signs requests. */
  public static final String KEY =
      "{\"accessKeyId\":\"%s\",\"secretAccessKey\":\"%s\",\"region\":\"us-east-1\"}"
          .formatted(ID, SECRET);

  private static final Set<String> HEADERS =
      Set.of(
          "host",
          "user-agent",
          "content-type",
          "content-length",
          "connection",
          "accept",
          "authorization",
          "x-amz-date",
          "x-amz-content-sha256",
          "x-amz-security-token");

  private final RawServer server;
  private final Queue<RawServer.Script> told = new ConcurrentLinkedQueue<>();

  private FakeBedrock() throws IOException {
    server = RawServer.answering(this::reply);
  }

  public static FakeBedrock start() throws IOException {
    return new FakeBedrock();
  }

  /** Sets how to respond to the next correct request. */
  public FakeBedrock then(RawServer.Script script) {
    told.add(script);
    return this;
  }

  /** Returns a whole stream of these bytes, with its length. */
  public static RawServer.Script stream(byte[] frames) {
    return bytes(200, "application/vnd.amazon.eventstream", "", frames);
  }

  /** Returns a stream of these bytes whose connection stays open. */
  public static RawServer.Script openStream(byte[] frames) {
    return socket -> {
      String head =
          """
          HTTP/1.1 200 OK\r
          Content-Type: application/vnd.amazon.eventstream\r
          x-amzn-RequestId: aws-request-1\r
          \r
          """;
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(frames);
      socket.getOutputStream().flush();
      Thread.sleep(60_000);
    };
  }

  /** Returns a failure as Bedrock reports it. */
  public static RawServer.Script error(int status, String type, String body) {
    return bytes(
        status,
        "application/json",
        type.isEmpty() ? "" : "x-amzn-ErrorType: " + type + ":http://internal.amazon.com/\r\n",
        body.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the frames of the usual answer. */
  public static byte[] hello() {
    return AwsFrames.joined(
        AwsFrames.event("messageStart", "{\"role\":\"assistant\",\"p\":\"abc\"}"),
        AwsFrames.event("contentBlockDelta", delta("Hello from")),
        AwsFrames.event("contentBlockDelta", delta(" Bedrock")),
        AwsFrames.event("contentBlockStop", "{\"contentBlockIndex\":0}"),
        AwsFrames.event("messageStop", "{\"stopReason\":\"end_turn\"}"),
        AwsFrames.event("metadata", METADATA));
  }

  /** Returns the payload of a piece of text. */
  public static String delta(String text) {
    return "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"},\"p\":\"abcdef\"}";
  }

  /** 7 input tokens, 3 of them read from a cache and 2 written to it; 4 output tokens. */
  public static final String METADATA =
      "{\"metrics\":{\"latencyMs\":7},\"usage\":{\"inputTokens\":2,\"outputTokens\":4,"
          + "\"totalTokens\":11,\"cacheReadInputTokens\":3,\"cacheWriteInputTokens\":2}}";

  public String url() {
    return server.url();
  }

  public List<String> requests() {
    return server.requests();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** Returns how Bedrock responds to a request, wherever it came in. */
  public RawServer.Script reply(String request) {
    String body =
        new String(
            MockProvider.body(request).getBytes(StandardCharsets.ISO_8859_1),
            StandardCharsets.UTF_8);
    String[] line = request.split(" ", 3);
    RawServer.Script refused = refusal(request);
    if (refused != null) {
      return refused;
    }
    if (line[0].equals("GET")) {
      return told.isEmpty() ? list(line[1]) : told.remove();
    }
    if (line[1].startsWith(OpenAiOnBedrock.PATH)) {
      return told.isEmpty() ? OpenAiOnBedrock.reply(request) : told.remove();
    }
    List<String> path = List.of(line[1].split("/", -1));
    boolean streamed = path.getLast().equals("converse-stream");
    if (path.size() != 4
        || !path.get(1).equals("model")
        || !(streamed || path.getLast().equals("converse"))
        || path.get(2).matches(".*[^A-Za-z0-9._%-].*")) {
      return error(404, "UnknownOperationException", "{}");
    }
    String accepted = streamed ? "application/vnd.amazon.eventstream" : "application/json";
    if (!MockProvider.header(request, "Accept").equals(accepted)
        || !MockProvider.header(request, "Content-Type").equals("application/json")) {
      return error(400, "SerializationException", "{\"Message\":\"wrong types\"}");
    }
    String complaint = ConverseRules.complaint(path.get(2), body);
    if (path.get(2).startsWith("no.such")) {
      complaint = "The provided model identifier is invalid.";
    }
    if (!complaint.isEmpty()) {
      return error(400, "ValidationException", "{\"message\":\"" + complaint + "\"}");
    }
    if (!told.isEmpty()) {
      return told.remove();
    }
    return streamed ? stream(hello()) : bytes(200, "application/json", "", whole());
  }

  /** Returns a refusal if the headers, the key or the signature are wrong, or null. */
  private RawServer.@Nullable Script refusal(String request) {
    for (String line : request.split("\r\n\r\n", 2)[0].split("\r\n", -1)) {
      String name = line.split(":", 2)[0].toLowerCase(Locale.ROOT);
      if (!line.contains(" HTTP/1.1") && !HEADERS.contains(name)) {
        return error(400, "ValidationException", "{\"message\":\"the header " + name + "\"}");
      }
    }
    String authorization = MockProvider.header(request, "Authorization");
    if (authorization.startsWith("Bearer ")) {
      return authorization.equals("Bearer " + API_KEY)
          ? null
          : error(
              403,
              "AccessDeniedException",
              "{\"Message\":\"Authentication failed: Please make sure your API Key is valid.\"}");
    }
    if (!authorization.startsWith("AWS4-HMAC-SHA256 ")) {
      return error(403, "MissingAuthenticationTokenException", "{\"message\":\"Missing Token\"}");
    }
    String token = MockProvider.header(request, "X-Amz-Security-Token");
    if (!authorization.contains(ID) || !(token.equals("-") || token.equals(TOKEN))) {
      return error(
          403,
          "UnrecognizedClientException",
          "{\"message\":\"The security token included in the request is invalid.\"}");
    }
    boolean proven =
        AwsSignature.signsWhatMatters(request)
            && authorization.equals(AwsSignature.expected(request, ID, SECRET, "us-east-1"));
    return proven
        ? null
        : error(
            403,
            "InvalidSignatureException",
            "{\"message\":\"The request signature we calculated does not match\"}");
  }

  private static RawServer.Script list(String target) {
    if (target.equals("/foundation-models?byInferenceType=ON_DEMAND")) {
      return RawServer.answer(
          200,
          "{\"modelSummaries\":[{\"modelId\":\"amazon.nova-lite-v1:0\",\"modelName\":\"Nova Lite\","
              + "\"outputModalities\":[\"TEXT\"]},{\"modelId\":\"amazon.titan-image-v2:0\","
              + "\"modelName\":\"Titan Image\",\"outputModalities\":[\"IMAGE\"]}]}");
    }
    if (target.equals("/inference-profiles?maxResults=1000")) {
      return RawServer.answer(
          200,
          "{\"inferenceProfileSummaries\":[{\"inferenceProfileId\":\"us.anthropic.claude-x-v1:0\","
              + "\"inferenceProfileName\":\"US Claude X\",\"status\":\"ACTIVE\"}],"
              + "\"nextToken\":\"a/b+c=\"}");
    }
    if (target.equals("/inference-profiles?maxResults=1000&nextToken=a%2Fb%2Bc%3D")) {
      return RawServer.answer(
          200,
          "{\"inferenceProfileSummaries\":[{\"inferenceProfileId\":\"global.amazon.nova-2\","
              + "\"inferenceProfileName\":\"Global Nova 2\",\"status\":\"ACTIVE\"}]}");
    }
    return error(404, "UnknownOperationException", "{}");
  }

  private static byte[] whole() {
    return ("{\"output\":{\"message\":{\"role\":\"assistant\",\"content\":["
            + "{\"text\":\"Hello from Bedrock\"}]}},\"stopReason\":\"end_turn\","
            + METADATA.substring(1))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static RawServer.Script bytes(int status, String type, String headers, byte[] body) {
    List<String> head = new ArrayList<>();
    head.add("HTTP/1.1 " + status + " Told");
    head.add("Content-Type: " + type);
    head.add("x-amzn-RequestId: aws-request-1");
    head.add("Content-Length: " + body.length);
    return socket -> {
      String text = String.join("\r\n", head) + "\r\n" + headers + "\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
    };
  }
}
