package dev.byok.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.wire.Everything;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EndpointTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.openai.com/v1",
        "https://1.2.3.4/v1",
        "https://[2001:db8::1]:8443",
        "http://127.0.0.1:8080",
        "http://127.9.8.7/v1",
        "http://[::1]:11434/v1",
        "http://[0:0:0:0:0:0:0:1]",
        "http://localhost:11434/v1"
      })
  void takes_https_anywhere_and_http_to_this_machine(String url) {
    assertEquals(url, Endpoint.of(url, false).base().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.168.1.5:11434",
        "http://10.0.0.1",
        "http://172.16.0.1",
        "http://100.64.0.1",
        "http://[fd00::1]:80",
        "http://nas",
        "http://gpu.local",
        "http://box.lan:8000/v1"
      })
  void takes_http_to_a_private_address_only_when_allowed(String url) {
    Failure refused = assertThrows(Failure.class, () -> Endpoint.of(url, false));
    assertEquals(Kind.USAGE, refused.kind());
    assertTrue(String.valueOf(refused.hint()).contains("--allow-http"));
    assertEquals(url, Endpoint.of(url, true).base().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.openai.com/v1",
        "http://8.8.8.8",
        "http://127.0.0.1.evil.com",
        "http://localhost.evil.com",
        "http://localhost.",
        "http://[::ffff:1.2.3.4]",
        "http://[::ffff:127.0.0.1]",
        "http://[::ffff:10.0.0.1]",
        "http://2130706433",
        "http://0x7f000001",
        "http://0x7f.0.0.1",
        "http://0177.0.0.1",
        "http://127.0.0.01",
        "http://127.1",
        "http://0.0.0.0",
        "http://[::]",
        "http://172.32.0.1",
        "http://user@127.0.0.1",
        "http://127.0.0.1@evil.com",
        "http://127.0.0.1#@evil.com",
        "http://127.0.0.1\\@evil.com",
        "https://user:pw@api.openai.com",
        "https://api.openai.com/v1?key=1",
        "https://api.openai.com/v1#x",
        "https://api.openai.com:0/",
        "https://api.openai.com:99999/",
        "https://api.openai.com/v1/../x",
        "https://api.openai.com/v1/%2e%2e/x",
        "https://api.openai.com\r\nX-Evil: 1",
        "https://api.openai.com/\u0000",
        "https://api.openai.com/\u001b[2J",
        "https:///v1",
        "https://",
        "https:api.openai.com",
        "https://%31%32",
        "https://[fe80::1%25eth0]/",
        "https://exämple.com",
        "ftp://api.openai.com",
        "file:///etc/passwd",
        "api.openai.com/v1",
        "//api.openai.com",
        ""
      })
  void refuses_the_rest_even_when_private_addresses_are_allowed(String url) {
    Failure refused = assertThrows(Failure.class, () -> Endpoint.of(url, true));
    assertEquals(Kind.USAGE, refused.kind());
    assertNotNull(refused.hint());
    assertTrue(refused.text().startsWith("the URL \""), refused.text());
    assertTrue(refused.text().chars().noneMatch(Character::isISOControl), refused.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:CANARY@api.openai.com",
        "https://CANARY@host/x",
        "https://us/er:CANARY@host/x",
        "https://api.openai.com?key=CANARY",
        "https://user:CANARY @host",
        "https://api.openai.com/v1#CANARY",
        "user:CANARY@host"
      })
  void quotes_no_password_and_no_query(String url) {
    Failure refused = assertThrows(Failure.class, () -> Endpoint.of(url, true));
    assertFalse(Everything.said(refused).contains("CANARY"), refused.text());
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/v1,/chat/completions,https://a.example/v1/chat/completions",
    "https://a.example/v1/,/chat/completions,https://a.example/v1/chat/completions",
    "https://a.example,/v1/messages,https://a.example/v1/messages",
    "HTTPS://A.Example:443/V1,/x?alt=sse,https://a.example:443/V1/x?alt=sse"
  })
  void keeps_its_own_path_when_resolving(String base, String path, String resolved) {
    assertEquals(resolved, Endpoint.of(base, false).resolve(path).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@evil.com",
        ".evil.com/x",
        "//evil.com",
        "/../x",
        "/a/..",
        "/a b",
        "/a\r\nb",
        "x"
      })
  void resolves_nothing_outside_itself(String path) {
    Endpoint endpoint = Endpoint.of("https://a.example", false);
    Failure refused = assertThrows(Failure.class, () -> endpoint.resolve(path));
    assertEquals(Kind.USAGE, refused.kind());
  }

  @Test
  void tells_its_host() {
    assertEquals("[::1]", Endpoint.of("http://[::1]:80/v1", false).host());
  }
}
