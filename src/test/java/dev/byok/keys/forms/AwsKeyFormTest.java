package dev.byok.keys.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AwsKeyFormTest {
  private static final KeyName NAME = new KeyName("bedrock", null);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"accessKeyId":"AKIACANARY","secretAccessKey":"CANARY","region":"eu-west-1"}                          |           | eu-west-1
          {"accessKeyId":"AKIACANARY","secretAccessKey":"CANARY"}                                               | us-east-1 | us-east-1
          {"Version":1,"AccessKeyId":"AKIACANARY","SecretAccessKey":"CANARY","SessionToken":"CANARY"}           | us-east-1 | us-east-1
          {"accessKeyId":"AKIACANARY","secretAccessKey":"CANARY","sessionToken":null,"region":"eu-west-1"}      | eu-west-1 | eu-west-1
          bedrock-api-key-CANARY                                                                                | us-west-2 | us-west-2
          {"AccessKeyId":"AKIACANARY","SecretAccessKey":"CANARY","Region":"eu-west-1"}                          |           | eu-west-1
          """)
  void the_region_is_the_keys_own_or_the_one_given(
      String secret, @Nullable String given, String region) {
    assertEquals(region, AwsKeyForm.of(Secret.of(secret)).region(given, NAME));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"secretAccessKey":"CANARY","region":"eu-west-1"}                                          |           | has no "accessKeyId"
          {"accessKeyId":"AKIACANARY","region":"eu-west-1"}                                          |           | has no "secretAccessKey"
          {"accessKeyId":"AKIACANARY","secretAccessKey":"","region":"eu-west-1"}                     |           | has no "secretAccessKey"
          {"accessKeyId":"AKIACANARY","secretAccessKey":7,"region":"eu-west-1"}                      |           | has no "secretAccessKey"
          {"accessKeyId":"AKIACANARY","secretAccessKey":"CANARY","sessionToken":["CANARY"]}          | us-east-1 | has no "sessionToken"
          {"accessKeyId":"AKIACANARY","secretAccessKey":"CANARY"                                     | us-east-1 | begins like a JSON object
          {"accessKeyId":"AKIACANARY","secretAccessKey":"CANARY"}                                    |           | no region
          {"accessKeyId":"AKIACANARY","secretAccessKey":"CANARY","region":"eu-west-1"}               | us-east-1 | --region says
          bedrock-api-key-CANARY                                                                     |           | no region
          """)
  void what_is_wrong_is_named_and_no_value_is(String secret, @Nullable String given, String says) {
    Failure failure =
        assertThrows(Failure.class, () -> AwsKeyForm.of(Secret.of(secret)).region(given, NAME));
    assertEquals(Kind.USAGE, failure.kind());
    String told = failure.text() + failure.details() + failure.hint();
    assertTrue(told.contains(says), told);
    assertFalse(told.contains("CANARY"), told);
  }
}
