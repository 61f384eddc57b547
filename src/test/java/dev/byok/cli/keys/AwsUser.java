package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.testing.CliRunner;
import dev.byok.testing.FakeAws;
import dev.byok.testing.FakeBedrock;
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

/** A user of AWS's tools: their files in a home of its own, a byok, and AWS under its names. */
final class AwsUser implements AutoCloseable {
  static final String MODEL = "bedrock/amazon.nova-lite-v1:0";
  static final String SOURCE =
      "[profile source]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
          .formatted(FakeAws.SOURCE_ID, FakeAws.SOURCE_SECRET);
  static final String SSO =
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

  private final Path home;
  private final FakeAws aws;
  private final CliRunner byok;

  private AwsUser(Path home) throws Exception {
    this.home = home;
    aws = FakeAws.start(Files.createDirectories(home.resolve("authority")));
    byok = CliRunner.withKeyFile(home);
    aws.env().forEach(byok::env);
    Files.createDirectories(home.resolve(".aws/sso/cache"));
  }

  /**
   * @param home an empty folder
   */
  static AwsUser of(Path home) throws Exception {
    return new AwsUser(home);
  }

  Path home() {
    return home;
  }

  FakeAws aws() {
    return aws;
  }

  CliRunner byok() {
    return byok;
  }

  @Override
  public void close() throws IOException {
    aws.close();
  }

  void config(String text) throws IOException {
    Files.writeString(home.resolve(".aws/config"), text);
  }

  void credentials(String text) throws IOException {
    Files.writeString(home.resolve(".aws/credentials"), text);
  }

  void login(String token, String expires) throws Exception {
    login("corp", token, expires);
  }

  void login(String name, String token, String expires) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-1").digest(name.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        home.resolve(".aws/sso/cache/" + HexFormat.of().formatHex(hash) + ".json"),
        FakeAws.cache(token, expires));
  }

  /** Runs byok. Whatever it prints, no secret is in it, and the files of AWS stay as they are. */
  CliRunner.Result run(String... args) throws IOException {
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

  CliRunner.Result add(String... options) throws IOException {
    String[] args = new String[options.length + 4];
    List<String> start = List.of("keys", "add", "bedrock", "--aws-profile");
    for (int i = 0; i < args.length; i++) {
      args[i] = i < 4 ? start.get(i) : options[i - 4];
    }
    return run(args);
  }

  void assertAnswers(String words) throws IOException {
    CliRunner.Result result = run("run", "-v", "-m", MODEL, "hi");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("Hello from Bedrock\n", result.out());
    assertTrue(result.err().contains("from the AWS profile \"work\" (" + words), result.err());
  }

  static String keys(String id, String secret) {
    return "aws_access_key_id=%s\naws_secret_access_key=%s\n".formatted(id, secret);
  }

  static String process(String expires) {
    return "{\"Version\":1,\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\",\"SessionToken\":\"%s\",\"Expiration\":\"%s\"}"
        .formatted(FakeBedrock.ID, FakeBedrock.SECRET, FakeBedrock.TOKEN, expires);
  }

  Path program(String output, int exitCode) throws IOException {
    Path program = home.resolve("give key");
    Files.writeString(program, "#!/bin/sh\ncat <<'END'\n" + output + "\nEND\nexit " + exitCode);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program;
  }
}
