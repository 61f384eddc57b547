package dev.byok.http.tls;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.TestCertificates;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostNamesTest {
  @ParameterizedTest
  @CsvSource({
    "a.example.test, *.example.test",
    "A.Example.test, *.EXAMPLE.test",
    "example.test, example.test",
    "xn--exmple-cua.test, xn--exmple-cua.test"
  })
  void matches(String host, String pattern) {
    assertTrue(HostNames.matches(host, pattern));
  }

  @ParameterizedTest
  @CsvSource({
    "a.b.example.test, *.example.test",
    "example.test, *.example.test",
    ".example.test, *.example.test",
    "a.example.test, a*.example.test",
    "a.example.test, *a.example.test",
    "a.example.test, a.*.test",
    "a.b.test, *.*.test",
    "example.test, *.test",
    "test, *",
    "a.example.test.evil, *.example.test",
    "aexample.test, *.example.test",
    "example.test, example.test.",
    "example.test, ''"
  })
  void does_not_match(String host, String pattern) {
    assertFalse(HostNames.matches(host, pattern));
  }

  @Test
  void matches_addresses_as_addresses() throws Exception {
    X509Certificate certificate =
        TestCertificates.leaf("x")
            .ip("::1")
            .ip("127.0.0.1")
            .dns("*.0.0.1")
            .selfSigned()
            .certificate();
    assertTrue(HostNames.match("::1", certificate));
    assertTrue(HostNames.match("[0:0:0:0:0:0:0:1]", certificate));
    assertTrue(HostNames.match("127.0.0.1", certificate));
    assertFalse(HostNames.match("9.0.0.1", certificate));
    assertFalse(HostNames.match("::2", certificate));
    assertFalse(HostNames.match("x", certificate));
  }
}
