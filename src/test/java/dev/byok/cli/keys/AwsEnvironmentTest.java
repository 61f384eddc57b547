package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import dev.byok.testing.FakeAws;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks a key that is what AWS gives to a program: which source counts, and which are asked. */
final class AwsEnvironmentTest {
  private static final String MODEL = "bedrock/amazon.nova-lite-v1:0";
  private static final String PROOF = "Basic container-canary-0123456789";
  private static final String INSTANCE_TOKEN = "instance-canary-0123456789==";

  @TempDir private Path home;
  private FakeAws aws;
  private RawServer metadata;
  private CliRunner byok;
  private String expires = "2099-01-01T00:00:00Z";

  @BeforeEach
  void setUp() throws Exception {
    aws = FakeAws.start(Files.createDirectories(home.resolve("authority")));
    metadata = RawServer.answering(this::answer);
    byok = CliRunner.withKeyFile(home).env("AWS_REGION", "us-east-1");
    aws.env().forEach(byok::env);
  }

  @AfterEach
  void tearDown() throws IOException {
    metadata.close();
    aws.close();
  }

  /** Plays a container's metadata below /container, and an instance's below /latest. */
  private RawServer.Script answer(String request) {
    String[] line = request.split(" ", 3);
    String token = MockProvider.header(request, "X-aws-ec2-metadata-token");
    String roles = "/latest/meta-data/iam/security-credentials/";
    if (line[0].equals("PUT") && line[1].equals("/latest/api/token")) {
      boolean proper =
          !MockProvider.header(request, "X-aws-ec2-metadata-token-ttl-seconds").equals("-");
      return RawServer.answer(proper ? 200 : 400, proper ? INSTANCE_TOKEN : "");
    }
    if (line[1].equals(roles)) {
      return RawServer.answer(token.equals(INSTANCE_TOKEN) ? 200 : 401, "my-role");
    }
    boolean ofContainer =
        line[1].equals("/container") && MockProvider.header(request, "Authorization").equals(PROOF);
    boolean ofInstance = line[1].equals(roles + "my-role") && token.equals(INSTANCE_TOKEN);
    return ofContainer || ofInstance
        ? RawServer.answer(
            200,
            "{\"Code\":\"Success\",\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\",\"Token\":\"%s\",\"Expiration\":\"%s\"}"
                .formatted(FakeBedrock.ID, FakeBedrock.SECRET, FakeBedrock.TOKEN, expires))
        : RawServer.answer(403, "{\"code\":\"Forbidden\",\"message\":\"no\"}");
  }

  private CliRunner.Result run(String... args) {
    CliRunner.Result result = byok.run(args);
    String printed = result.out() + result.err();
    for (String secret : FakeAws.SECRETS) {
      assertFalse(printed.contains(secret), printed);
    }
    assertFalse(printed.contains(PROOF) || printed.contains(INSTANCE_TOKEN), printed);
    return result;
  }

  private CliRunner.Result add(String... more) {
    List<String> args = new ArrayList<>(List.of("keys", "add", "bedrock", "--aws-environment"));
    args.addAll(List.of(more));
    return run(args.toArray(new String[0]));
  }

  private void assertAnswers(String source) {
    CliRunner.Result added = add();
    assertEquals(0, added.exitCode(), added.err());
    CliRunner.Result result = run("run", "-v", "-m", MODEL, "hi");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("Hello from Bedrock\n", result.out());
    assertTrue(result.err().contains("from " + source), result.err());
    assertTrue(run("keys", "list", "--json").out().contains("\"stored_in\":\"aws-environment\""));
  }

  private void container() {
    byok.env("AWS_CONTAINER_CREDENTIALS_FULL_URI", metadata.url() + "/container")
        .env("AWS_CONTAINER_AUTHORIZATION_TOKEN", PROOF);
  }

  private void webIdentity() throws IOException {
    Files.writeString(home.resolve("token"), FakeAws.WEB_TOKEN);
    byok.env("AWS_WEB_IDENTITY_TOKEN_FILE", home.resolve("token").toString())
        .env("AWS_ROLE_ARN", FakeAws.ROLE);
  }

