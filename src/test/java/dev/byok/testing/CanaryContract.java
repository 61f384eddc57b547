package dev.byok.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.ApiPath;
import dev.byok.catalog.Provider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that each key goes only to its own provider, with the keys of all at hand. */
public abstract class CanaryContract {
  @TempDir private Path home;

  /** Runs byok with this home and these variables. */
  protected abstract CliRunner.Result run(Path home, Map<String, String> env, String... args)
      throws Exception;

  /** Returns the providers that prompts are sent to. The others have servers and keys, too. */
  protected List<Provider> asked() {
    return ProviderFleet.providers();
  }

  /** How the servers respond. */
  enum Behavior {
    /** Answers in OpenAI's dialect, which byok cannot read from providers with another one. */
    ANSWER,
    /** Refuses and repeats the key. */
    REFUSE,
    /** Redirects to another provider's server. */
    REDIRECT;

    RawServer.Script script(String key, List<RawServer> earlier) {
      return switch (this) {
        case ANSWER -> RawServer.answer(200, ANSWER_BODY);
        case REFUSE ->
            RawServer.answer(
                401, "{\"error\":{\"message\":\"bad key " + key + "\",\"code\":\"" + key + "\"}}");
        case REDIRECT ->
            RawServer.bytes(
                "HTTP/1.1 307 Moved\r\nLocation: "
                    + (earlier.isEmpty() ? "https://evil.example" : earlier.getFirst().url())
                    + "/v1/"
                    + key
                    + "\r\nContent-Length: 0\r\n\r\n");
      };
    }
  }

  private static final String ANSWER_BODY =
      "{\"id\":\"a\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
          + "\"content\":\"yes\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";

  @Test
  void the_list_has_thirty_six_providers() {
    assertEquals(36, ProviderFleet.providers().size());
  }

  @ParameterizedTest
  @EnumSource
  void each_key_goes_to_its_own_provider_alone(Behavior behavior) throws Exception {
    try (ProviderFleet fleet = ProviderFleet.start(behavior::script)) {
      List<String> soFar = new ArrayList<>();
      for (Provider provider : asked()) {
        CliRunner.Result ran =
            run(
                home,
                fleet.env(),
                "run",
                "-v",
                "-m",
                provider.id() + "/m",
                "--retries",
                "0",
                "--session",
                provider.id(),
                "hi");
        assertFalse((ran.out() + ran.err()).contains(fleet.unique()), provider.id() + ": " + ran);
        assertTrue(ran.exitCode() != 1 && ran.exitCode() != 3, provider.id() + ": " + ran);
        soFar.add(provider.id());
        assertSeen(fleet, soFar);
      }
      // Only an answer in the dialect that the servers speak can be read and saved.
      assertEquals(behavior == Behavior.ANSWER, isThere(Path.of("sessions", "openai.json")));
      assertNoFileHolds(fleet.unique());
    }
  }

  /** A key for another host must not be sent to the provider's own host, or to any other. */
  @Test
  void saving_asks_the_given_host_alone() throws Exception {
    Path passphrase = Files.writeString(home.resolve("passphrase"), "correct horse battery staple");
    try (ProviderFleet fleet = ProviderFleet.start(Behavior.REFUSE::script)) {
      for (Provider provider : asked()) {
        String id = provider.id();
        List<String> args =
            new ArrayList<>(
                List.of("keys", "add", id, "-v", "--from-env", "MINE", "--host", fleet.host(id)));
        if (id.equals("bedrock")) {
          args.addAll(List.of("--region", "us-east-1"));
        }
        Map<String, String> env =
            Map.of(
                "MINE",
                fleet.key(id),
                "BYOK_KEYSTORE",
                "file",
                "BYOK_PASSPHRASE_FILE",
                passphrase.toString());
        CliRunner.Result ran = run(home, env, args.toArray(new String[0]));
        assertFalse((ran.out() + ran.err()).contains(fleet.unique()), id + ": " + ran);
        ApiPath path = provider.verification().path();
        boolean elsewhere = path != null && path.isElsewhere();
        assertEquals(elsewhere ? 0 : 4, ran.exitCode(), id + ": " + ran);
        assertEquals(elsewhere, fleet.requests(id).isEmpty(), id + ": " + ran);
      }
      for (Provider provider : ProviderFleet.providers()) {
        for (String request : fleet.requests(provider.id())) {
          // A public list is read without the key.
          String header = ProviderFleet.credential(provider, fleet.key(provider.id()));
          assertFalse(request.replace(header, "").contains(fleet.unique()), request);
        }
      }
      assertNoFileHolds(fleet.unique());
    }
  }

  /** An AWS access key only signs requests, so its secret part is never in a request. */
  @Test
  void what_signs_for_bedrock_is_never_sent() throws Exception {
    String unique = UUID.randomUUID().toString().replace("-", "");
    String key =
        "{\"accessKeyId\":\"AKIAEXAMPLE0123456789\",\"secretAccessKey\":\""
            + unique
            + "\",\"region\":\"us-east-1\"}";
    try (RawServer server = RawServer.start(RawServer.answer(403, "{\"message\":\"no\"}"))) {
      Map<String, String> env =
          Map.of("BYOK_BEDROCK_API_KEY", key, "BYOK_BEDROCK_HOST", server.url());
      CliRunner.Result ran =
          run(home, env, "run", "-v", "-m", "bedrock/us.anthropic.claude-sonnet-5", "hi");
      assertEquals(4, ran.exitCode(), ran.err());
      assertEquals(1, server.requests().size());
      String sent = server.requests().getFirst();
      assertTrue(
          sent.contains("\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE0123456789/"),
          sent);
      assertFalse((sent + ran.out() + ran.err()).contains(unique), sent);
      assertNoFileHolds(unique);
    }
  }

  /** Checks that each provider asked so far got one request, with only its own key, once. */
  private static void assertSeen(ProviderFleet fleet, List<String> asked) {
    for (Provider provider : ProviderFleet.providers()) {
      String id = provider.id();
      List<String> requests = fleet.requests(id);
      assertEquals(asked.contains(id) ? 1 : 0, requests.size(), id);
      for (String request : requests) {
        assertHoldsItsOwnKeyAlone(fleet, provider, request);
      }
    }
  }

  private static void assertHoldsItsOwnKeyAlone(
      ProviderFleet fleet, Provider provider, String request) {
    String header = ProviderFleet.credential(provider, fleet.key(provider.id()));
    assertTrue(request.contains(header), provider.id() + ": " + request);
    String rest = request.replace(header, "");
    assertFalse(rest.contains(fleet.unique()), provider.id() + ": " + request);
    assertFalse(request.contains("\r\nCookie:"), provider.id() + ": " + request);
  }

  private boolean isThere(Path end) throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.anyMatch(file -> file.endsWith(end));
    }
  }

  private void assertNoFileHolds(String text) throws IOException {
    List<Path> holders = new ArrayList<>();
    int files = 0;
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files++;
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          holders.add(file);
        }
      }
    }
    assertEquals(List.of(), holders);
    assertTrue(files > 0, "nothing was written, so nothing was proven");
  }
}
