package dev.byok.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.AwsFrames;
import dev.byok.testing.FakeAws;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.Launcher;
import dev.byok.testing.Launcher.Result;
import dev.byok.testing.MockProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the finished byok with a strict Bedrock on loopback. */
final class BedrockIT {
  private static final String MODEL = "bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0";

  /** The smallest PNG. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
          + "gg==";

  @TempDir Path temp;
  private Launcher byok;
  private FakeBedrock server;

  @BeforeEach
  void setUp() throws IOException {
    server = FakeBedrock.start();
    byok = new Launcher(temp.resolve("user"));
    byok.env("BYOK_BEDROCK_API_KEY", FakeBedrock.KEY).env("BYOK_BEDROCK_HOST", server.url());
  }

  @AfterEach
  void tearDown() throws IOException {
    server.close();
  }

  @Test
  void streamed_and_whole_text_and_image_answer_alike() throws Exception {
    Files.write(byok.work().resolve("dot.png"), java.util.Base64.getDecoder().decode(PNG));
    List<String> answers = new ArrayList<>();
    for (List<String> more :
        List.of(
            List.<String>of(),
            List.of("--no-stream"),
            List.of("-f", "dot.png"),
            List.of("-f", "dot.png", "--no-stream"))) {
      List<String> words = new ArrayList<>(List.of("run", "-m", MODEL, "--json"));
      words.addAll(more);
      words.add("hi");
      Result result = byok.run(words.toArray(String[]::new));
      assertEquals(0, result.exitCode(), result.toString());
      JsonObject answer = Json.parseObject(result.out());
      assertEquals("Hello from Bedrock", answer.text("text"));
      answers.add(answer.text("finish_reason") + " " + Json.write(answer.get("usage")));
      assertEquals("aws-request-1", answer.text("request_id"));
    }
    assertEquals(
        "stop {\"input\":7,\"cache_read\":3,\"cache_write\":2,\"output\":4,\"reasoning\":null}",
        answers.getFirst());
    assertEquals(1, answers.stream().distinct().count(), answers::toString);
  }

  @Test
  void nothing_of_aws_is_consulted_but_the_given_key() throws Exception {
    Files.createDirectories(byok.home().resolve(".aws"));
    Files.writeString(
        byok.home().resolve(".aws/credentials"),
        "[default]\naws_access_key_id = AKIAFROMTHEFILE12345\naws_secret_access_key = x\n");
    byok.env(
        Map.of(
            "AWS_BEARER_TOKEN_BEDROCK", "ABSKfromtheenvironment",
            "AWS_ACCESS_KEY_ID", "AKIAFROMTHEENV123456",
            "AWS_SECRET_ACCESS_KEY", "y",
            "AWS_SESSION_TOKEN", "z",
            "AWS_PROFILE", "other",
            "AWS_REGION", "eu-west-1",
            "AWS_ENDPOINT_URL", "http://127.0.0.1:9"));
    assertEquals("Hello from Bedrock\n", byok.run("run", "-m", MODEL, "hi").out());
    assertTrue(
        MockProvider.header(server.requests().getFirst(), "Authorization")
            .contains("Credential=" + FakeBedrock.ID + "/"));
  }

  @Test
  void no_secret_is_printed_or_kept() throws Exception {
    server.then(
        FakeBedrock.error(
            403,
            "AccessDeniedException",
            "{\"message\":\"%s %s\"}".formatted(FakeBedrock.ID, FakeBedrock.SECRET)));
    Result refused = byok.run("run", "-v", "-m", MODEL, "hi");
    assertEquals(4, refused.exitCode(), refused.toString());
    Result dry = byok.run("run", "-v", "--dry-run", "--json", "-m", MODEL, "hi");
    assertEquals(0, dry.exitCode(), dry.toString());
    assertEquals("POST", Json.parseObject(dry.out()).text("method"));
    for (String secret : List.of(FakeBedrock.ID, FakeBedrock.SECRET)) {
      assertFalse((refused + "" + dry).contains(secret), refused + "" + dry);
      assertEquals(List.of(), byok.filesWith(secret));
    }
  }

  @Test
  void an_answer_that_breaks_off_is_incomplete_and_kept() throws Exception {
    byte[] half =
        AwsFrames.joined(
            AwsFrames.event("messageStart", "{\"role\":\"assistant\"}"),
            AwsFrames.event("contentBlockDelta", FakeBedrock.delta("Hello")));
    server.then(FakeBedrock.stream(half));
    Result result = byok.run("run", "-m", MODEL, "hi");
    assertEquals(10, result.exitCode(), result.toString());
    assertTrue(result.out().startsWith("Hello"), result.toString());
  }

  /** Starts the runtime directly, because the launcher silences its log. */
  @Test
  void no_class_of_aws_is_loaded_for_any_other_provider() throws Exception {
    try (MockProvider other = MockProvider.start()) {
      byok.env("BYOK_OPENAI_COMPATIBLE_API_KEY", "sk-other")
          .env("BYOK_OPENAI_COMPATIBLE_HOST", other.base());
      List<String> others = loaded("openai-compatible/m", "Hello from the mock\n");
      assertTrue(others.stream().anyMatch(line -> line.contains("dev.byok.")), "the log is there");
      assertEquals(List.of(), others.stream().filter(BedrockIT::isOfAws).toList());
      assertTrue(loaded(MODEL, "Hello from Bedrock\n").stream().anyMatch(BedrockIT::isOfAws));
    }
  }