  @Test
  void variables_come_first_and_no_address_is_asked() throws Exception {
    webIdentity();
    container();
    byok.env("AWS_ACCESS_KEY_ID", FakeBedrock.ID).env("AWS_SECRET_ACCESS_KEY", FakeBedrock.SECRET);
    assertAnswers("the environment variable AWS_ACCESS_KEY_ID");
    assertEquals(0, metadata.connections());
    assertEquals(0, aws.requests("sts").size());
  }

  @Test
  void a_web_identity_signs_for_the_wires_of_openai_too() throws Exception {
    webIdentity();
    assertEquals(0, add().exitCode());
    CliRunner.Result ran = run("run", "-m", "bedrock/us.openai.gpt-6-luna", "hi");
    assertEquals(0, ran.exitCode(), ran.err());
    String request = aws.requests("bedrock-runtime").getLast();
    assertTrue(request.startsWith("POST /openai/v1/responses HTTP/1.1"), request);
    assertEquals(FakeBedrock.TOKEN, MockProvider.header(request, "X-Amz-Security-Token"));
  }

  @Test
  void a_web_identity_as_in_ci_assumes_its_role() throws Exception {
    webIdentity();
    container();
    assertAnswers("a web identity");
    String request = aws.requests("sts").getLast();
    assertEquals("-", MockProvider.header(request, "Authorization"));
    assertEquals(0, metadata.connections());
  }

  @Test
  void a_web_identity_that_has_expired_is_a_rejected_key() throws Exception {
    webIdentity();
    Files.writeString(home.resolve("token"), "eyJ.old.canary");
    List<String> failure = Scenario.assertFailure(add(), 4);
    assertTrue(failure.getLast().contains("AWS_WEB_IDENTITY_TOKEN_FILE"), failure.toString());
    assertFalse(failure.toString().contains("eyJ"), failure.toString());
  }

  @Test
  void a_container_proves_itself_with_its_token() {
    container();
    assertAnswers("the role of this container");
  }

  @Test
  void a_container_may_have_its_token_in_a_file() throws Exception {
    container();
    Files.writeString(home.resolve("proof"), PROOF + "\n");
    byok.env("AWS_CONTAINER_AUTHORIZATION_TOKEN", "other")
        .env("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", home.resolve("proof").toString());
    assertAnswers("the role of this container");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254.example.com/x",
        "http://10.0.0.1/x",
        "http://example.com/x",
        "ftp://127.0.0.1/x",
        "http://user@127.0.0.1/x",
        "not an address"
      })
  void a_containers_token_goes_to_this_machine_or_by_https_only(String address) {
    container();
    byok.env("AWS_CONTAINER_CREDENTIALS_FULL_URI", address);
    List<String> failure = Scenario.assertFailure(add("--no-verify"), 2);
    assertTrue(failure.getFirst().contains("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
  }

  @Test
  void an_instance_is_asked_with_a_token_of_its_own() {
    byok.env("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url());
    assertAnswers("the role of this instance");
    assertTrue(metadata.requests().getFirst().startsWith("PUT "), "the token is asked for first");
  }

  @Test
  void credentials_of_an_instance_that_have_expired_are_not_sent() {
    expires = "2020-01-01T00:00:00Z";
    byok.env("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url() + "/");
    Scenario.assertFailure(add(), 4);
    assertEquals(0, aws.requests("bedrock").size());
  }

  @Test
  void a_machine_without_any_source_is_told_the_other_way() {
    byok.env("AWS_EC2_METADATA_DISABLED", "true");
    List<String> failure = Scenario.assertFailure(add(), 3);
    assertTrue(failure.getLast().contains("--aws-profile"), failure.toString());
  }

  @Test
  void an_instance_that_does_not_answer_is_no_source() throws Exception {
    metadata.close();
    byok.env("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url());
    Scenario.assertFailure(add(), 3);
  }

  @Test
  void no_metadata_is_asked_for_any_other_form_of_key() throws Exception {
    container();
    byok.env("AWS_EC2_METADATA_SERVICE_ENDPOINT", metadata.url());
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws/config"), "[profile work]\nrole_arn=x\n");
    Scenario.assertFailure(run("run", "-m", MODEL, "hi"), 3);
    Scenario.assertFailure(run("keys", "add", "bedrock", "--aws-profile", "work"), 3);
    assertEquals(0, metadata.connections());
  }
}
