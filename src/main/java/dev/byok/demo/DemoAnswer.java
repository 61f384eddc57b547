package dev.byok.demo;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Echoes a prompt word by word. The model {@code slow} takes its time, and {@code cut} breaks off
 * in the middle.
 */
final class DemoAnswer {
  private static final String ID = "demo-1";

  /** A length that no answer reaches, so that the end of the connection breaks it off. */
  private static final long NEVER_REACHED = 1L << 40;

  private final String model;
  private final Words words;

  DemoAnswer(String model, Words words) {
    this.model = model;
    this.words = words;
  }

  /**
   * @param input the number of pieces in all messages together
   * @param echo the pieces of the last message
   */
  record Words(int input, List<String> echo) {}

  /** Splits before each run of spaces, so that the joined pieces are the text. */
  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < text.length(); i++) {
      if (Character.isWhitespace(text.charAt(i)) && !Character.isWhitespace(text.charAt(i - 1))) {
        pieces.add(text.substring(start, i));
        start = i;
      }
    }
    if (start < text.length()) {
      pieces.add(text.substring(start));
    }
    return pieces;
  }

  void stream(DemoExchange exchange) throws IOException {
    boolean cut = model.equals("cut");
    int count = cut ? (words.echo().size() + 1) / 2 : words.echo().size();
    OutputStream out = exchange.begin(200, "text/event-stream", cut ? NEVER_REACHED : -1);
    for (String piece : words.echo().subList(0, count)) {
      pause();
      send(out, chunk(List.of(choice("delta", message(piece), null)), null));
    }
    out.flush();
    if (!cut) {
      send(out, chunk(List.of(choice("delta", JsonObject.empty(), "stop")), null));
      send(out, chunk(List.of(), usage()));
      out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  void whole(DemoExchange exchange) throws IOException {
    String text = String.join("", words.echo());
    JsonObject body = chunk(List.of(choice("message", message(text), "stop")), usage());
    if (model.equals("cut")) {
      byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
      exchange.begin(200, "application/json", bytes.length).write(bytes, 0, bytes.length / 2);
    } else {
      for (int i = 0; i < words.echo().size(); i++) {
        pause();
      }
      exchange.json(200, body);
    }
  }

  private void pause() throws IOException {
    if (model.equals("slow")) {
      try {
        TimeUnit.MILLISECONDS.sleep(250);
      } catch (InterruptedException stopped) {
        throw new IOException("stopped", stopped);
      }
    }
  }

  private static void send(OutputStream out, JsonObject chunk) throws IOException {
    out.write(("data: " + Json.write(chunk) + "\n\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private JsonObject chunk(List<JsonObject> choices, @Nullable JsonObject usage) {
    return JsonObject.builder()
        .put("id", ID)
        .put("model", model)
        .put("choices", choices)
        .putIfPresent("usage", usage)
        .build();
  }

  private static JsonObject choice(String part, JsonObject content, @Nullable String finish) {
    return JsonObject.builder()
        .put("index", 0)
        .put(part, content)
        .put("finish_reason", finish)
        .build();
  }

  private static JsonObject message(String content) {
    return JsonObject.builder().put("role", "assistant").put("content", content).build();
  }

  private JsonObject usage() {
    int output = words.echo().size();
    return JsonObject.builder()
        .put("prompt_tokens", words.input())
        .put("completion_tokens", output)
        .put("total_tokens", words.input() + output)
        .build();
  }
}
