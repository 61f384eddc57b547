package dev.byok.access.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.access.models.ListedModel;
import dev.byok.client.bedrock.Bedrock;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.RawServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks how byok verifies a key with AWS, and what the answers mean. */
final class ControlPlaneTest {
  private final ControlPlane aws =
      new ControlPlane(
          new SocketTransport(Proxies.none(), Tls.of(Map.of(), Optional.empty())),
          "byok/test",
          Clock.systemUTC());
  private FakeBedrock server;

  @BeforeEach
  void start() throws IOException {
    server = FakeBedrock.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {FakeBedrock.API_KEY, "signing"})
  void a_known_key_passes(String secret) {
    aws.verify(route(secret.equals("signing") ? FakeBedrock.KEY : secret));
    assertTrue(
        server
            .requests()
            .getFirst()
            .startsWith("GET /foundation-models?byInferenceType=ON_DEMAND HTTP/1.1"));
  }

  @Test
  void a_key_that_may_not_list_models_is_known_all_the_same() {
    server.then(
        FakeBedrock.error(
            403,
            "AccessDeniedException",
            "{\"message\":\"User: x is not authorized to perform: bedrock:ListFoundationModels\"}"));
    aws.verify(route(FakeBedrock.KEY));
    assertEquals(1, server.requests().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ABSKwrong-canary-wrong-canary", "AKIA", "SECRET"})
  void a_wrong_key_is_rejected_in_the_contracts_words(String wrong) {
    String secret = wrong.startsWith("ABSK") ? wrong : FakeBedrock.KEY.replace(wrong, "WRONG");
    Failure rejected = assertThrows(Failure.class, () -> aws.verify(route(secret)));
    assertEquals(Kind.KEY_REJECTED, rejected.kind());
    assertEquals("Invalid key. Validation failed.", rejected.text());
    assertEquals(403, rejected.status());
    assertFalse((rejected.details() + "" + rejected.hint()).contains("canary"));
  }

  @Test
  void who_cannot_be_asked_has_rejected_nothing() throws IOException {
    server.then(FakeBedrock.error(503, "ServiceUnavailableException", "{\"message\":\"oh\"}"));
    assertEquals(Kind.UNAVAILABLE, failure().kind());
    server.then(RawServer.bytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"));
    assertEquals(Kind.UNAVAILABLE, failure().kind());
    server.then(RawServer.bytes("HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\n\r\n"));
    Failure redirected = failure();
    assertEquals(Kind.UNAVAILABLE, redirected.kind());
    assertEquals(List.of("to https://evil.example"), redirected.details());
    server.close();
    assertEquals(Kind.UNAVAILABLE, failure().kind());
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 405, 501})
  void a_host_of_ones_own_need_not_list_models(int status) throws IOException {
    server.then(RawServer.answer(status, "<html>"));
    assertEquals(Verdict.NOT_CHECKABLE, aws.verify(route(FakeBedrock.KEY)));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 501})
  void awss_own_host_has_to_list_models(int status) {
    ControlPlane told =
        new ControlPlane(new OneAnswer(new Told(status, "<html>")), "byok/test", Clock.systemUTC());
    Failure failure =
        assertThrows(
            Failure.class,
            () ->
                told.verify(
                    Bedrock.route(
                        "https://bedrock-runtime.us-east-1.amazonaws.com", FakeBedrock.KEY, "")));
    assertEquals(Kind.UNAVAILABLE, failure.kind());
    assertFalse((failure.text() + failure.details()).contains("\"\""), failure.text());
  }

  private record OneAnswer(Response answer) implements Transport {
    @Override
    public Response send(Request request) {
      return answer;
    }
  }

  private record Told(int status, String text) implements Response {
    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public List<Header.Plain> fields() {
      return List.of();
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {}
  }

  @Test
  void models_that_write_text_are_listed_with_every_page_of_profiles() {
    assertEquals(
        List.of(
            ListedModel.of("amazon.nova-lite-v1:0", "Nova Lite"),
            ListedModel.of("us.anthropic.claude-x-v1:0", "US Claude X"),
            ListedModel.of("global.amazon.nova-2", "Global Nova 2")),
        aws.models(route(FakeBedrock.KEY)));
    assertEquals(3, server.requests().size());
  }

  @Test
  void who_may_not_list_is_told_so() {
    server.then(
        FakeBedrock.error(403, "AccessDeniedException", "{\"message\":\"not authorized\"}"));
    Failure denied = assertThrows(Failure.class, () -> aws.models(route(FakeBedrock.KEY)));
    assertEquals(Kind.KEY_REJECTED, denied.kind());
    assertEquals(List.of("not authorized"), denied.details());
  }

  @Test
  void only_the_regions_own_host_is_left_for_its_sister() {
    List<Request> requests = new ArrayList<>();
    ControlPlane recorded =
        new ControlPlane(
            request -> {
              requests.add(request);
              throw Failure.of(Kind.UNAVAILABLE, "not sent");
            },
            "byok/test",
            Clock.systemUTC());
    for (String host :
        List.of(
            "https://bedrock-runtime.us-east-1.amazonaws.com",
            "https://bedrock-runtime.eu-west-1.amazonaws.com",
            "https://vpce-1.example/base")) {
      assertThrows(Failure.class, () -> recorded.verify(Bedrock.route(host, FakeBedrock.KEY, "")));
    }
    assertEquals(
        List.of(
            "GET https://bedrock.us-east-1.amazonaws.com/foundation-models?byInferenceType=ON_DEMAND",
            "GET https://bedrock-runtime.eu-west-1.amazonaws.com/foundation-models"
                + "?byInferenceType=ON_DEMAND",
            "GET https://vpce-1.example/base/foundation-models?byInferenceType=ON_DEMAND"),
        requests.stream().map(Request::toString).toList());
  }

  private Failure failure() {
    return assertThrows(Failure.class, () -> aws.verify(route(FakeBedrock.KEY)));
  }

  private dev.byok.routing.Route route(String secret) {
    return Bedrock.route(server.url(), secret, "");
  }
}
