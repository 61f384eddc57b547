package dev.byok.cli.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.budget.Allowance;
import dev.byok.budget.Limits;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.Socket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends raw requests through a gateway to a raw server, and looks at both ends. */
final class GatewayTest {
  private static final String KEY = "sk-gateway-0123456789abcdef-Qz";
  private static final String ASKED = " {\"model\" : \"m\",\n \"messages\":[], \"x\": 1.50}";
  private static final String CHAT = "/openai/v1/chat/completions";
  private static final String WHOLE =
      "{\"id\":\"c-1\",\"model\":\"m-served\",\"choices\":[{\"message\":{\"content\":\"Hi\"},"
          + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";

  @TempDir private Path home;

  private static Map<String, String> env(RawServer server) {
    Map<String, String> env = new HashMap<>();
    env.put("BYOK_OPENAI_API_KEY", KEY);
    env.put("BYOK_OPENAI_HOST", server.url() + "/v1");
    env.put("BYOK_ANTHROPIC_API_KEY", KEY);
    env.put("BYOK_ANTHROPIC_HOST", server.url() + "/v1");
    env.put("BYOK_GOOGLE_API_KEY", KEY);
    env.put("BYOK_GOOGLE_HOST", server.url() + "/v1beta");
    env.put("BYOK_MISTRAL_API_KEY", KEY);
    env.put("BYOK_MISTRAL_HOST", server.url() + "/v1");
    return env;
  }

  private LentGateway lending(RawServer server, String... models) {
    return new LentGateway(
        home, env(server), List.of("openai", "anthropic", "google"), List.of(models));
  }