  @Test
  void a_profile_serves_and_a_stored_one_loads_no_class_of_aws_for_others() throws Exception {
    Files.createDirectories(byok.home().resolve(".aws"));
    Files.writeString(
        byok.home().resolve(".aws/config"),
        """
        [profile source]
        aws_access_key_id = %s
        aws_secret_access_key = %s
        [profile work]
        region = us-east-1
        source_profile = source
        role_arn = %s
        """
            .formatted(FakeAws.SOURCE_ID, FakeAws.SOURCE_SECRET, FakeAws.ROLE));
    try (FakeAws aws = FakeAws.start(Files.createDirectories(temp.resolve("authority")));
        MockProvider other = MockProvider.start()) {
      byok.env("BYOK_BEDROCK_API_KEY", "").env("BYOK_BEDROCK_HOST", "").env(aws.env());
      Result added = byok.run("keys", "add", "bedrock", "--aws-profile", "work");
      assertEquals(0, added.exitCode(), added.toString());
      Result answer = byok.run("run", "-v", "-m", MODEL, "hi");
      assertEquals("Hello from Bedrock\n", answer.out(), answer.toString());
      assertTrue(answer.err().contains("(assumed role)"), answer.err());
      for (String secret : FakeAws.SECRETS) {
        assertFalse((added + "" + answer).contains(secret), added + "" + answer);
      }
      byok.env("BYOK_OPENAI_COMPATIBLE_API_KEY", "sk-other")
          .env("BYOK_OPENAI_COMPATIBLE_HOST", other.base());
      List<String> others = loaded("openai-compatible/m", "Hello from the mock\n");
      assertEquals(List.of(), others.stream().filter(BedrockIT::isOfAws).toList());
      assertEquals(
          List.of(), others.stream().filter(line -> line.contains("dev.byok.access.aws")).toList());
    }
  }

  private static boolean isOfAws(String line) {
    return line.contains("software.amazon.");
  }

  private List<String> loaded(String model, String answer) throws Exception {
    Path log = temp.resolve("classes");
    Path lib = Launcher.IMAGE.resolve("lib/byok");
    Process process =
        byok.startCommand(
            Launcher.IMAGE.resolve("runtime/bin/java").toString(),
            "-XX:AOTCache=" + lib.resolve("byok.aot"),
            "-Xlog:class+load:file=" + log,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Djava.library.path=" + lib,
            "-Dbyok.roots=" + lib.resolve("roots"),
            "--enable-native-access=byok",
            "-m",
            "byok/dev.byok.Main",
            "run",
            "--no-stdin",
            "-m",
            model,
            "hi");
    assertEquals(
        answer, new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    assertEquals(0, process.waitFor());
    return Files.readAllLines(log);
  }
}
