package dev.byok.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.Wired;
import dev.byok.cli.Collaborators;
import dev.byok.cli.Scenario;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Usage;
import dev.byok.exchange.ContextWindow.Cut;
import dev.byok.exchange.ContextWindow.Fit;
import dev.byok.exchange.ContextWindow.Measured;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelNames;
import dev.byok.prices.ModelPrice;
import dev.byok.prices.ModelPrice.Rates;
import dev.byok.routing.Route;
import dev.byok.sessions.Session;
import dev.byok.sessions.Turn;
import dev.byok.testing.StoredPrices;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContextWindowTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  /** 300 tokens: 876 bytes at 3 per token, and 8 for a message. */
  private static final String TEXT = "x".repeat(876);

  @Test
  void what_nobody_knows_the_window_of_is_not_judged() {
    ContextWindow window = ContextWindow.of(exchanges(3), null, Options.none(), facts(null, null));
    assertEquals(Fit.UNKNOWN, window.fit());
    assertEquals(1_800, window.tokens());
    assertNull(window.window());
    assertEquals(0, window.percent());
    assertEquals(Fit.UNKNOWN, ContextWindow.of(exchanges(3), null, Options.none(), null).fit());
    assertEquals(
        Fit.UNKNOWN, ContextWindow.of(exchanges(3), null, Options.none(), facts(0L, -1L)).fit());
  }

  @Test
  void an_estimate_is_held_against_what_the_answer_leaves_of_the_window() {
    assertEquals(Fit.FITS, fit(2_600, 100L)); // 80 % of 2500 is 2000
    assertEquals(Fit.NEAR, fit(2_350, 100L)); // 1800 of 2250
    assertEquals(Fit.NEAR, fit(1_900, 100L)); // exact to the token
    assertEquals(Fit.EXCEEDS, fit(1_899, 100L));
    assertEquals(Fit.EXCEEDS, fit(1_000, 5_000L));
  }

  @Test
  void an_answer_without_a_limit_takes_a_usual_length_and_at_most_a_quarter() {
    assertEquals(Fit.NEAR, fit(2_400, null)); // three quarters are 1800
    assertEquals(Fit.EXCEEDS, fit(2_398, null));
    Session long20 = exchanges(33); // 19,800
    ContextWindow large = ContextWindow.of(long20, null, Options.none(), facts(23_896L, null));
    assertEquals(Fit.NEAR, large.fit());
    assertEquals(
        Fit.EXCEEDS, ContextWindow.of(long20, null, Options.none(), facts(23_895L, null)).fit());
    assertEquals(100, large.percent());
  }

  @Test
  void the_most_that_a_prompt_may_have_counts_too() {
    assertEquals(
        Fit.EXCEEDS,
        ContextWindow.of(exchanges(3), null, Options.none(), facts(100_000L, 1_799L)).fit());
    assertEquals(
        Fit.NEAR, ContextWindow.of(exchanges(3), null, Options.none(), facts(null, 1_800L)).fit());
  }

  @Test
  void what_was_counted_is_taken_as_it_is_and_what_is_new_estimated() {
    Session then = exchanges(2);
    Measured last = new Measured(then, usage(500L, 90L, 40L));
    Session now = then.with(Turn.question(Message.user(TEXT), NOW));
    ContextWindow window = ContextWindow.of(now, last, Options.none(), facts(10_000L, null));
    assertEquals(500 + 90 - 40 + 300, window.tokens());
    assertEquals(10_000, window.window());
    assertEquals(11, window.percent());
  }

  @Test
  void a_count_of_another_context_says_nothing() {
    Session then = exchanges(2);
    Measured last = new Measured(then, usage(1L, 1L, null));
    assertEquals(600, tokens(then.upTo(2), last));
    assertEquals(600, tokens(then.sentFrom(2), last));
    assertEquals(1_308, tokens(then.withSystem(TEXT.substring(0, 300)), last));
    assertEquals(1_200, tokens(then, new Measured(then, usage(null, 1L, null))));
    assertEquals(1_200, tokens(then, new Measured(then, usage(1L, null, null))));
    assertEquals(2, tokens(then, last));
  }

  @Test
  void the_fewest_exchanges_are_cut() {
    Session session = exchanges(5).with(Turn.question(Message.user(TEXT), NOW)); // 3300
    assertCut(0, 0, session, 3_300);
    assertCut(1, 2, session, 3_299);
    assertCut(1, 2, session, 2_700);
    assertCut(2, 4, session, 2_699);
    assertCut(5, 10, session, 300);
    assertNull(window(session, null, 299).cut());
    assertCut(1, 4, session.sentFrom(2), 2_699);
  }

  @Test
  void a_cut_shares_out_what_was_counted() {
    Session then = exchanges(4); // 2400 by estimate
    Measured last = new Measured(then, usage(1_100L, 100L, null));
    ContextWindow window = window(then, last, 1_000);
    assertEquals(Fit.EXCEEDS, window.fit());
    Cut cut = window.cut();
    assertNotNull(cut);
    assertEquals(1, cut.exchanges()); // 900 are left of 1200
    assertEquals(2, cut.session().from());
  }

  @Test
  void questions_that_were_never_answered_are_neither_sent_nor_counted() {
    Session session =
        exchanges(1)
            .with(Turn.question(Message.user(TEXT), NOW))
            .with(Turn.question(Message.user(TEXT), NOW));
    assertEquals(900, tokens(session, null));
    Cut cut = window(session, null, 300).cut();
    assertNotNull(cut);
    assertEquals(1, cut.exchanges());
    assertEquals(1, cut.session().context().size());
  }

  @Test
  void the_price_list_on_the_disk_tells_the_window(@TempDir Path home) throws Exception {
    StoredPrices.write(
        home,
        "{\"openai\":{\"models\":{\"m\":{\"limit\":{\"context\":2000,\"output\":10},"
            + "\"cost\":{\"input\":1,\"output\":1}}}}}",
        Instant.now());
    Collaborators made =
        Wired.of(
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of("BYOK_HOME", home.toString(), "OPENAI_API_KEY", Scenario.KEY));
    ContextWindow window =
        ContextWindow.of(exchanges(3), null, Options.none(), factsOf(made, "openai/m"));
    assertEquals(2_000, window.window());
    assertEquals(90, window.percent());
    assertEquals(Fit.NEAR, window.fit());
    assertEquals(
        Fit.UNKNOWN,
        ContextWindow.of(exchanges(3), null, Options.none(), factsOf(made, "openai/n")).fit());
  }

  private static @Nullable ModelFacts factsOf(Collaborators made, String reference) {
    Route route = made.setup().router().route(reference);
    return ModelNames.factsOf(made.storage().prices(), route.provider(), route.model(), null);
  }

  private static void assertCut(int exchanges, int from, Session session, long room) {
    Cut cut = window(session, null, room).cut();
    assertNotNull(cut);
    assertEquals(exchanges, cut.exchanges());
    assertEquals(from, cut.session().from());
    assertTrue(window(cut.session(), null, room).tokens() <= room);
  }

  private static ContextWindow window(Session session, @Nullable Measured last, long room) {
    return ContextWindow.of(session, last, Options.none(), facts(null, room));
  }

  private static long tokens(Session session, @Nullable Measured last) {
    return ContextWindow.of(session, last, Options.none(), null).tokens();
  }

  private static Fit fit(long context, @Nullable Long maxTokens) {
    Options options = new Options(null, maxTokens, null, List.of(), null, null);
    return ContextWindow.of(exchanges(3), null, options, facts(context, null)).fit();
  }

  private static Session exchanges(int count) {
    Session session = new Session("s", "t", NOW, NOW, "openai/m", null, List.of(), 0, 0);
    for (int i = 0; i < count; i++) {
      session =
          session
              .with(Turn.question(Message.user(TEXT), NOW))
              .with(Turn.answer(TEXT, NOW, new Turn.Origin("openai/m", null, "ok", "", null)));
    }
    return session;
  }

  private static Usage usage(
      @Nullable Long input, @Nullable Long output, @Nullable Long reasoning) {
    return new Usage(input, null, null, output, reasoning);
  }

  private static ModelFacts facts(@Nullable Long context, @Nullable Long maxInput) {
    return new ModelFacts(
        "m",
        context,
        maxInput,
        null,
        List.of(),
        List.of(),
        null,
        null,
        new ModelPrice(new Rates(null, null, null, null), List.of()));
  }
}