  @Test
  void a_request_goes_on_byte_for_byte_with_the_key_and_is_counted() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, WHOLE));
        LentGateway gateway = lending(server)) {
      String answer =
          gateway.post(
              CHAT,
              ASKED,
              "User-Agent: agent/1",
              "X-Custom: kept",
              "Cookie: c=1",
              "X-Forwarded-For: 1.2.3.4",
              "OpenAI-Organization: org-of-another",
              "session-id: s-1");
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertTrue(answer.endsWith("\r\n\r\n" + WHOLE), answer);
      String sent = server.requests().getFirst();
      assertTrue(sent.startsWith("POST /v1/chat/completions HTTP/1.1\r\n"), sent);
      assertTrue(sent.endsWith("\r\n\r\n" + ASKED), sent);
      assertTrue(sent.contains("Authorization: Bearer " + KEY), sent);
      assertTrue(sent.contains("X-Custom: kept"), sent);
      assertTrue(sent.contains("agent/1"), sent);
      for (String dropped : List.of(gateway.token(), "c=1", "1.2.3.4", "org-of-another")) {
        assertFalse(sent.contains(dropped), dropped);
      }
      String ledger = gateway.ledger();
      assertTrue(
          ledger.contains("\"command\":\"exec\",\"client\":\"tester\",\"provider\":\"openai\""),
          ledger);
      assertTrue(ledger.contains("\"input\":7,"), ledger);
      assertTrue(ledger.contains("\"served_model\":\"m-served\",\"status\":\"ok\""), ledger);
      assertTrue(ledger.contains("\"session\":\"s-1\",\"tags\":{\"ticket\":\"7\"}"), ledger);
      assertFalse((answer + ledger + gateway.printed()).contains(KEY));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /openai/v1/chat/completions | Host: evil.example         | 403 | forbidden_host",
        "GET  | /health                     | Host: localhost.evil:1     | 403 | forbidden_host",
        "POST | /openai/v1/chat/completions | Origin: http://127.0.0.1   | 403 | forbidden_origin",
        "OPTIONS | /openai/v1/responses     | X: y                       | 403 | forbidden_method",
        "GET  | /openai/v1/responses        | Upgrade: websocket         | 426 | no_websocket",
        "POST | /openai/v1/chat/completions | Authorization: Bearer wrong | 401 | wrong_token",
        "POST | /openai/v1/chat/completions | X: y                       | 401 | wrong_token",
        "POST | /anthropic/v1/messages      | x-api-key: byok_wrong      | 401 | authentication_error",
        "POST | /google/v1beta/models/m:generateContent?key=byok_w | X: y | 401 | UNAUTHENTICATED",
        "GET  | /                           | X: y                       | 200 | \"name\":\"byok\"",
        "GET  | /health                     | Host: localhost:PORT       | 200 | \"name\":\"byok\"",
        "HEAD | /anthropic/api/hello        | Host: [::1]:PORT           | 200 | Content-Length",
      })
  void who_may_not_ask_is_refused_before_anything_is_sent(
      String method, String path, String header, int status, String said) throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, WHOLE));
        LentGateway gateway = lending(server)) {
      String answer =
          gateway.exchange(
              method,
              path,
              method.equals("POST") ? ASKED : "",
              header.replace("PORT", String.valueOf(gateway.port())),
              header.startsWith("Upgrade") ? "Connection: Upgrade" : "Connection: close");
      assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
      assertTrue(answer.contains(said), answer);
      assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("access-control"), answer);
      assertEquals(0, server.connections());
      assertEquals("", gateway.ledger());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/openai/v1/files               | {\"model\":\"m\"} | 404 | /openai/v1",
        "/mistral/v1/chat/completions   | {\"model\":\"m\"} | 404 | not_found",
        "/nobody/v1/chat/completions    | {\"model\":\"m\"} | 404 | not_found",
        "/openai/v1/messages            | {\"model\":\"m\"} | 400 | invalid_request_error",
        "/anthropic/v1/chat/completions | {\"model\":\"m\"} | 400 | wrong_wire",
        "/v1/chat/completions           | {\"model\":\"mistral/m\"} | 400 | model_not_found",
        "/v1/messages                   | {\"model\":\"m\"} | 404 | not_found_error",
        "/openai/v1/chat/completions    | {\"messages\":[]} | 400 | model_missing",
        "/openai/v1/chat/completions    | {\"model\":\"m\",\"model\":\"n\"} | 400 | invalid_request",
        "/openai/v1/chat/completions    | [1] | 400 | invalid_request",
      })
  void what_leads_nowhere_is_refused_in_the_form_of_its_wire(
      String path, String body, int status, String said) throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, WHOLE));
        LentGateway gateway = lending(server)) {
      String answer = gateway.post(path, body);
      assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
      assertTrue(answer.contains(said), answer);
      assertTrue(answer.contains("x-should-retry: false"), answer);
      assertEquals(0, server.connections());
    }
  }

  @Test
  void without_a_key_in_the_path_the_model_names_it_and_gets_its_own_id() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, WHOLE));
        LentGateway gateway = lending(server)) {
      gateway.post("/v1/chat/completions", "{\"model\":\"openai/m\",\"n\":1}");
      String sent = server.requests().getFirst();
      assertTrue(sent.endsWith("\r\n\r\n{\"model\":\"m\",\"n\":1}"), sent);
    }
  }

  @Test
  void geminis_path_keeps_its_version_and_query() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, "{}"));
        LentGateway gateway = lending(server)) {
      gateway.post("/google/v1/models/g:streamGenerateContent?alt=sse&key=k", "{\"contents\":[]}");
      String sent = server.requests().getFirst();
      assertTrue(sent.startsWith("POST /v1/models/g:streamGenerateContent?alt=sse HTTP/1.1"), sent);
      assertTrue(sent.contains("x-goog-api-key: " + KEY), sent);
    }
  }

  @Test
  void a_model_that_is_not_lent_is_refused_and_so_is_a_way_around() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, WHOLE));
        LentGateway gateway = lending(server, "m-*")) {
      assertTrue(gateway.post(CHAT, "{\"model\":\"m\"}").contains("model_not_found"));
      String rerouted = gateway.post(CHAT, "{\"model\":\"m-1\",\"models\":[\"x\"]}");
      assertTrue(rerouted.startsWith("HTTP/1.1 400 "), rerouted);
      assertTrue(rerouted.contains("field_not_allowed"), rerouted);
      assertEquals(0, server.connections());
      assertTrue(gateway.post(CHAT, "{\"model\":\"m-1\"}").startsWith("HTTP/1.1 200 "));
    }
  }

  @Test
  void a_model_without_a_known_price_is_refused_under_a_limit_in_dollars() throws Exception {
    Limits limits = new Limits(List.of(), Allowance.of(new BigDecimal("0.10")));
    try (RawServer server = RawServer.start(RawServer.answer(200, WHOLE));
        LentGateway gateway =
            new LentGateway(home, env(server), List.of("openai"), List.of(), limits)) {
      String answer = gateway.post(CHAT, ASKED);
      assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
      assertTrue(answer.contains("\"code\":\"price_unknown\""), answer);
      assertTrue(answer.contains("x-should-retry: false"), answer);
      assertEquals(0, server.connections());
    }
  }

  @Test
  void a_compressed_body_is_refused() throws Exception {
    try (RawServer server = RawServer.start(RawServer.answer(200, WHOLE));
        LentGateway gateway = lending(server)) {
      String answer = gateway.post(CHAT, "xx", "Content-Encoding: gzip");
      assertTrue(answer.startsWith("HTTP/1.1 415 "), answer);
    }
  }

  @Test
  void a_providers_error_comes_back_unchanged_but_for_the_key() throws Exception {
    String error = "{\"error\":{\"message\":\"bad key " + KEY + "\",\"code\":\"x\"}}";
    String told =
        "HTTP/1.1 429 No\r\nRetry-After: 3\r\nSet-Cookie: a=b\r\nContent-Length: "
            + error.length()
            + "\r\n\r\n"
            + error;
    try (RawServer server = RawServer.start(RawServer.bytes(told));
        LentGateway gateway = lending(server)) {
      String answer = gateway.post(CHAT, ASKED);
      assertTrue(answer.startsWith("HTTP/1.1 429 "), answer);
      assertTrue(answer.contains("Retry-After: 3"), answer);
      assertFalse(answer.contains("Set-Cookie"), answer);
      assertTrue(answer.endsWith(error.replace(KEY, "*".repeat(KEY.length()))), answer);
      assertEquals(1, server.connections());
      assertTrue(gateway.ledger().contains("\"status\":\"rate-limit\""));
    }
  }

  @Test
  void a_redirect_and_a_provider_that_is_gone_are_502() throws Exception {
    String elsewhere =
        "HTTP/1.1 302 Found\r\nLocation: http://evil.example/\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server =
            RawServer.start(RawServer.bytes(elsewhere), RawServer.closeBeforeAnswer());
        LentGateway gateway = lending(server)) {
      assertTrue(gateway.post(CHAT, ASKED).startsWith("HTTP/1.1 502 "));
      String gone = gateway.post(CHAT, ASKED);
      assertTrue(gone.startsWith("HTTP/1.1 502 "), gone);
      assertFalse(gone.contains("x-should-retry"), gone);
    }
  }

  @Test
  void a_cut_stream_is_cut_for_the_program_too() throws Exception {
    String piece = "data: {\"choices\":[{\"delta\":{\"content\":\"Hel\"}}]}\n\n";
    String cut =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            + Integer.toHexString(piece.length())
            + "\r\n"
            + piece
            + "\r\n";
    try (RawServer server = RawServer.start(RawServer.bytes(cut));
        LentGateway gateway = lending(server)) {
      String answer = answerOrCut(gateway);
      assertTrue(answer.contains("Hel"), answer);
      assertFalse(answer.endsWith("0\r\n\r\n"), answer);
      assertTrue(gateway.ledger().contains("\"status\":\"incomplete\""));
    }
  }

  /** Reads up to the end or the reset of the connection. */
  private static String answerOrCut(LentGateway gateway) throws IOException {
    StringBuilder seen = new StringBuilder();
    try (Socket socket =
        gateway.send(
            "POST",
            CHAT,
            "{\"model\":\"m\",\"stream\":true,\"stream_options\":{\"include_usage\":true}}",
            "Authorization: Bearer " + gateway.token())) {
      for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
        seen.append((char) c);
      }
    } catch (IOException reset) {
      seen.append("(reset)");
    }
    return seen.toString();
  }

  @Test
  void a_program_that_leaves_ends_the_request_of_a_silent_provider() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    RawServer.Script silent =
        socket -> {
          asked.countDown();
          if (socket.getInputStream().read() < 0) {
            ended.countDown();
          }
        };
    try (RawServer server = RawServer.start(silent);
        LentGateway gateway = lending(server)) {
      try (Socket socket =
          gateway.send("POST", CHAT, ASKED, "Authorization: Bearer " + gateway.token())) {
        assertTrue(asked.await(20, TimeUnit.SECONDS), "the provider is asked");
        socket.shutdownOutput();
      }
      assertTrue(ended.await(20, TimeUnit.SECONDS), "the provider's connection ends");
      assertTrue(gateway.ledger().contains("\"status\":\"interrupted\""));
    }
  }
}
