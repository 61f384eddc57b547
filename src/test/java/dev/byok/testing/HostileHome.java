package dev.byok.testing;

import dev.byok.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A byok with control sequences in every file, environment variable and provider's answer, wherever
 * there can be text.
 */
public final class HostileHome implements AutoCloseable {
  /** Control characters of all kinds, direction marks, and hidden text. */
  public static final String HOSTILE =
      "\u001b]0;t\u0007\u001b[2;9J\u009b31m\u0090\u007f\u202e\u2066\u061c\u200f\u2028\uDB40\uDC41\b";

  private static final String JSON = Json.write(HOSTILE).replaceAll("^\"|\"$", "");

  /** Control characters for a path, which cannot hold all of them in every locale. */
  private static final String IN_A_PATH = "h\u001b]0;t\u0007\u007f";

  private final Path folder;
  private final RawServer server;
  private final Map<String, String> env = new TreeMap<>();

  public HostileHome(Path parent) throws IOException {
    folder = Files.createDirectory(parent.resolve(IN_A_PATH));
    server = RawServer.answering(HostileHome::answer);
    env.put("BYOK_HOME", folder.toString());
    env.put("HOME", folder.toString());
    env.put("BYOK_KEYSTORE", "file");
    env.put("BYOK_PASSPHRASE_FILE", folder.resolve("none" + IN_A_PATH).toString());
    env.put("BYOK_OPENAI_API_KEY", "canary-0123456789abcdef");
    env.put("BYOK_OPENAI_HOST", server.url() + "/v1");
    env.put("BYOK_MISTRAL_API_KEY", "canary-0123456789abcdef");
    env.put("BYOK_MISTRAL_HOST", server.url() + "/v1");
    env.put("BYOK_PRICES_URL", server.url() + "/prices");
    env.put("BYOK_TAGS", "job=" + HOSTILE);
    env.put("COLUMNS", "200");
    env.put("SHELL", "/bin/" + HOSTILE);
    env.put("EDITOR", HOSTILE);
    Files.writeString(folder.resolve("keys.env"), "OPENAI_API_KEY=\"" + HOSTILE + "\n");
    Files.writeString(folder.resolve("config.json"), hostile(CONFIG));
    Files.writeString(folder.resolve("usage.json"), "[\n" + hostile(ENTRY) + "\n]\n");
    Files.createDirectory(folder.resolve("sessions"));
    Files.writeString(folder.resolve("sessions").resolve("talk.json"), hostile(SESSION));
    Files.writeString(folder.resolve("sessions").resolve("broken.json"), HOSTILE);
  }

  public Map<String, String> env() {
    return env;
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private static String hostile(String json) {
    return json.replace("~", JSON).replace("NOW", Instant.now().toString());
  }

  private static RawServer.Script answer(String request) {
    if (request.contains(" /prices")) {
      return RawServer.answer(200, hostile(PRICES));
    }
    if (request.startsWith("GET")) {
      return RawServer.answer(200, hostile(MODELS));
    }
    return request.contains("\"fails")
        ? whole("HTTP/1.1 400 ~Bad", hostile(FAILURE))
        : whole("HTTP/1.1 200 ~OK\r\nContent-Type: text/event-stream", hostile(STREAM));
  }

  private static RawServer.Script whole(String head, String body) {
    String controls = "\u009b31m\u202e";
    return RawServer.bytes(
        head.replace("~", "")
            + "\r\nX-Request-Id: r"
            + controls
            + "\r\nContent-Length: "
            + body.getBytes(StandardCharsets.UTF_8).length
            + "\r\n\r\n"
            + body);
  }

  private static final String CONFIG =
      """
      {"default":"openai/d~",
       "aliases":{"a~":"openai/m~","plain":"openai/~","loop":"loop"},
       "budgets":[{"limit":"20","unit":"usd","per":"month","key":"openai:k~"},{"limit":"x~"}],
       "settings":{"timeout":"5s","tls.ca_file":"/none~","retries":"0"},
       "keys":{"groq":{"stored_in":"command","mask":"~","host":"http://127.0.0.1:1/~",
         "model":"m~","added":"~","command":"/none~ x"},
         "xai:l~":{"stored_in":"~"},
         "deepseek":{"stored_in":"file~"}}}
      """;

  private static final String ENTRY =
      """
      {"id":"0199~","time":"NOW","command":"run~","client":"c~","provider":"p~","key":"k~",\
      "via":"v~","model":"m~","served_model":"s~","status":"ok~","usage":{"input":1,"output":2},\
      "cost_usd":1,"cost_source":"c~","billed_by":"b~","request_id":"r~","session":"s~",\
      "tags":{"job":"t~","n~":"x"}}\
      """;

  private static final String SESSION =
      """
      {"version":1,"name":"talk","task":"t~","revision":2,"created":"NOW","updated":"NOW",\
      "model":"openai/m~","title":"~","count":2,
      "system":"s~","from":1,"turns":[
      {"role":"user","time":"NOW","text":"q~"},
      {"role":"assistant","time":"NOW","model":"openai/m~","served_model":"~","status":"ok",\
      "entry":"~","text":"a~\\r"}
      ]}
      """;

  private static final String PRICES =
      """
      {"openai":{"models":{"m~":{"name":"n~","cost":{"input":1,"output":2}}}}}
      """;

  private static final String MODELS =
      """
      {"data":[{"id":"m~","name":"n~"},{"id":"\u009bplain","name":"\u202e"}]}
      """;

  private static final String FAILURE =
      """
      {"error":{"message":"m~","type":"t~","code":"c~","param":"~"}}
      """;

  private static final String STREAM =
      """
      data: {"id":"i~","model":"s~","choices":[{"index":0,"delta":{"role":"assistant",\
      "reasoning_content":"r~\\r","content":null}}]}

      data: {"id":"i~","model":"s~","choices":[{"index":0,"delta":{"content":"# a~ `~`\\n\\uD83D"}}]}

      data: {"id":"i~","model":"s~","choices":[{"index":0,"delta":{"content":"\\uDD11\\r"}}]}

      data: {"id":"i~","model":"s~","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

      data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}

      data: [DONE]

      """;
}
