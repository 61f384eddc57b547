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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks keys that are profiles of AWS's tools: their files, their keys and their programs. */
final class AwsProfileTest {
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
  void a_profile_with_a_key_signs_and_only_its_name_is_stored() throws Exception {
    me.config("[profile work]\nregion = us-east-1\n");
    me.credentials("[work]\n" + AwsUser.keys(FakeBedrock.ID, FakeBedrock.SECRET));
    CliRunner.Result added = me.add("work");
    assertEquals(0, added.exitCode(), added.err());
    me.assertAnswers("access key");
    CliRunner.Result listed = me.run("keys", "list", "--json");
    assertTrue(listed.out().contains("\"stored_in\":\"aws-profile\",\"mask\":null"), listed.out());
    assertTrue(me.run("keys", "list").out().contains("aws-profile work"), "the profile is named");
    assertEquals(0, me.run("keys", "test", "bedrock").exitCode());
    assertEquals(0, me.run("keys", "rm", "bedrock", "--yes").exitCode());
    Scenario.assertFailure(me.run("run", "-m", AwsUser.MODEL, "hi"), 3);
  }

  @Test
  void a_session_token_of_a_profile_goes_with_its_key() throws Exception {
    me.credentials(
        "[work]\nregion=us-east-1\n"
            + AwsUser.keys(FakeBedrock.ID, FakeBedrock.SECRET)
            + "aws_session_token="
            + FakeBedrock.TOKEN
            + "\n");
    assertEquals(0, me.add("work").exitCode());
    me.assertAnswers("access key");
    String request = me.aws().requests("bedrock-runtime").getLast();
    assertEquals(FakeBedrock.TOKEN, MockProvider.header(request, "X-Amz-Security-Token"));
  }

  /** At AWS's own host, OpenAI's models are asked on Responses without a setting. */
  @Test
  void a_profile_signs_for_the_wires_of_openai_too() throws Exception {
    me.config("[profile work]\nregion = us-east-1\n");
    me.credentials("[work]\n" + AwsUser.keys(FakeBedrock.ID, FakeBedrock.SECRET));
    assertEquals(0, me.add("work").exitCode());
    for (String how : List.of("--stream-json", "--no-stream")) {
      CliRunner.Result ran = me.run("run", "-m", "bedrock/us.openai.gpt-6-luna", how, "hi");
      assertEquals(0, ran.exitCode(), ran.err());
      String request = me.aws().requests("bedrock-runtime").getLast();
      assertTrue(request.startsWith("POST /openai/v1/responses HTTP/1.1"), request);
    }
  }

  @Test
  void a_profile_may_run_a_program() throws Exception {
    Path program = me.program(AwsUser.process("2099-01-01T00:00:00Z"), 0);
    me.config("[profile work]\nregion=us-east-1\ncredential_process = '" + program + "' --x\n");
    CliRunner.Result added = me.add("work");
    assertEquals(0, added.exitCode(), added.err());
    me.assertAnswers("credential_process");
  }

  @Test
  void a_program_that_fails_is_a_failure_of_the_keys_place() throws Exception {
    Path program = me.program("aws: token of " + FakeAws.SOURCE_SECRET, 1);
    me.config("[profile work]\nregion=us-east-1\ncredential_process = '" + program + "'\n");
    List<String> failure = Scenario.assertFailure(me.add("work"), 11);
    assertTrue(failure.toString().contains("credential_process"), failure.toString());
    assertFalse(Files.exists(me.home().resolve("config.json")));
  }

  @Test
  void credentials_of_a_program_that_have_expired_are_not_sent() throws Exception {
    Path program = me.program(AwsUser.process("2020-01-01T00:00:00Z"), 0);
    me.config("[profile work]\nregion=us-east-1\ncredential_process = '" + program + "'\n");
    assertEquals(0, me.add("work", "--no-verify").exitCode());
    List<String> failure = Scenario.assertFailure(me.run("run", "-m", AwsUser.MODEL, "hi"), 4);
    assertTrue(failure.getLast().contains("credential_process --profile work"), failure.toString());
    assertEquals(0, me.aws().requests("bedrock").size());
  }

  @Test
  void a_missing_profile_is_named_with_those_that_there_are() throws Exception {
    me.config("[default]\nregion=us-east-1\n" + AwsUser.SOURCE);
    List<String> failure = Scenario.assertFailure(me.add("wrok"), 3);
    assertEquals("byok: there is no AWS profile \"wrok\"", failure.getFirst());
    assertTrue(failure.contains("  there are: default, source"), failure.toString());
    Files.delete(me.home().resolve(".aws/config"));
    assertTrue(Scenario.assertFailure(me.add("work"), 3).getLast().contains("aws configure sso"));
  }

