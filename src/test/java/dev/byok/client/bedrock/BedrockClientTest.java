package dev.byok.client.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.client.Answer;
import dev.byok.client.Ask;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.routing.Route;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.MockProvider;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks whole prompts with a strict Bedrock on loopback. */
final class BedrockClientTest {
  private static final Usage USAGE = new Usage(7L, 3L, 2L, 4L, null);

  private final Bedrock bedrock = new Bedrock();
  private FakeBedrock server;

  @BeforeEach
  void start() throws IOException {
    server = FakeBedrock.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {true, false})
  void a_signed_prompt_is_answered(boolean stream) {
    Reply reply =
        bedrock.ask(
            Bedrock.route(server.url(), FakeBedrock.KEY, Bedrock.MODEL), Bedrock.hi(), stream);
    assertHello(reply);
    String path = server.requests().getFirst().split(" ", 3)[1];
    assertEquals(
        "/model/us.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse" + (stream ? "-stream" : ""),
        path);
  }

  @Test
  void temporary_credentials_send_their_token() {
    String secret =
        """
        {"Version":1,"AccessKeyId":"%s","SecretAccessKey":"%s","SessionToken":"%s",
         "Expiration":"2099-01-01T00:00:00Z"}
        """
            .formatted(FakeBedrock.ID, FakeBedrock.SECRET, FakeBedrock.TOKEN);
    assertHello(
        bedrock.ask(Bedrock.route(server.url(), secret, Bedrock.MODEL), Bedrock.hi(), true));
    assertEquals(
        FakeBedrock.TOKEN,
        MockProvider.header(server.requests().getFirst(), "X-Amz-Security-Token"));
  }

  @Test
  void an_api_key_is_a_bearer() {
    assertHello(
        bedrock.ask(
            Bedrock.route(server.url(), FakeBedrock.API_KEY, Bedrock.MODEL), Bedrock.hi(), true));
  }

  @Test
  void an_arn_is_one_segment_of_the_path() {
    String arn = "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1~b c";
    assertHello(bedrock.ask(Bedrock.route(server.url(), FakeBedrock.KEY, arn), Bedrock.hi(), true));
    assertEquals(
        "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile"
            + "%2Fa1%7Eb%20c/converse-stream",
        server.requests().getFirst().split(" ", 3)[1]);
  }

  @Test
  void a_base_below_the_host_is_kept_and_signed() {
    Request request =
        bedrock
            .client()
            .request(
                Bedrock.route(server.url() + "/proxy", FakeBedrock.KEY, "m"),
                Ask.of(Bedrock.hi()),
                Bedrock.terms(true));
    assertEquals("/proxy/model/m/converse-stream", request.uri().getRawPath());
  }

  @ParameterizedTest(name = "streamed: {0}")
  @ValueSource(booleans = {true, false})
  void images_and_documents_go_before_the_text(boolean stream) throws Exception {
    byte[] bytes = {1, 2, 3, -1};
    Message message =
        Message.user(
            "what is this?",
            List.of(
                new Attachment("a photo.png", Attachment.Type.PNG, bytes),
                new Attachment("../Bericht  (März)_2026.v2.pdf", Attachment.Type.PDF, bytes),
                new Attachment("_.pdf", Attachment.Type.PDF, bytes),
                new Attachment("_.pdf", Attachment.Type.PDF, bytes)));
    assertHello(
        bedrock.ask(
            Bedrock.route(server.url(), FakeBedrock.KEY, Bedrock.MODEL),
            Bedrock.prompt(Bedrock.PLAIN, message),
            stream));
    List<JsonObject> content = body().objects("messages").getFirst().objects("content");
    assertEquals("png", content.get(0).at("image").text("format"));
    assertEquals("AQID/w==", content.get(0).at("image").at("source").text("bytes"));
    assertEquals("pdf", content.get(1).at("document").text("format"));
    assertEquals("Bericht (M rz) 2026 v2", content.get(1).at("document").text("name"));
    assertEquals("document", content.get(2).at("document").text("name"));
    assertEquals("document (2)", content.get(3).at("document").text("name"));
    assertEquals("what is this?", content.get(4).text("text"));
  }

  @Test
  void options_have_bedrocks_names() throws Exception {
    JsonObject schema = JsonObject.builder().put("type", "object").build();
    Options options =
        new Options(new BigDecimal("0.2"), 99L, Options.Effort.LOW, List.of("END"), null, schema);
    assertHello(
        bedrock.ask(
            Bedrock.route(server.url(), FakeBedrock.KEY, Bedrock.MODEL),
            Bedrock.prompt(options, Message.user("hi")),
            true));
    assertEquals(
        "{\"system\":[{\"text\":\"be brief\"}],"
            + "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}],"
            + "\"inferenceConfig\":{\"maxTokens\":99,\"temperature\":0.2,\"stopSequences\":[\"END\"]},"
            + "\"additionalModelRequestFields\":"
            + "{\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024}},"
            + "\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":"
            + "{\"jsonSchema\":{\"name\":\"answer\",\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}}}}}",
        Json.write(body()));
  }

  @Test
  void a_plain_prompt_sends_no_option() throws Exception {
    bedrock.ask(Bedrock.route(server.url(), FakeBedrock.KEY, Bedrock.MODEL), Bedrock.hi(), true);
    assertEquals(
        "{\"system\":[{\"text\":\"be brief\"}],"
            + "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi ü\"}]}]}",
        Json.write(body()));
  }

