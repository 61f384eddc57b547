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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks keys that are profiles of AWS's tools, against AWS under its own names. */
final class AwsProfileTest {
  private static final String MODEL = "bedrock/amazon.nova-lite-v1:0";
  private static final String SOURCE =
      "[profile source]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
          .formatted(FakeAws.SOURCE_ID, FakeAws.SOURCE_SECRET);
  private static final String SSO =
      """
      [profile work]
      region = us-east-1
      sso_session = corp
      sso_account_id = 123456789012
      sso_role_name = Reader
      [sso-session corp]
      sso_start_url = https://x.awsapps.com/start
      sso_region = us-east-1
      """;

  @TempDir private Path home;
  private FakeAws aws;
  private CliRunner byok;

  @BeforeEach
  void setUp() throws Exception {
    aws = FakeAws.start(Files.createDirectories(home.resolve("authority")));
    byok = CliRunner.withKeyFile(home);
    aws.env().forEach(byok::env);
    Files.createDirectories(home.resolve(".aws/sso/cache"));
  }

  @AfterEach
  void tearDown() throws IOException {
    aws.close();
  }

  private void config(String text) throws IOException {
    Files.writeString(home.resolve(".aws/config"), text);
  }

  private void credentials(String text) throws IOException {
    Files.writeString(home.resolve(".aws/credentials"), text);
  }

  private void login(String token, String expires) throws Exception {
    login("corp", token, expires);
  }

