package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.Wired;
import dev.byok.cli.Collaborators;
import dev.byok.cli.Scenario;
import dev.byok.client.Ask;
import dev.byok.client.Terms;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.Ending;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.exchange.StopButton;
import dev.byok.exchange.Wishes;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.RawServer;
import dev.byok.testing.SilentServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the button stops a prompt that would wait two minutes for its answer. */
@Timeout(20)
final class StoppedPromptTest {
  private final StopButton button = new StopButton();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path home;

  /** What must happen before the button is pressed. */
  @FunctionalInterface
  private interface Moment {
    void await() throws InterruptedException;
  }

  @Test
  void what_a_silent_provider_has_got_is_written_down() throws Exception {
    try (RawServer server = RawServer.start(RawServer.stallBeforeHeaders())) {
      Ending ending =
          stopped(
              "openai-compatible",
              "m",
              server.url() + "/v1",
              () -> awaitRequests(server::requests));
      assertInterrupted(ending);
      assertRecorded(ending);
      assertEquals(1, server.connections());
    }
  }

  @Test
  void the_same_of_bedrock() throws Exception {
    try (FakeBedrock server = FakeBedrock.start()) {
      server.then(RawServer.stallBeforeHeaders());
      Ending ending =
          stopped("bedrock", "zai.glm-5", server.url(), () -> awaitRequests(server::requests));
      assertInterrupted(ending);
      assertRecorded(ending);
      assertEquals(1, server.requests().size());
    }
  }

  @Test
  void what_never_left_is_not_written_down() throws Exception {
    try (SilentServer server = SilentServer.start()) {
      Ending ending =
          stopped(
              "openai-compatible",
              "m",
              "https://127.0.0.1:" + server.port() + "/v1",
              server::awaitSpokenTo);
      assertInterrupted(ending);
      assertNull(ending.entry());
      assertEquals(List.of(), Scenario.ledger(home));
      assertEquals(1, server.connections());
    }
  }

  @Test
  void a_button_that_was_pressed_before_lets_nothing_out() throws Exception {
    button.press();
    try (RawServer server = RawServer.start(RawServer.stallBeforeHeaders())) {
      Ending ending = stopped("openai-compatible", "m", server.url() + "/v1", () -> {});
      assertInterrupted(ending);
      assertNull(ending.entry());
      assertEquals(0, server.connections());
    }
  }

  private Ending stopped(String provider, String model, String host, Moment moment)
      throws Exception {
    Collaborators made = Wired.of(new ByteArrayOutputStream(), err, env(provider, host));
    Thread.ofVirtual()
        .start(() -> {
          try {
            moment.await();
            button.press();
          } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
          }
        });
    Order order =
        new Order(
            made.setup().router().route(provider + "/" + model),
            Ask.of(new Prompt(null, List.of(Message.user("hi")), Options.none())),
            new Terms(true, Duration.ofMinutes(2), 3),
            Filing.of("chat", null, Map.of()),
            Wishes.NONE);
    return made.exchange()
        .run(order, new TextSink(made.tools().out(), made.tools().messages(), false), button);
  }

  private Map<String, String> env(String provider, String host) {
    String stem = "BYOK_" + provider.toUpperCase(Locale.ROOT).replace('-', '_');
    Map<String, String> env = new HashMap<>();
    env.put("BYOK_HOME", home.toString());
    env.put("HOME", home.toString());
    env.put(stem + "_API_KEY", provider.equals("bedrock") ? FakeBedrock.KEY : Scenario.KEY);
    env.put(stem + "_HOST", host);
    env.put("AWS_REGION", "us-east-1");
    return env;
  }

  private static void awaitRequests(java.util.function.Supplier<List<String>> requests)
      throws InterruptedException {
    while (requests.get().isEmpty()) {
      Thread.sleep(5);
    }
  }

  private void assertInterrupted(Ending ending) {
    Failure failure = ending.failure();
    assertNotNull(failure);
    assertEquals(Kind.INTERRUPTED, failure.kind());
    String told = err.toString(StandardCharsets.UTF_8);
    assertFalse(told.contains("trying again"), told);
  }

  private void assertRecorded(Ending ending) throws Exception {
    assertNotNull(ending.entry());
    assertNull(ending.unrecorded());
    List<JsonObject> ledger = Scenario.ledger(home);
    assertEquals(1, ledger.size());
    assertEquals("interrupted", ledger.getFirst().text("status"));
    assertEquals(1L, ledger.getFirst().count("attempts"));
  }
}
