package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import dev.byok.testing.strict.OpenAiOnBedrock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks prompts on OpenAI's wires at a Bedrock that verifies signatures: how they are proven, and
 * how they end.
 */
final class BedrockOpenAiTest {
  private static final String CREATED =
      event("response.created", "\"response\":{\"id\":\"resp_1\",\"status\":\"in_progress\"}");
  private static final String TEXT =
      event("response.output_text.delta", "\"output_index\":0,\"delta\":\"Hello\"");
  private static final String DONE =
      event(
          "response.completed",
          "\"response\":{\"status\":\"completed\",\"output\":[],"
              + "\"usage\":{\"input_tokens\":7,\"output_tokens\":2}}");

  @TempDir private Path home;
  private FakeBedrock bedrock;
  private CliRunner byok;

  @BeforeEach
  void start() throws IOException {
    bedrock = FakeBedrock.start();
    byok =
        new CliRunner(home)
            .env("BYOK_BEDROCK_HOST", bedrock.url())
            .env("BYOK_BEDROCK_WIRE", "responses")
            .env("AWS_ACCESS_KEY_ID", FakeBedrock.ID)
            .env("AWS_SECRET_ACCESS_KEY", FakeBedrock.SECRET)
            .env("AWS_REGION", "us-east-1");
  }

  @AfterEach
  void stop() throws IOException {
    bedrock.close();
  }

  @ParameterizedTest(name = "{0} with {1}")
  @CsvSource({
    "responses, access key",
    "responses, session token",
    "responses, bearer",
    "chat, access key",
    "chat, session token",
    "chat, bearer"
  })
  void each_proof_is_accepted_streamed_and_whole(String wire, String proof) throws Exception {
    byok.env("BYOK_BEDROCK_WIRE", wire);
    if (proof.equals("session token")) {
      byok.env("AWS_SESSION_TOKEN", FakeBedrock.TOKEN);
    }
    if (proof.equals("bearer")) {
      byok.env("AWS_BEARER_TOKEN_BEDROCK", FakeBedrock.API_KEY);
    }
    JsonObject streamed = answer(model(wire), "--json", "Grüße 世界");
    JsonObject whole = answer(model(wire), "--json", "--no-stream", "Grüße 世界");
    for (String field : List.of("text", "usage", "finish_reason", "model", "request_id")) {
      assertEquals(json(streamed, field), json(whole, field));
    }
    assertEquals(OpenAiOnBedrock.SAID, streamed.text("text"));
    assertEquals("stop", streamed.text("finish_reason"));
    assertEquals("aws-request-1", streamed.text("request_id"));
    String request = bedrock.requests().getFirst();
    assertEquals(
        "POST /openai/v1/" + (wire.equals("chat") ? "chat/completions" : "responses"),
        request.substring(0, request.indexOf(" HTTP/1.1")));
    String authorization = MockProvider.header(request, "Authorization");
    assertTrue(
        authorization.startsWith(proof.equals("bearer") ? "Bearer ABSK" : "AWS4-HMAC-SHA256 "),
        authorization);
  }

  /** The usage of Bedrock's own wire, which counts the cache apart, is told in the same terms. */
  @Test
  void the_usage_tells_what_was_read_from_and_written_to_the_cache() throws Exception {
    JsonObject usage = answer("us.openai.gpt-6-luna", "--json", "hi").at("usage");
    assertEquals(
        "{\"input\":40,\"cache_read\":8,\"cache_write\":3,\"output\":25,\"reasoning\":0}",
        Json.write(usage));
  }

  @Test
  void a_signature_covers_the_body() throws Exception {
    answer("us.openai.gpt-6-luna", "--json", "hi");
    String request = bedrock.requests().getFirst();
    String hash = MockProvider.header(request, "x-amz-content-sha256");
    assertTrue(hash.matches("[0-9a-f]{64}"), hash);
    assertTrue(
        MockProvider.header(request, "Authorization").contains("x-amz-content-sha256"), request);
  }

  @Test
  void a_wrong_secret_is_a_rejected_key_and_sent_once() {
    byok.env("AWS_SECRET_ACCESS_KEY", "another0123456789another0123456789another");
    assertEquals(4, ran().exitCode());
    assertEquals(1, bedrock.requests().size());
  }

