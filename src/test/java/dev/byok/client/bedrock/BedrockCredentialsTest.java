package dev.byok.client.bedrock;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.AwsRegion;
import dev.byok.secrets.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the forms that the secret of a Bedrock key may have. */
final class BedrockCredentialsTest {
  private static final String ID = "AKIACANARYCANARY1234";
  private static final String SECRET = "canary/SECRET+0123456789abcdefghijklmnop";
  private static final String TOKEN = "canaryTOKEN//////////0123456789==";

  @Test
  void an_access_key_with_its_region() {
    BedrockCredentials.AccessKey key =
        accessKey(
            "{\"accessKeyId\":\"%s\",\"secretAccessKey\":\"%s\",\"region\":\"eu-west-1\"}"
                .formatted(ID, SECRET),
            null);
    assertEquals(Secret.of(ID), key.id());
    assertEquals(Secret.of(SECRET), key.secret());
    assertEquals(null, key.sessionToken());
    assertEquals("eu-west-1", key.region());
  }

  @Test
  void temporary_credentials_have_a_token_too() {
    BedrockCredentials.AccessKey key =
        accessKey(
            " {\"accessKeyId\":\"%s\",\"secretAccessKey\":\"%s\",\"sessionToken\":\"%s\"}\n"
                .formatted(ID, SECRET, TOKEN),
            "us-gov-west-1");
    assertEquals(Secret.of(TOKEN), key.sessionToken());
    assertEquals("us-gov-west-1", key.region());
    assertEquals(List.of(Secret.of(ID), Secret.of(SECRET), Secret.of(TOKEN)), key.secrets());
  }

  @Test
  void what_aws_configure_export_credentials_prints() {
    BedrockCredentials.AccessKey key =
        accessKey(exported("2026-11-21T13:00:00+00:00"), "us-east-1");
    assertEquals(Secret.of(TOKEN), key.sessionToken());
    assertEquals(Instant.parse("2026-11-21T13:00:00Z"), key.expires());
  }

  @Test
  void long_lived_credentials_are_exported_without_a_token() {
    BedrockCredentials.AccessKey key =
        accessKey(
            "{\"Version\":1,\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\"}"
                .formatted(ID, SECRET),
            "us-east-1");
    assertEquals(null, key.sessionToken());
    assertEquals(null, key.expires());
    key.requireUnexpired(at("2099-01-01T00:00:00Z"), "renew it");
  }

  @Test
  void an_api_key_has_its_region_from_the_settings() {
    BedrockCredentials key = BedrockCredentials.parse(Secret.of("ABSKcanary\n"), "us-west-2");
    assertEquals(new BedrockCredentials.ApiKey(Secret.of("ABSKcanary"), "us-west-2"), key);
  }

  @Test
  void expired_credentials_are_not_sent() {
    BedrockCredentials key =
        BedrockCredentials.parse(Secret.of(exported("2026-11-21T13:00:00+01:00")), "us-east-1");
    assertDoesNotThrow(() -> key.requireUnexpired(at("2026-11-21T11:59:59Z"), "renew it"));
    Failure expired =
        assertThrows(
            Failure.class, () -> key.requireUnexpired(at("2026-11-21T12:00:00Z"), "renew it"));
    assertEquals(Kind.KEY_REJECTED, expired.kind());
    assertTrue(expired.isUnsent());
    assertEquals("the AWS credentials expired on 2026-11-21T12:00:00Z", expired.text());
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"secretAccessKey":"canary-x"}                        | has no "accessKeyId"
          {"accessKeyId":"canary-x"}                            | has no "secretAccessKey"
          {"accessKeyId":"","secretAccessKey":"canary-x"}       | has no "accessKeyId"
          {"accessKeyId":"canary-x","secretAccessKey":7}        | has no "secretAccessKey"
          {"accessKeyId":"canary-x","secretAccessKey":"canary"} | has no "region"
          {"AccessKeyId":"canary-x","Version":1}                | has no "SecretAccessKey"
          {"accessKeyId":"canary x","secretAccessKey":"canary"} | "accessKeyId" contains a character
          {"accessKeyId":"x","secretAccessKey":"y","sessionToken":7,"region":"us-east-1"} | has no "sessionToken"
          {"AccessKeyId":"x","SecretAccessKey":"y","Expiration":"canary"} | "Expiration" is not a time
          {"accessKeyId":"canary-x"                             | is not one
          {}                                                    | has no "accessKeyId"
          ABSKcanary                                            | has no "region"
          ["canary"]                                            | is a JSON array
          ABSK canary                                           | contains a character
          {"AccessKeyId":"x","secretAccessKey":"canary"}        | mixes two spellings
          {"accessKeyId":"x","secretAccessKey":"y","Expiration":"2099-01-01T00:00:00Z"} | mixes two spellings
          {"accessKeyId":"x","secretAccessKey":"y","region":"us-east-1.evil"} | is not an AWS region
          {"accessKeyId":"x","secretAccessKey":"y","region":"eu-west-1","Region":"eu-west-1"} | has both "region"
          """)
  void what_is_missing_is_named_and_no_value_is_shown(String secret, String text) {
    Failure failure =
        assertThrows(Failure.class, () -> BedrockCredentials.parse(Secret.of(secret), null));
    assertEquals(Kind.USAGE, failure.kind());
    assertTrue(failure.text().contains(text), failure.text());
    for (Throwable each = failure; each != null; each = each.getCause()) {
      assertFalse(String.valueOf(each.getMessage()).contains("canary"), each::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"us-east-1", "eu-west-3", "us-gov-west-1", "ap-southeast-7", "il-central-1"})
  void regions(String region) {
    assertEquals(region, AwsRegion.checked(region));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "us-east", "us-east-100", "US-EAST-1", "us-east-1.evil.com", "us-east-1/", "u-east-1",
            "us--1",
        "us-east-x", "us-east-1\n", "", "-", "evil.com#-1", "us-eást-1", "us-east-1-1"
      })
  void what_is_no_region_gets_into_no_hosts_name(String region) {
    assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> AwsRegion.checked(region)).kind());
  }

  @Test
  void nothing_prints_a_secret() {
    String printed = accessKey(exported("2026-11-21T13:00:00Z"), "us-east-1").toString();
    assertFalse(printed.contains("canary") || printed.contains("CANARY"), printed);
    String key = BedrockCredentials.parse(Secret.of("ABSKcanary"), "us-west-2").toString();
    assertFalse(key.contains("canary"), key);
  }

  private static String exported(String expiration) {
    return """
    {
      "Version": 1,
      "AccessKeyId": "%s",
      "SecretAccessKey": "%s",
      "SessionToken": "%s",
      "Expiration": "%s"
    }
    """
        .formatted(ID, SECRET, TOKEN, expiration);
  }

  private static BedrockCredentials.AccessKey accessKey(String secret, @Nullable String region) {
    return (BedrockCredentials.AccessKey) BedrockCredentials.parse(Secret.of(secret), region);
  }

  private static Clock at(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }
}
