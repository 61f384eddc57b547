package dev.byok.client.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.secrets.Secret;
import dev.byok.testing.AwsSignature;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares the SDK's signature with one that is computed step by step. */
final class RequestSignerTest {
  private static final String ID = "AKIACANARYCANARY1234";
  private static final String SECRET = "canary/SECRET+0123456789abcdefghijklmnop";
  private static final Secret TOKEN = Secret.of("canaryTOKEN//////////0123456789==");
  private static final String MODEL =
      "https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-v1%3A0/converse";

  private final RequestSigner signer =
      new RequestSigner(Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC));

  @Test
  void a_fixed_request_has_the_signature_that_the_algorithm_gives() {
    Request signed = signer.signed(request("POST", MODEL, "{\"ü\":1}"), key(null));
    String wire = wire(signed);
    assertEquals(
        AwsSignature.expected(wire, ID, SECRET, "us-east-1"), header(signed, "Authorization"));
    assertTrue(AwsSignature.signsWhatMatters(wire), wire);
    assertEquals("20261121T100000Z", header(signed, "X-Amz-Date"));
    assertTrue(
        header(signed, "Authorization").contains("/20261121/us-east-1/bedrock/aws4_request"));
  }

  @Test
  void a_session_token_is_sent_and_signed() {
    Request signed = signer.signed(request("POST", MODEL, "{}"), key(TOKEN));
    String wire = wire(signed);
    assertEquals(TOKEN.open(), header(signed, "X-Amz-Security-Token"));
    assertTrue(AwsSignature.signsWhatMatters(wire), wire);
    assertEquals(
        AwsSignature.expected(wire, ID, SECRET, "us-east-1"), header(signed, "Authorization"));
  }

  @Test
  void a_question_without_a_body_is_signed_with_its_query() {
    String list =
        "https://bedrock.us-east-1.amazonaws.com/inference-profiles?nextToken=a%2Fb%3D&maxResults=1";
    Request signed = signer.signed(request("GET", list, null), key(null));
    assertEquals(
        AwsSignature.expected(wire(signed), ID, SECRET, "us-east-1"),
        header(signed, "Authorization"));
  }

  @Test
  void another_port_is_part_of_the_signed_host() {
    Request signed =
        signer.signed(request("POST", "http://127.0.0.1:8123/model/m/converse", "{}"), key(null));
    assertEquals(
        AwsSignature.expected(wire(signed), ID, SECRET, "us-east-1"),
        header(signed, "Authorization"));
  }

  @Test
  void an_api_key_is_sent_as_it_is() {
    Request signed =
        signer.signed(
            request("POST", MODEL, "{}"),
            new BedrockCredentials.ApiKey(Secret.of("ABSKcanary"), "us-east-1"));
    assertEquals("Bearer ABSKcanary", header(signed, "Authorization"));
    assertEquals(2, signed.headers().size());
  }

  @Test
  void lists_and_logs_show_neither_key_nor_token_nor_signature() {
    StringBuilder shown = new StringBuilder();
    Request signed = signer.signed(request("POST", MODEL, "{}"), key(TOKEN));
    for (Header header : signed.headers()) {
      shown.append(header).append(header.shown());
    }
    String text = shown.append(signed).toString();
    assertFalse(text.toLowerCase(java.util.Locale.ROOT).contains("canary"), text);
    String signature = header(signed, "Authorization").split("Signature=", 2)[1];
    assertFalse(text.contains(signature), text);
  }

  private static Request request(String method, String uri, @Nullable String body) {
    return new Request(
        method,
        URI.create(uri),
        List.of(new Header.Plain("Content-Type", "application/json")),
        body,
        Duration.ofSeconds(1));
  }

  private static BedrockCredentials key(@Nullable Secret token) {
    return new BedrockCredentials.AccessKey(
        Secret.of(ID), Secret.of(SECRET), token, null, "us-east-1");
  }

  private static String header(Request request, String name) {
    for (Header header : request.headers()) {
      if (header.name().equalsIgnoreCase(name)) {
        return header instanceof Header.Credential credential
            ? credential.prefix() + credential.secret().open()
            : header.shown();
      }
    }
    return "-";
  }

  /** Returns the request as a server sees it, one character per byte. */
  private static String wire(Request request) {
    URI uri = request.uri();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    StringBuilder wire =
        new StringBuilder(request.method() + " " + uri.getRawPath() + query + " HTTP/1.1\r\n");
    wire.append("Host: " + uri.getRawAuthority() + "\r\n");
    for (Header header : request.headers()) {
      wire.append(header.name() + ": " + header(request, header.name()) + "\r\n");
    }
    String body = request.body() == null ? "" : request.body();
    byte[] utf8 = body.getBytes(StandardCharsets.UTF_8);
    return wire + "\r\n" + new String(utf8, StandardCharsets.ISO_8859_1);
  }
}
