package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.MockProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks AWS's own variables as a key: which of them count, and that none is ever shown. */
final class AwsVariablesTest {
  private static final String[] RUN = {"run", "-m", "bedrock/amazon.nova-lite-v1:0", "hi"};

  @TempDir private Path home;
  private FakeBedrock bedrock;
  private CliRunner byok;

  @BeforeEach
  void setUp() throws IOException {
    bedrock = FakeBedrock.start();
    byok =
        CliRunner.withKeyFile(home)
            .env("BYOK_BEDROCK_HOST", bedrock.url())
            .env("AWS_ACCESS_KEY_ID", FakeBedrock.ID)
            .env("AWS_SECRET_ACCESS_KEY", FakeBedrock.SECRET)
            .env("AWS_REGION", "us-east-1");
  }

  @AfterEach
  void tearDown() throws IOException {
    bedrock.close();
  }

  private CliRunner.Result run(String... args) {
    CliRunner.Result result = byok.run(args);
    for (String secret : List.of(FakeBedrock.ID, FakeBedrock.SECRET, FakeBedrock.TOKEN)) {
      assertFalse((result.out() + result.err()).contains(secret), result.toString());
    }
    return result;
  }

  private String authorization() {
    return MockProvider.header(bedrock.requests().getLast(), "Authorization");
  }

  @Test
  void an_access_key_in_the_environment_signs_the_request() {
    CliRunner.Result result = run("run", "-v", "-m", "bedrock/amazon.nova-lite-v1:0", "hi");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("Hello from Bedrock\n", result.out());
    assertTrue(
        result.err().contains("from the environment variable AWS_ACCESS_KEY_ID"), result.err());
    assertTrue(authorization().contains("/us-east-1/bedrock/aws4_request"), authorization());
  }

  @Test
  void a_session_token_goes_with_it() {
    byok.env("AWS_SESSION_TOKEN", FakeBedrock.TOKEN);
    CliRunner.Result result = run(RUN);
    assertEquals(0, result.exitCode(), result.err());
    assertEquals(
        FakeBedrock.TOKEN,
        MockProvider.header(bedrock.requests().getLast(), "X-Amz-Security-Token"));
  }

  @Test
  void the_region_may_come_from_the_older_variable_and_is_never_guessed() {
    byok.env("AWS_REGION", " ").env("AWS_DEFAULT_REGION", "us-east-1");
    assertEquals(0, run(RUN).exitCode());
    byok.env("AWS_DEFAULT_REGION", "");
    CliRunner.Result result = run(RUN);
    assertEquals(0, run("keys", "list").exitCode());
    // A host of one's own names no region, and a signature needs one.
    List<String> failure = Scenario.assertFailure(result, 2);
    assertTrue(failure.getFirst().contains("region"), failure.toString());
  }

  @Test
  void a_bearer_token_in_the_environment_goes_before_it() {
    byok.env("AWS_BEARER_TOKEN_BEDROCK", FakeBedrock.API_KEY);
    assertEquals(0, run(RUN).exitCode());
    assertEquals("Bearer " + FakeBedrock.API_KEY, authorization());
  }

  @Test
  void a_stored_key_is_never_replaced_by_the_environment() {
    byok.env("BYOK_BEDROCK_HOST", "");
    CliRunner.Result added =
        byok.stdin(FakeBedrock.API_KEY)
            .run("keys", "add", "bedrock", "--region", "us-east-1", "--host", bedrock.url());
    assertEquals(0, added.exitCode(), added.err());
    assertEquals(0, run(RUN).exitCode());
    assertEquals("Bearer " + FakeBedrock.API_KEY, authorization());
  }

  @Test
  void a_label_means_a_stored_key_only() {
    CliRunner.Result result = run("run", "-m", "bedrock:work/amazon.nova-lite-v1:0", "hi");
    Scenario.assertFailure(result, 3);
    assertEquals(0, bedrock.requests().size());
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ACCESS_KEY_ID, 'AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not'",
    "AWS_SECRET_ACCESS_KEY, 'AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not'"
  })
  void half_a_key_is_none_and_the_missing_half_is_named(String missing, String words) {
    byok.env(missing, "  ");
    List<String> failure = Scenario.assertFailure(run(RUN), 3);
    assertTrue(failure.contains("  " + words), failure.toString());
    assertEquals(0, bedrock.requests().size());
  }

  @Test
  void credentials_that_say_that_they_have_expired_are_not_sent() {
    byok.env("AWS_CREDENTIAL_EXPIRATION", "2020-01-01T00:00:00Z");
    List<String> failure = Scenario.assertFailure(run(RUN), 4);
    assertTrue(failure.getFirst().contains("expired on 2020-01-01"), failure.toString());
    assertEquals(0, bedrock.requests().size());
  }

  @Test
  void a_value_that_cannot_be_a_key_is_refused_by_its_variable() {
    byok.env("AWS_SECRET_ACCESS_KEY", "canary two words");
    List<String> failure = Scenario.assertFailure(run(RUN), 2);
    assertTrue(failure.toString().contains("AWS_SECRET_ACCESS_KEY"), failure.toString());
    assertFalse(failure.toString().contains("canary"), failure.toString());
  }

  @Test
  void keys_list_and_a_dry_run_show_where_it_is_and_no_secret() {
    byok.env("AWS_SESSION_TOKEN", FakeBedrock.TOKEN);
    CliRunner.Result listed = run("keys", "list", "--json");
    assertTrue(listed.out().contains("\"stored_in\":\"environment\""), listed.out());
    CliRunner.Result checked = run("keys", "list", "--check");
    assertEquals(0, checked.exitCode(), checked.err());
    CliRunner.Result dry =
        run("run", "--dry-run", "--json", "-m", "bedrock/amazon.nova-lite-v1:0", "hi");
    assertEquals(0, dry.exitCode(), dry.err());
    assertTrue(dry.out().contains("\"Authorization\":\"AWS4-HMAC-SHA256 ***"), dry.out());
  }

  @Test
  void models_are_listed_with_it() {
    CliRunner.Result result = run("models", "bedrock");
    assertEquals(0, result.exitCode(), result.err());
    assertTrue(result.out().contains("amazon.nova-lite-v1:0"), result.out());
  }
}
