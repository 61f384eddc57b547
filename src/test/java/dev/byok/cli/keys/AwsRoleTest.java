package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import dev.byok.testing.FakeAws;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.MockProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks profiles whose credentials are those of a role, which a service of AWS gives. */
final class AwsRoleTest {
  @TempDir private Path home;
  private AwsUser me;

  @BeforeEach
  void setUp() throws Exception {
    me = AwsUser.of(home);
  }

  @AfterEach
  void tearDown() throws IOException {
    me.close();
  }

  @Test
  void a_role_is_assumed_with_the_key_of_another_profile() throws Exception {
    me.config(
        AwsUser.SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE
            + "\nexternal_id=a b\nduration_seconds=900\n");
    CliRunner.Result added = me.add("work");
    assertEquals(0, added.exitCode(), added.err());
    me.assertAnswers("assumed role");
    String form = MockProvider.body(me.aws().requests("sts").getLast());
    assertTrue(form.contains("&ExternalId=a%20b"), form);
    assertTrue(form.contains("&DurationSeconds=900"), form);
  }

  @Test
  void a_role_that_is_refused_is_a_rejected_key_in_the_words_of_aws() throws Exception {
    me.config(
        AwsUser.SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE.replace("Reader", "Other")
            + "\n");
    List<String> failure = Scenario.assertFailure(me.add("work"), 4);
    assertTrue(failure.toString().contains("sts:AssumeRole"), failure.toString());
    assertFalse(Files.exists(me.home().resolve("config.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "Skewed, 4, AWS STS rejects the time of the request, set this machine's clock",
    "Busy, 8, AWS STS gave no credentials (HTTP 503), try again later",
    "Page, 8, the answer of AWS STS holds no credentials, something between may have answered"
  })
  void what_stops_the_token_service_is_told_as_what_it_is_and_asked_once(
      String role, int exitCode, String words, String hint) throws Exception {
    me.config(
        AwsUser.SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE.replace("Reader", role)
            + "\n");
    assertEquals(0, me.add("work", "--no-verify").exitCode());
    List<String> failure =
        Scenario.assertFailure(me.run("run", "-m", AwsUser.MODEL, "hi"), exitCode);
    assertEquals("byok: " + words, failure.getFirst());
    assertTrue(failure.getLast().contains(hint), failure.toString());
    assertEquals(1, me.aws().requests("sts").size());
  }

  @Test
  void credentials_of_a_role_that_have_expired_are_not_sent() throws Exception {
    me.aws().expiring("2020-01-01T00:00:00Z");
    me.config(
        AwsUser.SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE
            + "\n");
    Scenario.assertFailure(me.add("work"), 4);
    assertEquals(0, me.aws().requests("bedrock").size());
  }

  @Test
  void a_role_may_be_assumed_with_its_own_key_and_a_circle_is_refused() throws Exception {
    String role = "region=us-east-1\nsource_profile=work\nrole_arn=" + FakeAws.ROLE + "\n";
    me.config("[profile work]\n" + role + AwsUser.keys(FakeAws.SOURCE_ID, FakeAws.SOURCE_SECRET));
    assertEquals(0, me.add("work").exitCode());
    me.config(
        """
        [profile work]
        region=us-east-1
        source_profile=b
        role_arn=x
        [profile b]
        source_profile=work
        role_arn=y
        """);
    List<String> failure = Scenario.assertFailure(me.run("run", "-m", AwsUser.MODEL, "hi"), 3);
    assertTrue(failure.getFirst().contains("leads back to itself"), failure.toString());
  }

  @Test
  void a_role_that_needs_an_mfa_code_gives_the_command_that_asks_for_it() throws Exception {
    me.config(
        AwsUser.SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nmfa_serial=arn:mfa\n"
            + "role_arn="
            + FakeAws.ROLE
            + "\n");
    List<String> failure = Scenario.assertFailure(me.add("work"), 4);
    assertTrue(
        failure.getLast().contains("aws configure export-credentials --profile work | byok"),
        failure.toString());
    assertEquals(0, me.aws().requests("sts").size());
  }

  @Test
  void a_profile_may_name_a_web_identity() throws Exception {
    Files.writeString(me.home().resolve("token"), FakeAws.WEB_TOKEN + "\n");
    me.config(
        "[profile work]\nregion=us-east-1\nweb_identity_token_file=%s\nrole_arn=%s\n"
            .formatted(me.home().resolve("token"), FakeAws.ROLE));
    CliRunner.Result added = me.add("work");
    assertEquals(0, added.exitCode(), added.err());
    me.assertAnswers("web identity");
  }

  @Test
  void a_login_by_sso_is_exchanged_for_the_credentials_of_its_role() throws Exception {
    me.config(AwsUser.SSO);
    me.login(FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    CliRunner.Result added = me.add("work");
    assertEquals(0, added.exitCode(), added.err());
    me.assertAnswers("SSO");
  }

  @ParameterizedTest
  @CsvSource({
    "2020-01-01T00:00:00Z, ssoTOKENcanary0123456789, expired on 2020-01-01, 0",
    "2020-01-01T00:00:00UTC, ssoTOKENcanary0123456789, expired on 2020-01-01, 0",
    "2099-01-01T00:00:00Z, another, is not valid any more, 1",
    "2099-01-01T00:00:00Z, '', has not begun, 0"
  })
  void a_login_by_sso_that_is_over_gives_the_command_that_renews_it(
      String expires, String token, String words, int asked) throws Exception {
    me.config(AwsUser.SSO);
    me.login(token, expires);
    List<String> failure = Scenario.assertFailure(me.add("work"), 4);
    assertTrue(failure.getFirst().contains(words), failure.toString());
    assertEquals("  hint: aws sso login --profile work", failure.getLast());
    assertEquals(asked, me.aws().requests("portal").size());
    assertEquals(0, me.aws().requests("bedrock").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"us east 1", "evil.example/#", "us-east-1.evil.example", "US-EAST-1"})
  void a_region_that_is_none_leads_no_request_to_another_host(String region) throws Exception {
    me.config(
        AwsUser.SOURCE
            + "[profile work]\nsource_profile=source\nregion="
            + region
            + "\nrole_arn="
            + FakeAws.ROLE
            + "\n");
    try (FakeBedrock own = FakeBedrock.start()) {
      Scenario.assertFailure(me.add("work", "--host", own.url()), 2);
      Scenario.assertFailure(me.add("work", "--host", own.url(), "--region", region), 2);
    }
    me.config(AwsUser.SSO.replace("sso_region = us-east-1", "sso_region = " + region));
    me.login(FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    Scenario.assertFailure(me.add("work"), 2);
    assertEquals(0, me.aws().requests("").size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_STS",
        "AWS_ENDPOINT_URL_BEDROCK_RUNTIME",
        "AWS_BEARER_TOKEN_BEDROCK",
        "AWS_ACCESS_KEY_ID",
        "AWS_PROFILE"
      })
  void no_variable_leads_a_stored_profile_elsewhere(String variable) throws Exception {
    me.config(
        AwsUser.SOURCE
            + "endpoint_url = https://127.0.0.1:1\n[profile work]\nregion=us-east-1\n"
            + "endpoint_url = https://127.0.0.1:1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE
            + "\n");
    me.byok().env(variable, "https://127.0.0.1:1").env("AWS_SECRET_ACCESS_KEY", "other");
    assertEquals(0, me.add("work").exitCode());
    me.assertAnswers("assumed role");
  }

  @Test
  void a_login_by_sso_of_an_older_profile_is_found_by_its_address() throws Exception {
    String address = "https://x.awsapps.com/start";
    me.config(
        AwsUser.SSO
                .substring(0, AwsUser.SSO.indexOf("[sso-session"))
                .replace("sso_session = corp", "sso_start_url = " + address)
            + "sso_region = us-east-1\n");
    me.login(address, FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    assertEquals(0, me.add("work").exitCode());
    me.assertAnswers("SSO");
  }

  @Test
  void what_was_sent_is_taken_out_of_the_words_of_aws() throws Exception {
    String role = FakeAws.ROLE.replace("Reader", "Echo");
    me.config(
        AwsUser.SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn="
            + role);
    // The server also says a token that was not sent here, which nothing can know.
    CliRunner.Result refused = me.byok().run("keys", "add", "bedrock", "--aws-profile", "work");
    Scenario.assertFailure(refused, 4);
    assertTrue(refused.err().contains("You are *** ***"), refused.err());
    Files.writeString(me.home().resolve("token"), FakeAws.WEB_TOKEN);
    me.config(
        "[profile work]\nregion=us-east-1\nrole_arn=%s\nweb_identity_token_file=%s\n"
            .formatted(role, me.home().resolve("token")));
    refused = me.byok().run("keys", "add", "bedrock", "--aws-profile", "work");
    Scenario.assertFailure(refused, 4);
    assertFalse(refused.err().contains(FakeAws.WEB_TOKEN), refused.err());
    me.config(AwsUser.SSO.replace("Reader", "Other"));
    me.login(FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    List<String> failure = Scenario.assertFailure(me.add("work"), 4);
    assertTrue(failure.toString().contains("No access with ***"), failure.toString());
  }

  @Test
  void a_dry_run_shows_no_secret_of_a_role() throws Exception {
    me.config(AwsUser.SSO);
    me.login(FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    assertEquals(0, me.add("work", "--no-verify").exitCode());
    CliRunner.Result dry = me.run("run", "--dry-run", "--json", "-m", AwsUser.MODEL, "hi");
    assertEquals(0, dry.exitCode(), dry.err());
    assertTrue(dry.out().contains("AWS4-HMAC-SHA256 ***"), dry.out());
    assertEquals(0, me.aws().requests("bedrock-runtime").size());
  }
}