  @ParameterizedTest(name = "HTTP {0} {1} {2}: exit {3}, {4} requests")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | ValidationException           | {"message":"The provided model identifier is invalid."} | 5 | 1
          400 | ValidationException           | {"message":"Invocation of model ID x with on-demand throughput isn’t supported."} | 5 | 1
          404 | ResourceNotFoundException     | {"message":"no such thing"}      | 5 | 1
          400 | ServiceQuotaExceededException | {"message":"too much"}           | 6 | 1
          403 | AccessDeniedException         | {"Message":"not authorized"}     | 4 | 1
          429 | ThrottlingException           | {"message":"slow down"}          | 7 | 2
          503 | ServiceUnavailableException   | {"message":"oh"}                 | 8 | 2
          400 |                               | {"error":{"message":"Unknown parameter: 'x'.","type":"invalid_request_error","code":"unknown_parameter"}} | 9 | 1
          400 |                               | {"error":{"message":"too long","type":"invalid_request_error","code":"context_length_exceeded"}} | 9 | 1
          401 |                               | {"error":{"message":"not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1:1:project/default","type":"authentication_error"}} | 4 | 1
          404 |                               | {"error":{"message":"The model `x` does not exist","type":"invalid_request_error","code":"model_not_found"}} | 5 | 1
          429 |                               | {"error":{"message":"Rate limit reached","type":"rate_limit_error","code":"rate_limit_exceeded"}} | 7 | 2
          500 |                               | {"error":{"message":"oh","type":"server_error"}} | 8 | 2
          """)
  void refusals_of_aws_and_of_openais_server_have_their_kinds(
      int status, @Nullable String type, String body, int exit, int requests) throws Exception {
    for (int i = 0; i < requests; i++) {
      bedrock.then(FakeBedrock.error(status, type == null ? "" : type, body));
    }
    CliRunner.Result ran = ran("--retries", "1", "--json");
    assertEquals(exit, ran.exitCode(), ran.err());
    assertEquals(requests, bedrock.requests().size());
    assertEquals("aws-request-1", Json.parseObject(ran.out()).text("request_id"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"Signature expired: 20261121T100000Z is now earlier than 20261121T101500Z\"}",
        "{\"error\":{\"message\":\"Signature not yet current: 20261121T100000Z is still later than\"}}"
      })
  void a_clock_that_is_wrong_is_told_as_that(String body) {
    bedrock.then(FakeBedrock.error(403, "InvalidSignatureException", body));
    CliRunner.Result ran = ran();
    assertEquals(4, ran.exitCode());
    assertTrue(ran.err().contains("rejects the time of the request"), ran.err());
    assertTrue(ran.err().contains("set this machine's clock"), ran.err());
  }

  @Test
  void who_may_not_use_the_project_is_told_another_way() {
    bedrock.then(
        FakeBedrock.error(
            401,
            "",
            "{\"error\":{\"message\":\"not authorized on resource: arn:aws:bedrock:us-east-1:1:project/default\"}}"));
    CliRunner.Result ran = ran();
    assertTrue(ran.err().contains("bedrock:InvokeModel on project/default"), ran.err());
    assertTrue(ran.err().contains("byok config set bedrock.wire converse"), ran.err());
  }

  @Test
  void a_model_of_another_wire_is_told_how_to_ask_it() {
    bedrock.then(
        FakeBedrock.error(
            400, "", "{\"error\":{\"message\":\"model `x` isn't supported on this route\"}}"));
    CliRunner.Result ran = ran();
    assertEquals(5, ran.exitCode());
    assertTrue(
        ran.err().contains("does not serve \"us.openai.gpt-6-luna\" in this wire format"),
        ran.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "event: error\ndata: {\"type\":\"error\",\"code\":\"server_error\",\"message\":\"oh no\"}\n\n",
        "event: error\ndata: {\"message\":\"oh no\"}\n\n",
        "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"oh no\"}}}\n\n",
        "data: {\"error\":{\"message\":\"oh no\",\"type\":\"server_error\"}}\n\n",
        "data: {\"message\":\"oh no\"}\n\n",
        ""
      })
  void an_answer_that_breaks_off_is_incomplete_kept_and_never_asked_for_again(String report) {
    bedrock.then(RawServer.events(CREATED + TEXT + report));
    CliRunner.Result ran = ran("--retries", "2");
    assertEquals(10, ran.exitCode(), ran.err());
    assertTrue(ran.out().startsWith("Hello"), ran.out());
    assertEquals(1, bedrock.requests().size());
    assertEquals(report.isEmpty(), !ran.err().contains("oh no"), ran.err());
  }

  @Test
  void an_overload_before_the_first_word_is_asked_again_with_a_signature_of_its_own() {
    bedrock.then(FakeBedrock.error(503, "ServiceUnavailableException", "{\"message\":\"oh\"}"));
    bedrock.then(RawServer.events(CREATED + TEXT + DONE));
    CliRunner.Result ran = ran("--retries", "2");
    assertEquals(0, ran.exitCode(), ran.err());
    assertEquals("Hello\n", ran.out());
    assertEquals(2, bedrock.requests().size());
  }

  @Test
  void reasoning_is_asked_for_and_shown() throws Exception {
    JsonObject answer =
        answer("us.openai.gpt-6-luna", "--json", "--effort", "low", "--show-reasoning", "Think");
    assertFalse(String.valueOf(answer.text("reasoning")).isEmpty());
    assertEquals(6L, answer.at("usage").count("reasoning"));
    JsonObject body = Json.parseObject(MockProvider.body(bedrock.requests().getFirst()));
    assertEquals("{\"summary\":\"auto\",\"effort\":\"low\"}", Json.write(body.at("reasoning")));
  }

  @Test
  void a_session_names_its_cache() throws Exception {
    for (String turn : List.of("one", "two")) {
      assertEquals(0, ran("--session", "talk", turn).exitCode());
    }
    JsonObject first = Json.parseObject(MockProvider.body(bedrock.requests().getFirst()));
    JsonObject second = Json.parseObject(latinToUtf8(bedrock.requests().getLast()));
    assertTrue(String.valueOf(first.text("prompt_cache_key")).length() > 8, Json.write(first));
    assertEquals(first.text("prompt_cache_key"), second.text("prompt_cache_key"));
    assertEquals(3, second.objects("input").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--json", "--stream-json", "-v", "--no-stream"})
  void no_secret_that_comes_back_is_shown_or_kept(String option) throws Exception {
    byok.env("AWS_SESSION_TOKEN", FakeBedrock.TOKEN);
    List<String> secrets = List.of(FakeBedrock.ID, FakeBedrock.SECRET, FakeBedrock.TOKEN);
    String all = String.join(" ", secrets);
    String json = Json.write(all);
    List<RawServer.Script> scripts = new ArrayList<>();
    scripts.add(FakeBedrock.error(400, "ValidationException", "{\"message\":" + json + "}"));
    scripts.add(FakeBedrock.error(403, "", "{\"error\":{\"message\":" + json + "}}"));
    scripts.add(
        RawServer.events(
            CREATED.replace("resp_1", FakeBedrock.SECRET)
                + event("error", "\"code\":\"x\",\"message\":" + json)));
    scripts.add(
        RawServer.events(CREATED + TEXT + "data: {\"error\":{\"message\":" + json + "}}\n\n"));
    for (RawServer.Script script : scripts) {
      bedrock.then(script);
      CliRunner.Result ran = option.isEmpty() ? ran() : ran(option);
      assertTrue(ran.exitCode() != 0, ran.out());
      for (String secret : secrets) {
        assertFalse((ran.out() + ran.err()).contains(secret), ran.out() + ran.err());
      }
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String secret : secrets) {
          assertFalse(Files.readString(file).contains(secret), file.toString());
        }
      }
    }
  }

  private JsonObject answer(String model, String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("run", "-m", "bedrock/" + model));
    args.addAll(List.of(options));
    CliRunner.Result ran = byok.run(args.toArray(new String[0]));
    assertEquals(0, ran.exitCode(), ran.err());
    return Json.parseObject(ran.out());
  }

  private CliRunner.Result ran(String... options) {
    List<String> args = new ArrayList<>(List.of("run", "-m", "bedrock/us.openai.gpt-6-luna"));
    args.addAll(List.of(options));
    if (!args.contains("--retries")) {
      args.addAll(List.of("--retries", "0"));
    }
    if (!args.contains("--session")) {
      args.add("hi");
    }
    return byok.run(args.toArray(new String[0]));
  }

  private static String model(String wire) {
    return wire.equals("chat") ? "us.openai.gpt-5.6-luna" : "us.openai.gpt-6-luna";
  }

  private static String json(JsonObject answer, String field) {
    return Json.write(answer.get(field));
  }

  private static String latinToUtf8(String request) {
    return new String(
        MockProvider.body(request).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String event(String type, String fields) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + fields + "}\n\n";
  }
}