  @Test
  void the_region_is_the_keys_then_the_environments_then_the_profiles_and_never_guessed()
      throws Exception {
    me.credentials("[work]\n" + AwsUser.keys(FakeBedrock.ID, FakeBedrock.SECRET));
    List<String> failure = Scenario.assertFailure(me.add("work"), 2);
    assertTrue(failure.getFirst().contains("has no region"), failure.toString());
    me.byok().env("AWS_REGION", "us-east-1");
    assertEquals(0, me.add("work").exitCode());
    me.byok().env("AWS_REGION", "");
    me.config("[profile work]\nregion=us-east-1\n");
    me.assertAnswers("access key");
    me.config("[profile work]\nregion=eu-west-9\n");
    me.byok().env("AWS_REGION", "eu-north-9");
    assertEquals(0, me.add("work", "--region", "us-east-1", "--force").exitCode());
    me.assertAnswers("access key");
  }

  @Test
  void a_file_that_others_may_write_is_not_used_and_one_that_they_may_read_is() throws Exception {
    me.config(
        "[profile work]\nregion = us-east-1\n" + AwsUser.keys(FakeBedrock.ID, FakeBedrock.SECRET));
    Path file = me.home().resolve(".aws/config");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(0, me.add("work").exitCode());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));
    List<String> failure = Scenario.assertFailure(me.run("run", "-m", AwsUser.MODEL, "hi"), 12);
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
    me.config("[profile work]\nregion=us-east-1\n" + text + "\n");
    List<String> failure = Scenario.assertFailure(me.add("work"), exitCode);
    assertTrue(failure.getLast().contains(hint), failure.toString());
    assertEquals(0, me.aws().requests("").size());
  }

  @Test
  void a_file_that_is_none_is_told_without_its_words() throws Exception {
    me.config("[profile work\naws_secret_access_key " + FakeAws.SOURCE_SECRET + "\n");
    Scenario.assertFailure(me.add("work"), 12);
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
    List<String> failure = Scenario.assertFailure(me.run(args), 2);
    assertTrue(failure.getFirst().contains(words), failure.toString());
  }

  @Test
  void a_profile_serves_a_label_and_a_host_of_ones_own() throws Exception {
    me.credentials("[work]\nregion=us-east-1\n" + AwsUser.keys(FakeBedrock.ID, FakeBedrock.SECRET));
    try (FakeBedrock own = FakeBedrock.start()) {
      String[] add = {
        "keys", "add", "bedrock:lab", "--aws-profile", "work", "--host", own.url(), "--default"
      };
      CliRunner.Result added = me.run(add);
      assertEquals(0, added.exitCode(), added.err());
      CliRunner.Result result = me.run("run", "-m", "bedrock:lab/amazon.nova-lite-v1:0", "hi");
      assertEquals(0, result.exitCode(), result.err());
      assertEquals(0, me.aws().requests("").size());
      me.credentials("[other]\n");
      List<String> failure =
          Scenario.assertFailure(me.run("run", "-m", "bedrock:lab/amazon.nova-lite-v1:0", "hi"), 3);
      assertTrue(failure.getLast().contains("byok keys add bedrock:lab"), failure.toString());
    }
  }

  @Test
  void a_key_of_bedrock_that_is_missing_is_told_with_the_way_by_a_profile() throws Exception {
    List<String> failure = Scenario.assertFailure(me.run("run", "-m", AwsUser.MODEL, "hi"), 3);
    assertTrue(
        failure.getLast().contains("byok keys add bedrock --aws-profile NAME"), failure.toString());
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
    Path program = me.program(output.formatted(FakeAws.SOURCE_SECRET), 0);
    me.config("[profile work]\nregion=us-east-1\ncredential_process = '" + program + "'\n");
    CliRunner.Result result = me.add("work");
    assertTrue(result.exitCode() == 11 || result.exitCode() == 2, result.err());
    assertTrue(result.err().contains("\n  hint: "), result.err());
    assertEquals(0, me.aws().requests("").size());
  }

  @Test
  void the_files_may_be_elsewhere_but_not_in_the_working_folder() throws Exception {
    me.config("[profile work]\nregion=us-east-1\n" + AwsUser.keys("AKIDOFTHECONFIGFILE1", "x"));
    Files.writeString(
        me.home().resolve("mine"), "[work]\n" + AwsUser.keys(FakeBedrock.ID, FakeBedrock.SECRET));
    me.byok().env("AWS_SHARED_CREDENTIALS_FILE", "~/mine");
    assertEquals(0, me.add("work").exitCode());
    me.assertAnswers("access key");
    me.byok().env("AWS_SHARED_CREDENTIALS_FILE", me.home().resolve("mine").toString());
    me.assertAnswers("access key");
    me.byok().env("AWS_SHARED_CREDENTIALS_FILE", "mine");
    List<String> failure = Scenario.assertFailure(me.run("run", "-m", AwsUser.MODEL, "hi"), 12);
    assertTrue(failure.getFirst().contains("not a full path"), failure.toString());
  }

  @Test
  void the_doctor_says_whether_the_profile_is_there() throws Exception {
    me.config(AwsUser.SSO);
    assertEquals(0, me.add("work", "--no-verify").exitCode());
    CliRunner.Result result = me.run("doctor");
    assertTrue(result.out().contains("the AWS profile \"work\" (SSO), in us-east-1"), result.out());
    me.config("");
    assertTrue(me.run("doctor").out().contains("there is no AWS profile"), "the profile is gone");
    assertEquals(0, me.aws().requests("").size());
  }
}
