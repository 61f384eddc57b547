package dev.byok.testing;

import dev.byok.json.Json;

/** Short streamed answers, as the providers of each dialect send them. */
public final class Answers {
  private Answers() {}

  public static RawServer.Script openAi(String text, int input, int output) {
    return RawServer.events(
        "data: {\"id\":\"a\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
            + Json.write(text)
            + "},\"finish_reason\":null}]}\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":"
            + input
            + ",\"completion_tokens\":"
            + output
            + "}}\n\n",
        "data: [DONE]\n\n");
  }

  /** OpenAI's Responses. */
  public static RawServer.Script responses(String text, int input, int output) {
    return RawServer.events(
        "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":"
            + "\"resp_1\",\"model\":\"m\",\"status\":\"in_progress\"}}\n\n",
        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\","
            + "\"output_index\":0,\"content_index\":0,\"delta\":"
            + Json.write(text)
            + "}\n\n",
        "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"id\":"
            + "\"resp_1\",\"model\":\"m\",\"status\":\"completed\",\"output\":[],\"usage\":"
            + "{\"input_tokens\":"
            + input
            + ",\"output_tokens\":"
            + output
            + "}}}\n\n");
  }

  /** Anthropic's messages, with a thought before the text. */
  public static RawServer.Script anthropic(String thought, String text, int input, int output) {
    return RawServer.events(
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
            + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],"
            + "\"usage\":{\"input_tokens\":"
            + input
            + ",\"output_tokens\":1}}}\n\n",
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            + "\"delta\":{\"type\":\"thinking_delta\",\"thinking\":"
            + Json.write(thought)
            + "}}\n\n",
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,"
            + "\"delta\":{\"type\":\"text_delta\",\"text\":"
            + Json.write(text)
            + "}}\n\n",
        "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":"
            + "{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":"
            + output
            + "}}\n\n",
        "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  /** Google's generateContent. */
  public static RawServer.Script gemini(String text, int input, int output) {
    return RawServer.events(
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":"
            + Json.write(text)
            + "}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":"
            + input
            + ",\"candidatesTokenCount\":"
            + output
            + "}}\r\n\r\n");
  }
}
