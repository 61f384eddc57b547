package dev.byok.testing.strict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks that an answer is the same, to the token, whether it is streamed or sent whole. It runs in
 * each dialect, against servers that refuse every request that is not exactly right.
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class AnswerContract {
  static final String KEY = "sk-Vb3-0123456789abcdef-Vb3";

  private final Map<Player, StrictServer> servers = new EnumMap<>(Player.class);

  /** Runs byok with these variables. */
  protected abstract CliRunner.Result run(Map<String, String> env, List<String> args)
      throws Exception;

  @AfterAll
  void closeServers() {
    servers.values().forEach(StrictServer::close);
  }

  @ParameterizedTest
  @EnumSource
  void text(Player player) throws Exception {
    assertSameAnswer(player, "Was gibt es Neues? 世界");
    StrictServer server = server(player);
    CliRunner.Result ran =
        run(player.env(server, KEY), List.of("run", "-m", player.reference(), "hi"));
    assertEquals(0, ran.exitCode(), ran.err());
    assertEquals(Script.PROSE + "\n", ran.out());
  }

  /** Returns the server of a class of tests, since starting one takes longer than a request. */
  final StrictServer server(Player player) {
    StrictServer server = servers.computeIfAbsent(player, missing -> missing.start(KEY));
    server.reset();
    return server;
  }

  /** Asks in both ways, compares each answer with what the server meant, and returns the answer. */
  final JsonObject assertSameAnswer(Player player, String... options) throws Exception {
    StrictServer server = server(player);
    JsonObject streamed = answer(player, server, List.of(), options);
    JsonObject whole = answer(player, server, List.of("--no-stream"), options);
    assertEquals(Told.of(streamed), Told.of(whole));
    List<Boolean> accepted =
        server.requests().stream()
            .map(request -> "text/event-stream".equals(request.only("accept")))
            .toList();
    assertEquals(List.of(true, false), accepted, "first streamed, then whole");
    return streamed;
  }

  final JsonObject answer(Player player, StrictServer server, List<String> how, String... options)
      throws Exception {
    List<String> args = new ArrayList<>(List.of("run", "-m", player.reference(), "--json"));
    args.addAll(how);
    args.addAll(List.of(options));
    CliRunner.Result ran = run(player.env(server, KEY), args);
    assertEquals(List.of(), server.violations(), () -> server.requests().getLast().body());
    assertEquals(0, ran.exitCode(), ran.err());
    return Told.check(ran.out(), server.served().getLast());
  }
}
