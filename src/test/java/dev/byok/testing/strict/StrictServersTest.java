package dev.byok.testing.strict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that the strict servers accept a correct request and refuse each fault. */
final class StrictServersTest {
  private static final String KEY = "sk-Vb3-0123456789abcdef-Vb3";
  private static final String PNG =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAAAAAC2dq33";

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          OPENAI    | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":"hi"}]
          OPENAI    | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"image_url","image_url":{"url":"PNG"}},{"type":"text","text":"hi"}]}]
          MISTRAL   | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"mistral-medium-latest","messages":[{"role":"user","content":[{"type":"image_url","image_url":"PNG"}]}],"random_seed":1
          XAI       | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"grok-4.6","messages":[{"role":"user","content":"hi"}]
          DEEPSEEK  | POST /chat/completions    | Authorization: Bearer KEY | "model":"deepseek-v4-flash-vision-exp","messages":[{"role":"user","content":"json"}],"response_format":{"type":"json_object"}
          AZURE     | POST /openai/v1/chat/completions | api-key: KEY       | "model":"my-deployment","messages":[{"role":"user","content":"hi"}]
          AZURE_DEPLOYMENTS | POST /openai/deployments/my-deployment/chat/completions?api-version=2024-10-21 | api-key: KEY | "model":"my-deployment","messages":[{"role":"user","content":"hi"}]
          KILO      | POST /api/gateway/chat/completions | Authorization: Bearer KEY;X-KiloCode-TaskId: t | "model":"anthropic/claude-sonnet-5","messages":[{"role":"user","content":"hi"}]
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"hi"}]
          MINIMAX   | POST /anthropic/v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"MiniMax-M3","max_tokens":9,"messages":[{"role":"user","content":"hi"}]
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"reasoning":{"effort":"none"}
          AZURE_RESPONSES | POST /openai/v1/responses | api-key: KEY | "model":"gpt-6.2-sol","input":[{"role":"user","content":"hi"}],"store":false
          XAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY;x-grok-conv-id: s | "model":"grok-4.7","input":[{"role":"user","content":"hi"}],"store":false
          KILO_RESPONSES | POST /api/gateway/responses | Authorization: Bearer KEY | "model":"openai/gpt-6-sol","input":[{"role":"user","content":"hi"}],"store":false
          BEDROCK   | POST /openai/v1/chat/completions | Authorization: Bearer KEY | "model":"us.openai.gpt-5.6-luna","messages":[{"role":"user","content":"hi"}],"max_completion_tokens":9,"reasoning_effort":"none"
          BEDROCK_RESPONSES | POST /openai/v1/responses | Authorization: Bearer KEY | "model":"us.openai.gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"prompt_cache_key":"c-1"
          GOOGLE    | POST /v1beta/models/gemini-3.5-flash:generateContent | x-goog-api-key: KEY | "contents":[{"role":"user","parts":[{"text":"hi"}]}]
          OPENAI    | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":"hi"}],"prompt_cache_key":"c-1"
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","max_tokens":9,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":[{"type":"text","text":"c","cache_control":{"type":"ephemeral"}}]}]
          """)
  void a_right_request_is_answered(Player player, String line, String headers, String fields)
      throws IOException {
    try (StrictServer server = player.start(KEY)) {
      String answer = send(server, line, headers, "{" + fields + "}");
      assertEquals(List.of(), server.violations(), answer);
      assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
      assertEquals(1, server.served().size());
    }
  }

  @ParameterizedTest(name = "{0} {1} {2} {3} is refused with {4} {5}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          OPENAI | GET /v1/chat/completions  | Authorization: Bearer KEY | | 404 | Invalid URL
          OPENAI | POST /v1/chat/completions?key=KEY | Authorization: Bearer KEY | | 404 | Invalid URL
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY;Cookie: a=b | | 401 | invalid_api_key
          OPENAI | POST /v1/chat/completions | x-api-key: KEY | | 401 | invalid_api_key
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY;api-key: KEY | | 401 | invalid_api_key
          OPENAI | POST /v1/chat/completions | Authorization: KEY | | 401 | invalid_api_key
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY;X-Odd: 1 | "model":"gpt-5.6-luna","messages":[{"role":"user","content":"hi"}] | 400 | invalid_value
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":"hi"}],"max_tokens":5 | 400 | Use 'max_completion_tokens' instead
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":"hi","name":1}] | 400 | Unknown parameter: 'messages[0].name'
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":7}] | 400 | invalid_type
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna" | 400 | Missing required parameter: 'messages'
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":"hi"}],"stream_options":{"include_usage":true} | 400 | only allowed when stream is enabled
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":"hi"},{"role":"system","content":"s"}] | 400 | system message comes first
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"image_url","image_url":{"url":"PNG"}}]}] | 400 | files come before the text
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,aGk="}}]}] | 400 | is no data URL
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":"hi"}],"seed":null | 400 | invalid_type
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-9","messages":[{"role":"user","content":"hi"}] | 404 | model_not_found
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model": | 400 | invalid_value
          MISTRAL | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"mistral-medium-latest","messages":[{"role":"user","content":"hi"}],"stream":true,"stream_options":{} | 422 | "type":"extra_forbidden","loc":["body","stream_options"]
          MISTRAL | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"mistral-medium-latest","messages":[{"role":"user","content":"hi"}],"seed":1 | 422 | extra_forbidden
          MISTRAL | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"mistral-medium-latest","messages":[{"role":"user","content":"hi"}],"max_completion_tokens":1 | 422 | extra_forbidden
          MISTRAL | POST /v1/chat/completions | Authorization: Bearer no | | 401 | Unauthorized
          XAI | POST /v1/chat/completions | Authorization: Bearer no | | 400 | Incorrect API key provided
          DEEPSEEK | POST /chat/completions | Authorization: Bearer KEY | "model":"deepseek-v4-flash-vision-exp","messages":[{"role":"user","content":"hi"}],"response_format":{"type":"json_object"} | 422 | must contain the word 'json'
          AZURE | POST /openai/v1/chat/completions | Authorization: Bearer KEY | | 401 | Access denied
          AZURE | POST /openai/v1/chat/completions?api-version=2024-10-21 | api-key: KEY | | 404 | Resource not found
          AZURE_DEPLOYMENTS | POST /openai/deployments/my-deployment/chat/completions | api-key: KEY | | 404 | Resource not found
          AZURE_DEPLOYMENTS | POST /openai/deployments/other/chat/completions?api-version=2024-10-21 | api-key: KEY | | 404 | DeploymentNotFound
          KILO | POST /api/gateway/chat/completions | Authorization: Bearer KEY;X-KiloCode-OrganizationId: mine | "model":"anthropic/claude-sonnet-5","messages":[{"role":"user","content":"hi"}] | 400 | invalid_request
          KILO | POST /api/gateway/chat/completions | Authorization: Bearer no | | 401 | "success":false
          ANTHROPIC | POST /v1/messages | x-api-key: KEY | "model":"claude-sonnet-5" | 400 | anthropic-version
          ANTHROPIC | POST /v1/messages | Authorization: Bearer KEY;anthropic-version: 2023-06-01 | | 401 | invalid x-api-key
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","messages":[{"role":"user","content":"hi"}] | 400 | max_tokens: Field required
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"system","content":"hi"}] | 400 | messages.0.role
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"a"},{"role":"user","content":"b"}] | 400 | must alternate
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","max_tokens":9,"stream_options":{},"messages":[{"role":"user","content":"a"}] | 400 | stream_options: Extra inputs are not permitted
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","max_tokens":2000,"thinking":{"type":"enabled","budget_tokens":4096},"messages":[{"role":"user","content":"a"}] | 400 | greater than thinking.budget_tokens
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral"}}]},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"d"},{"role":"user","content":"e"}] | 400 | cache_control stands behind
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral"}}]},{"role":"user","content":"c"}] | 400 | cache_control stands behind
          ANTHROPIC | POST /v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"claude-sonnet-5","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"t","cache_control":{"type":"persistent"}}]}] | 400 | ephemeral
          MINIMAX | POST /anthropic/v1/messages | x-api-key: KEY;anthropic-version: 2023-06-01 | "model":"MiniMax-M3","max_tokens":9,"messages":[{"role":"user","content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral"}}]}] | 400 | not known to this model
          MISTRAL | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"mistral-medium-latest","messages":[{"role":"user","content":"hi"}],"prompt_cache_key":"c" | 422 | extra_forbidden
          OPENAI | POST /v1/chat/completions | Authorization: Bearer KEY | "model":"gpt-5.6-luna","messages":[{"role":"user","content":[{"type":"text","text":"t","cache_control":{"type":"ephemeral"}}]}] | 400 | Unknown parameter
          BEDROCK | POST /openai/v1/chat/completions | Authorization: Bearer no | "model":"us.openai.gpt-5.6-luna","messages":[{"role":"user","content":"hi"}] | 403 | Authentication failed
          BEDROCK | POST /openai/v1/chat/completions | Authorization: Bearer KEY | "model":"us.openai.gpt-5.6-luna","messages":[{"role":"user","content":"hi"}],"max_tokens":9 | 400 | Unsupported parameter: 'max_tokens'
          BEDROCK_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"us.openai.gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false | 404 | {}
          BEDROCK_RESPONSES | POST /openai/v1/responses | Authorization: Bearer KEY | "model":"us.openai.gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"temperature":1 | 400 | 'temperature' is not supported with this model
          BEDROCK_RESPONSES | POST /openai/v1/responses | Authorization: Bearer KEY | "model":"us.openai.gpt-6-luna","input":[{"role":"user","content":"hi"}] | 400 | Missing required parameter: 'store'
          BEDROCK_RESPONSES | POST /openai/v1/responses | Authorization: Bearer KEY | "model":"us.openai.gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"reasoning_effort":"low" | 400 | Unknown parameter: 'reasoning_effort'
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"temperature":1 | 400 | 'temperature' is not supported with this model
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"stop":["x"] | 400 | 'stop' is not supported with this model
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"seed":1 | 400 | 'seed' is not supported with this model
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"thinking":{"type":"disabled"} | 400 | Unknown parameter: 'thinking'
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"messages":[] | 400 | Unknown parameter: 'messages'
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"reasoning_effort":"low" | 400 | Unknown parameter: 'reasoning_effort'
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"reasoning":{"effort":"minimal"} | 400 | Supported values are: [none, low, medium, high, xhigh, max]
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"max_output_tokens":5 | 400 | must be 16 to
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}] | 400 | Missing required parameter: 'store'
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":true | 400 | nothing is to be kept
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"assistant","content":[{"type":"input_text","text":"a"}]}],"store":false | 400 | only users send parts
          OPENAI_RESPONSES | POST /v1/responses | Authorization: Bearer KEY | "model":"gpt-6-luna","input":[{"role":"user","content":"hi"}],"store":false,"text":{"format":{"type":"json_schema","json_schema":{}}} | 400 | Unknown parameter: 'text.format.json_schema'
          AZURE_RESPONSES | POST /openai/v1/responses | api-key: KEY | "model":"gpt-6.2-sol","input":[{"role":"user","content":"hi"}],"store":false,"reasoning":{"effort":"none"} | 400 | 'none' is not supported with the 'gpt-6.2-sol' model
          XAI_RESPONSES | POST /v1/responses | Authorization: Bearer no | | 400 | Incorrect API key provided
          KILO_RESPONSES | POST /api/gateway/responses | Authorization: Bearer no | | 401 | "success":false
          GOOGLE | POST /v1beta/models/gemini-3.5-flash:generateContent?key=KEY | x-goog-api-key: KEY | | 404 | NOT_FOUND
          GOOGLE | POST /v1beta/models/gemini-3.5-flash:streamGenerateContent | x-goog-api-key: KEY | | 404 | NOT_FOUND
          GOOGLE | POST /v1beta/models/gemini-3.5-flash:generateContent | x-goog-api-key: no | | 400 | API_KEY_INVALID
          GOOGLE | POST /v1beta/models/gemini-9:generateContent | x-goog-api-key: KEY | | 404 | models/gemini-9 is not found
          GOOGLE | POST /v1beta/models/gemini-3.5-flash:generateContent | x-goog-api-key: KEY | "contents":[{"role":"assistant","parts":[{"text":"hi"}]}] | 400 | user, model
          GOOGLE | POST /v1beta/models/gemini-3.5-flash:generateContent | x-goog-api-key: KEY | "contents":[{"role":"user","parts":[{"text":"hi"}]}],"model":"x" | 400 | Cannot find field
          """)
  void a_fault_is_refused_in_the_providers_words(
      Player player, String line, String headers, String fields, int status, String words)
      throws IOException {
    try (StrictServer server = player.start(KEY)) {
      String answer = send(server, line, headers, fields == null ? "{}" : "{" + fields + "}");
      assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
      assertTrue(answer.replace("\\\"", "\"").contains(words), answer);
      assertEquals(1, server.violations().size());
      assertEquals(List.of(), server.served());
    }
  }

  private static String send(StrictServer server, String line, String headers, String body)
      throws IOException {
    URI origin = URI.create(server.origin());
    byte[] bytes = body.replace("PNG", PNG).getBytes(StandardCharsets.UTF_8);
    String head =
        (line + " HTTP/1.1;Host: 127.0.0.1:" + origin.getPort() + ";" + headers)
            .replace("KEY", KEY)
            .replace(";", "\r\n");
    String rest =
        "\r\nUser-Agent: byok/0.1\r\nContent-Type: application/json\r\nAccept: application/json"
            + "\r\nContent-Length: "
            + bytes.length
            + "\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
      socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