  @Test
  void a_seed_is_refused_and_nothing_is_sent() {
    Prompt seeded =
        Bedrock.prompt(new Options(null, null, null, List.of(), 7L, null), Message.user("hi"));
    Failure refused = failure(FakeBedrock.KEY, Bedrock.MODEL, seeded);
    assertEquals(Kind.USAGE, refused.kind());
    assertEquals("Bedrock does not support --seed", refused.text());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void expired_credentials_send_nothing() {
    String secret =
        "{\"AccessKeyId\":\"x\",\"SecretAccessKey\":\"y\",\"Expiration\":\"2026-01-01T00:00:00Z\"}";
    Failure expired = failure(secret, Bedrock.MODEL, Bedrock.hi());
    assertEquals(Kind.KEY_REJECTED, expired.kind());
    assertEquals("the AWS credentials expired on 2026-01-01T00:00:00Z", expired.text());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void a_wrong_secret_is_a_rejected_key() {
    String wrong =
        FakeBedrock.KEY.replace(FakeBedrock.SECRET, "another0123456789another0123456789another");
    assertEquals(Kind.KEY_REJECTED, failure(wrong, Bedrock.MODEL, Bedrock.hi()).kind());
    assertEquals(
        Kind.KEY_REJECTED,
        failure(FakeBedrock.KEY.replace("AKIA", "ASIA"), Bedrock.MODEL, Bedrock.hi()).kind());
    assertEquals(Kind.KEY_REJECTED, failure("ABSKwrong", Bedrock.MODEL, Bedrock.hi()).kind());
    assertEquals(3, server.requests().size());
  }

  @Test
  void a_model_that_is_not_there_is_no_model() {
    assertEquals(Kind.NO_MODEL, failure(FakeBedrock.KEY, "no.such-model", Bedrock.hi()).kind());
  }

  @Test
  void a_dry_run_shows_everything_but_the_secrets() throws Exception {
    String secret =
        FakeBedrock.KEY.replace("}", ",\"sessionToken\":\"" + FakeBedrock.TOKEN + "\"}");
    Request request =
        bedrock
            .client()
            .request(
                Bedrock.route("https://bedrock-runtime.us-east-1.amazonaws.com", secret, "m"),
                Ask.of(Bedrock.hi()),
                Bedrock.terms(true));
    assertEquals(
        "POST https://bedrock-runtime.us-east-1.amazonaws.com/model/m/converse-stream",
        request.toString());
    assertTrue(Json.parseObject(String.valueOf(request.body())).has("messages"));
    StringBuilder shown = new StringBuilder(bedrock.told());
    for (Header header : request.headers()) {
      shown.append(header).append('\n').append(header.name() + ": " + header.shown());
    }
    assertNoSecret(shown.toString());
    assertTrue(shown.toString().contains("Authorization: AWS4-HMAC-SHA256 ***"), shown.toString());
  }

  @Test
  void no_report_of_bedrocks_brings_a_secret_back() {
    server.then(
        FakeBedrock.error(
            400,
            "ValidationException",
            "{\"message\":\"not %s, %s\"}".formatted(FakeBedrock.SECRET, FakeBedrock.ID)));
    Failure failure = failure(FakeBedrock.KEY, Bedrock.MODEL, Bedrock.hi());
    assertEquals(Kind.REFUSED, failure.kind());
    StringBuilder all = new StringBuilder(bedrock.told() + failure.text() + failure.details());
    for (Throwable each = failure; each != null; each = each.getCause()) {
      all.append(each);
    }
    assertNoSecret(all.toString());
  }

  @Test
  void closing_ends_a_stream_that_hangs() throws Exception {
    server.then(FakeBedrock.openStream(new byte[0]));
    Answer answer = bedrock.begin(route(), Bedrock.hi(), true);
    assertEquals(new Delta.RequestId("aws-request-1"), answer.next());
    Thread closer = Thread.ofVirtual().unstarted(answer::close);
    CompletableFuture<Failure> ended =
        CompletableFuture.supplyAsync(() -> assertThrows(Failure.class, answer::next));
    Thread.sleep(50);
    closer.start();
    assertEquals(Kind.UNAVAILABLE, ended.get(4, TimeUnit.SECONDS).kind());
  }

  private Route route() {
    return Bedrock.route(server.url(), FakeBedrock.KEY, Bedrock.MODEL);
  }

  private Failure failure(String secret, String model, Prompt prompt) {
    return assertThrows(
        Failure.class, () -> bedrock.ask(Bedrock.route(server.url(), secret, model), prompt, true));
  }

  private JsonObject body() throws Exception {
    String latin = MockProvider.body(server.requests().getFirst());
    return Json.parseObject(latin.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void assertHello(Reply reply) {
    assertEquals("Hello from Bedrock", reply.text());
    assertEquals(USAGE, reply.usage());
    assertEquals("stop", reply.finishReason());
    assertEquals("aws-request-1", reply.requestId());
  }

  private static void assertNoSecret(String text) {
    for (String secret : List.of(FakeBedrock.ID, FakeBedrock.SECRET, FakeBedrock.TOKEN)) {
      assertFalse(text.contains(secret), text);
    }
  }
}