  private void login(String name, String token, String expires) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(name.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        home.resolve(".aws/sso/cache/" + HexFormat.of().formatHex(hash) + ".json"),
        FakeAws.cache(token, expires));
  }

  /** Runs byok. Whatever it prints, no secret is in it, and the files of AWS stay as they are. */
  private CliRunner.Result run(String... args) throws IOException {
    Map<String, String> before = files();
    CliRunner.Result result = byok.run(args);
    for (String secret : FakeAws.SECRETS) {
      assertFalse((result.out() + result.err()).contains(secret), result.toString());
    }
    assertEquals(before, files());
    Path config = home.resolve("config.json");
    for (String secret : FakeAws.SECRETS) {
      assertFalse(Files.exists(config) && Files.readString(config).contains(secret));
    }
    return result;
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var all = Files.walk(home.resolve(".aws"))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.readString(file));
      }
    }
    return files;
  }

  private CliRunner.Result add(String... options) throws IOException {
    String[] args = new String[options.length + 4];
    List<String> start = List.of("keys", "add", "bedrock", "--aws-profile");
    for (int i = 0; i < args.length; i++) {
      args[i] = i < 4 ? start.get(i) : options[i - 4];
    }
    return run(args);
  }

  private void assertAnswers(String words) throws IOException {
    CliRunner.Result result = run("run", "-v", "-m", MODEL, "hi");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("Hello from Bedrock\n", result.out());
    assertTrue(result.err().contains("from the AWS profile \"work\" (" + words), result.err());
  }

  private static String keys(String id, String secret) {
    return "aws_access_key_id=%s\naws_secret_access_key=%s\n".formatted(id, secret);
  }

  @Test
  void a_profile_with_a_key_signs_and_only_its_name_is_stored() throws Exception {
    config("[profile work]\nregion = us-east-1\n");
    credentials("[work]\n" + keys(FakeBedrock.ID, FakeBedrock.SECRET));
    CliRunner.Result added = add("work");
    assertEquals(0, added.exitCode(), added.err());
    assertAnswers("access key");
    CliRunner.Result listed = run("keys", "list", "--json");
    assertTrue(listed.out().contains("\"stored_in\":\"aws-profile\",\"mask\":null"), listed.out());
    assertTrue(run("keys", "list").out().contains("aws-profile work"), "the profile is named");
    assertEquals(0, run("keys", "test", "bedrock").exitCode());
    assertEquals(0, run("keys", "rm", "bedrock", "--yes").exitCode());
    Scenario.assertFailure(run("run", "-m", MODEL, "hi"), 3);
  }

  @Test
  void a_session_token_of_a_profile_goes_with_its_key() throws Exception {
    credentials(
        "[work]\nregion=us-east-1\n"
            + keys(FakeBedrock.ID, FakeBedrock.SECRET)
            + "aws_session_token="
            + FakeBedrock.TOKEN
            + "\n");
    assertEquals(0, add("work").exitCode());
    assertAnswers("access key");
    String request = aws.requests("bedrock-runtime").getLast();
    assertEquals(FakeBedrock.TOKEN, MockProvider.header(request, "X-Amz-Security-Token"));
  }

  @Test
  void a_profile_may_run_a_program() throws Exception {
    Path program = program(process("2099-01-01T00:00:00Z"), 0);
    config("[profile work]\nregion=us-east-1\ncredential_process = '" + program + "' --x\n");
    CliRunner.Result added = add("work");
    assertEquals(0, added.exitCode(), added.err());
    assertAnswers("credential_process");
  }

  private static String process(String expires) {
    return "{\"Version\":1,\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\",\"SessionToken\":\"%s\",\"Expiration\":\"%s\"}"
        .formatted(FakeBedrock.ID, FakeBedrock.SECRET, FakeBedrock.TOKEN, expires);
  }

  private Path program(String output, int exitCode) throws IOException {
    Path program = home.resolve("give key");
    Files.writeString(program, "#!/bin/sh\ncat <<'END'\n" + output + "\nEND\nexit " + exitCode);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }

  @Test
  void a_program_that_fails_is_a_failure_of_the_keys_place() throws Exception {
    Path program = program("aws: token of " + FakeAws.SOURCE_SECRET, 1);
    config("[profile work]\nregion=us-east-1\ncredential_process = '" + program + "'\n");
    List<String> failure = Scenario.assertFailure(add("work"), 11);
    assertTrue(failure.toString().contains("credential_process"), failure.toString());
    assertFalse(Files.exists(home.resolve("config.json")));
  }

  @Test
  void credentials_of_a_program_that_have_expired_are_not_sent() throws Exception {
    Path program = program(process("2020-01-01T00:00:00Z"), 0);
    config("[profile work]\nregion=us-east-1\ncredential_process = '" + program + "'\n");
    assertEquals(0, add("work", "--no-verify").exitCode());
    List<String> failure = Scenario.assertFailure(run("run", "-m", MODEL, "hi"), 4);
    assertTrue(failure.getLast().contains("credential_process --profile work"), failure.toString());
    assertEquals(0, aws.requests("bedrock").size());
  }

  @Test
  void a_role_is_assumed_with_the_key_of_another_profile() throws Exception {
    config(
        SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE
            + "\nexternal_id=a b\nduration_seconds=900\n");
    CliRunner.Result added = add("work");
    assertEquals(0, added.exitCode(), added.err());
    assertAnswers("assumed role");
    String form = MockProvider.body(aws.requests("sts").getLast());
    assertTrue(form.contains("&ExternalId=a%20b"), form);
    assertTrue(form.contains("&DurationSeconds=900"), form);
  }

  @Test
  void a_role_that_is_refused_is_a_rejected_key_in_the_words_of_aws() throws Exception {
    config(
        SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE.replace("Reader", "Other")
            + "\n");
    List<String> failure = Scenario.assertFailure(add("work"), 4);
    assertTrue(failure.toString().contains("sts:AssumeRole"), failure.toString());
    assertFalse(Files.exists(home.resolve("config.json")));
  }

  @ParameterizedTest
  @CsvSource({
    "Skewed, 4, AWS STS rejects the time of the request, set this machine's clock",
    "Busy, 8, AWS STS gave no credentials (HTTP 503), try again later",
    "Page, 8, the answer of AWS STS holds no credentials, something between may have answered"
  })
  void what_stops_the_token_service_is_told_as_what_it_is_and_asked_once(
      String role, int exitCode, String words, String hint) throws Exception {
    config(
        SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE.replace("Reader", role)
            + "\n");
    assertEquals(0, add("work", "--no-verify").exitCode());
    List<String> failure = Scenario.assertFailure(run("run", "-m", MODEL, "hi"), exitCode);
    assertEquals("byok: " + words, failure.getFirst());
    assertTrue(failure.getLast().contains(hint), failure.toString());
    assertEquals(1, aws.requests("sts").size());
  }

  @Test
  void credentials_of_a_role_that_have_expired_are_not_sent() throws Exception {
    aws.expiring("2020-01-01T00:00:00Z");
    config(
        SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE
            + "\n");
    Scenario.assertFailure(add("work"), 4);
    assertEquals(0, aws.requests("bedrock").size());
  }

  @Test
  void a_role_may_be_assumed_with_its_own_key_and_a_circle_is_refused() throws Exception {
    String role = "region=us-east-1\nsource_profile=work\nrole_arn=" + FakeAws.ROLE + "\n";
    config("[profile work]\n" + role + keys(FakeAws.SOURCE_ID, FakeAws.SOURCE_SECRET));
    assertEquals(0, add("work").exitCode());
    config(
        "[profile work]\nregion=us-east-1\nsource_profile=b\nrole_arn=x\n"
            + "[profile b]\nsource_profile=work\nrole_arn=y\n");
    List<String> failure = Scenario.assertFailure(run("run", "-m", MODEL, "hi"), 3);
    assertTrue(failure.getFirst().contains("leads back to itself"), failure.toString());
  }

  @Test
  void a_role_that_needs_an_mfa_code_gives_the_command_that_asks_for_it() throws Exception {
    config(
        SOURCE
            + "[profile work]\nregion=us-east-1\nsource_profile=source\nmfa_serial=arn:mfa\n"
            + "role_arn="
            + FakeAws.ROLE
            + "\n");
    List<String> failure = Scenario.assertFailure(add("work"), 4);
    assertTrue(
        failure.getLast().contains("aws configure export-credentials --profile work | byok"),
        failure.toString());
    assertEquals(0, aws.requests("sts").size());
  }

  @Test
  void a_profile_may_name_a_web_identity() throws Exception {
    Files.writeString(home.resolve("token"), FakeAws.WEB_TOKEN + "\n");
    config(
        "[profile work]\nregion=us-east-1\nweb_identity_token_file=%s\nrole_arn=%s\n"
            .formatted(home.resolve("token"), FakeAws.ROLE));
    CliRunner.Result added = add("work");
    assertEquals(0, added.exitCode(), added.err());
    assertAnswers("web identity");
  }

  @Test
  void a_login_by_sso_is_exchanged_for_the_credentials_of_its_role() throws Exception {
    config(SSO);
    login(FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    CliRunner.Result added = add("work");
    assertEquals(0, added.exitCode(), added.err());
    assertAnswers("SSO");
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
    config(SSO);
    login(token, expires);
    List<String> failure = Scenario.assertFailure(add("work"), 4);
    assertTrue(failure.getFirst().contains(words), failure.toString());
    assertEquals("  hint: aws sso login --profile work", failure.getLast());
    assertEquals(asked, aws.requests("portal").size());
    assertEquals(0, aws.requests("bedrock").size());
  }

  @Test
  void a_missing_profile_is_named_with_those_that_there_are() throws Exception {
    config("[default]\nregion=us-east-1\n" + SOURCE);
    List<String> failure = Scenario.assertFailure(add("wrok"), 3);
    assertEquals("byok: there is no AWS profile \"wrok\"", failure.getFirst());
    assertTrue(failure.contains("  there are: default, source"), failure.toString());
    Files.delete(home.resolve(".aws/config"));
    assertTrue(Scenario.assertFailure(add("work"), 3).getLast().contains("aws configure sso"));
  }

  @Test
  void the_region_is_the_keys_then_the_environments_then_the_profiles_and_never_guessed()
      throws Exception {
    credentials("[work]\n" + keys(FakeBedrock.ID, FakeBedrock.SECRET));
    List<String> failure = Scenario.assertFailure(add("work"), 2);
    assertTrue(failure.getFirst().contains("has no region"), failure.toString());
    byok.env("AWS_REGION", "us-east-1");
    assertEquals(0, add("work").exitCode());
    byok.env("AWS_REGION", "");
    config("[profile work]\nregion=us-east-1\n");
    assertAnswers("access key");
    config("[profile work]\nregion=eu-west-9\n");
    byok.env("AWS_REGION", "eu-north-9");
    assertEquals(0, add("work", "--region", "us-east-1", "--force").exitCode());
    assertAnswers("access key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"us east 1", "evil.example/#", "us-east-1.evil.example", "US-EAST-1"})
  void a_region_that_is_none_leads_no_request_to_another_host(String region) throws Exception {
    config(
        SOURCE
            + "[profile work]\nsource_profile=source\nregion="
            + region
            + "\nrole_arn="
            + FakeAws.ROLE
            + "\n");
    try (FakeBedrock own = FakeBedrock.start()) {
      Scenario.assertFailure(add("work", "--host", own.url()), 2);
      Scenario.assertFailure(add("work", "--host", own.url(), "--region", region), 2);
    }
    config(SSO.replace("sso_region = us-east-1", "sso_region = " + region));
    login(FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    Scenario.assertFailure(add("work"), 2);
    assertEquals(0, aws.requests("").size());
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
    config(
        SOURCE
            + "endpoint_url = https://127.0.0.1:1\n[profile work]\nregion=us-east-1\n"
            + "endpoint_url = https://127.0.0.1:1\nsource_profile=source\nrole_arn="
            + FakeAws.ROLE
            + "\n");
    byok.env(variable, "https://127.0.0.1:1").env("AWS_SECRET_ACCESS_KEY", "other");
    assertEquals(0, add("work").exitCode());
    assertAnswers("assumed role");
  }

  @Test
  void a_file_that_others_may_write_is_not_used_and_one_that_they_may_read_is() throws Exception {
    config("[profile work]\nregion = us-east-1\n" + keys(FakeBedrock.ID, FakeBedrock.SECRET));
    Path file = home.resolve(".aws/config");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(0, add("work").exitCode());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
    List<String> failure = Scenario.assertFailure(run("run", "-m", MODEL, "hi"), 12);
    assertTrue(failure.getLast().contains("chmod go-w"), failure.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "'role_arn=x\ncredential_source=Ec2InstanceMetadata', 2, --aws-environment",
    "'role_arn=x\ncredential_source=EcsContainer', 2, --aws-environment",
    "'role_arn=x', 3, source_profile",
    "'aws_access_key_id=AKIDHALF', 3, aws configure --profile work",
    "'output=json', 3, aws configure sso --profile work",
    "'login_session=arn:x', 3, export-credentials --profile work"
  })
  void a_profile_that_byok_cannot_use_says_why_and_asks_nobody(
      String text, int exitCode, String hint) throws Exception {
    config("[profile work]\nregion=us-east-1\n" + text + "\n");
    List<String> failure = Scenario.assertFailure(add("work"), exitCode);
    assertTrue(failure.getLast().contains(hint), failure.toString());
    assertEquals(0, aws.requests("").size());
  }

  @Test
  void a_file_that_is_none_is_told_without_its_words() throws Exception {
    config("[profile work\naws_secret_access_key " + FakeAws.SOURCE_SECRET + "\n");
    Scenario.assertFailure(add("work"), 12);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, --aws-profile work, does not apply to OpenAI",
    "openai, --aws-environment, does not apply to OpenAI",
    "bedrock, --aws-profile work --aws-environment, cannot be used together",
    "bedrock, --aws-profile work --from-command x, cannot be used together"
  })
  void options_that_contradict_are_refused(String provider, String options, String words)
      throws Exception {
    String[] args = ("keys add " + provider + " " + options).split(" ");
    List<String> failure = Scenario.assertFailure(run(args), 2);
    assertTrue(failure.getFirst().contains(words), failure.toString());
  }

  @Test
  void a_login_by_sso_of_an_older_profile_is_found_by_its_address() throws Exception {
    String address = "https://x.awsapps.com/start";
    config(
        SSO.substring(0, SSO.indexOf("[sso-session"))
                .replace("sso_session = corp", "sso_start_url = " + address)
            + "sso_region = us-east-1\n");
    login(address, FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    assertEquals(0, add("work").exitCode());
    assertAnswers("SSO");
  }

  @Test
  void a_profile_serves_a_label_and_a_host_of_ones_own() throws Exception {
    credentials("[work]\nregion=us-east-1\n" + keys(FakeBedrock.ID, FakeBedrock.SECRET));
    try (FakeBedrock own = FakeBedrock.start()) {
      String[] add = {
        "keys", "add", "bedrock:lab", "--aws-profile", "work", "--host", own.url(), "--default"
      };
      CliRunner.Result added = run(add);
      assertEquals(0, added.exitCode(), added.err());
      CliRunner.Result result = run("run", "-m", "bedrock:lab/amazon.nova-lite-v1:0", "hi");
      assertEquals(0, result.exitCode(), result.err());
      assertEquals(0, aws.requests("").size());
      credentials("[other]\n");
      List<String> failure =
          Scenario.assertFailure(run("run", "-m", "bedrock:lab/amazon.nova-lite-v1:0", "hi"), 3);
      assertTrue(failure.getLast().contains("byok keys add bedrock:lab"), failure.toString());
    }
  }

  @Test
  void a_key_of_bedrock_that_is_missing_is_told_with_the_way_by_a_profile() throws Exception {
    List<String> failure = Scenario.assertFailure(run("run", "-m", MODEL, "hi"), 3);
    assertTrue(
        failure.getLast().contains("byok keys add bedrock --aws-profile NAME"), failure.toString());
  }

  @Test
  void what_was_sent_is_taken_out_of_the_words_of_aws() throws Exception {
    String role = FakeAws.ROLE.replace("Reader", "Echo");
    config(SOURCE + "[profile work]\nregion=us-east-1\nsource_profile=source\nrole_arn=" + role);
    // The server also says a token that was not sent here, which nothing can know.
    CliRunner.Result refused = byok.run("keys", "add", "bedrock", "--aws-profile", "work");
    Scenario.assertFailure(refused, 4);
    assertTrue(refused.err().contains("You are *** ***"), refused.err());
    Files.writeString(home.resolve("token"), FakeAws.WEB_TOKEN);
    config(
        "[profile work]\nregion=us-east-1\nrole_arn=%s\nweb_identity_token_file=%s\n"
            .formatted(role, home.resolve("token")));
    refused = byok.run("keys", "add", "bedrock", "--aws-profile", "work");
    Scenario.assertFailure(refused, 4);
    assertFalse(refused.err().contains(FakeAws.WEB_TOKEN), refused.err());
    config(SSO.replace("Reader", "Other"));
    login(FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    List<String> failure = Scenario.assertFailure(add("work"), 4);
    assertTrue(failure.toString().contains("No access with ***"), failure.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"AccessKeyId\":\"%s\"}",
        "{\"AccessKeyId\":\"%s\", \"SecretAccessKey\": }",
        "ABSK%s",
        "%s and more",
        "[\"%s\"]"
      })
  void what_a_program_prints_instead_of_a_key_is_never_shown(String output) throws Exception {
    Path program = program(output.formatted(FakeAws.SOURCE_SECRET), 0);
    config("[profile work]\nregion=us-east-1\ncredential_process = '" + program + "'\n");
    CliRunner.Result result = add("work");
    assertTrue(result.exitCode() == 11 || result.exitCode() == 2, result.err());
    assertTrue(result.err().contains("\n  hint: "), result.err());
    assertEquals(0, aws.requests("").size());
  }

  @Test
  void the_doctor_says_whether_the_profile_is_there() throws Exception {
    config(SSO);
    assertEquals(0, add("work", "--no-verify").exitCode());
    CliRunner.Result result = run("doctor");
    assertTrue(result.out().contains("the AWS profile \"work\" (SSO), in us-east-1"), result.out());
    config("");
    assertTrue(run("doctor").out().contains("there is no AWS profile"), "the profile is gone");
    assertEquals(0, aws.requests("").size());
  }

  @Test
  void a_dry_run_shows_no_secret_of_a_role() throws Exception {
    config(SSO);
    login(FakeAws.SSO_TOKEN, "2099-01-01T00:00:00Z");
    assertEquals(0, add("work", "--no-verify").exitCode());
    CliRunner.Result dry = run("run", "--dry-run", "--json", "-m", MODEL, "hi");
    assertEquals(0, dry.exitCode(), dry.err());
    assertTrue(dry.out().contains("AWS4-HMAC-SHA256 ***"), dry.out());
    assertEquals(0, aws.requests("bedrock-runtime").size());
  }
}
