package dev.byok.dialects.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.failure.Kind;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks bodies that providers document or send. */
final class ProviderErrorTest {
  @ParameterizedTest(name = "{0} {2} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          401 | KEY_REJECTED | {"error":{"message":"Incorrect API key provided: sk-***","type":"invalid_request_error","code":"invalid_api_key"}}
          400 | KEY_REJECTED | {"code":"Client specified an invalid argument","error":"Incorrect API key provided: ab***cd"}
          400 | KEY_REJECTED | [{"error":{"code":400,"status":"INVALID_ARGUMENT","message":"API key not valid.","details":[{"reason":"API_KEY_INVALID"}]}}]
          403 | KEY_REJECTED | {"error":{"message":"Country not supported"}}
          404 | NO_MODEL     | {"error":{"message":"The model does not exist","code":"model_not_found"}}
          400 | NO_MODEL     | {"error":{"message":"foo/bar is not a valid model ID","code":400}}
          400 | NO_MODEL     | {"error":{"message":"Model Not Exist","type":"invalid_request_error"}}
          404 | NO_MODEL     | {"error":"Model not allowed for your team.","error_type":"model_not_allowed","message":"The requested model is not allowed for your team."}
          402 | QUOTA        | {"error":{"message":"Insufficient Balance"}}
          429 | QUOTA        | {"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}
          402 | QUOTA        | {"error":{"title":"Low Credit Warning!","message":"Add credits to continue","balance":0},"error_type":"usage_limit_exceeded"}
          400 | QUOTA        | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API"}}
          429 | QUOTA        | {"error":{"code":"1113","message":"Insufficient balance"}}
          429 | RATE_LIMIT   | {"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}}
          429 | RATE_LIMIT   | {"error":"Rate limit exceeded","error_type":"rate_limit_exceeded","message":"Too many requests."}
          429 | UNAVAILABLE  | {"error":{"type":"engine_overloaded_error","message":"busy"}}
          500 | UNAVAILABLE  | {"error":{"message":"The server had an error"}}
          503 | UNAVAILABLE  | <html><head><title>503 Service Unavailable</title></head></html>
          529 | UNAVAILABLE  | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}
          400 | REFUSED      | {"error":{"message":"This model's maximum context length is 8192 tokens","code":"context_length_exceeded"}}
          500 | REFUSED      | {"error":"m","error_type":"context_length_exceeded","message":"The maximum context length is 5 tokens."}
          413 | REFUSED      | ``
          400 | REFUSED      | {"error":{"message":["temperature: too high","stop: bad"]}}
          422 | REFUSED      | {"message":{"detail":[{"loc":["body"],"msg":"extra fields"}]}}
          401 | NO_KEY       | {"error":{"code":"PAID_MODEL_AUTH_REQUIRED","message":"You need to sign in to use this model."},"error_type":"paid_model_auth_required"}
          """)
  void is_classified_by_code_then_words_then_status(int status, Kind kind, String body) {
    assertEquals(kind, ProviderError.read(status, body).kind());
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"error":{"message":"a"}}                        | a
          {"error":"a"}                                    | a
          {"message":"a"}                                  | a
          {"detail":"a"}                                   | a
          {"detail":[{"msg":"a"},{"msg":"b"}]}             | a; b
          {"error":{"message":["a","b"]}}                  | a; b
          {"message":{"detail":[{"msg":"a"}]}}             | a
          {"success":false,"error":"a"}                    | a
          {"Message":"a"}                                  | a
          {"error":{"message":"a","metadata":{"raw":"b"}}} | a: b
          "a"                                              | a
          plain words                                      | plain words
          <html><title>Bad Gateway</title></html>          | Bad Gateway
          {"x":1}                                          | ``
          {"base_resp":{"status_code":1,"status_msg":"a"}} | a
          {"detail":{"message":"a","reason":"b"}}          | a
          {"detail":{"error":"a"}}                         | a
          {"errors":[{"message":"a"},{"message":"b"}]}     | a; b
          {"status":403,"title":"a","detail":"b"}          | b
          {"status":403,"title":"a"}                       | a
          {"type":"error","error":{"type":"x","message":"a"}} | a
          {"detail":[{"loc":["body","m",0],"msg":"a","input":"secret"}]} | m.0: a
          {"error":{"message":"a","metadata":{"raw":"{\\"message\\":\\"b\\"}"}}} | a: b
          {"error":{"message":"","title":"t"},"message":"a"} | a
          {"error":{"title":"t"}}                          | t
          """)
  void words_are_found_in_every_shape(String body, String words) {
    assertEquals(words, ProviderError.read(500, body).message());
  }

  @Test
  void a_report_may_stand_behind_blank_lines_or_in_an_event() {
    for (String body :
        List.of(
            "\n\n  {\"error\":{\"message\":\"a\",\"code\":\"b\"}}\n",
            "\uFEFF{\"error\":{\"message\":\"a\",\"code\":\"b\"}}",
            "event: error\r\ndata: {\"error\":{\"message\":\"a\",\"code\":\"B\"}}\r\n\r\n",
            "{\"error\":{\"message\":\"a\",\"code\":\"b\"}}\n{\"error\":{\"message\":\"z\"}}",
            "[{\"error\":{\"message\":\"a\",\"code\":\"b\"}}]")) {
      ProviderError error = ProviderError.read(400, body);
      assertEquals("a", error.message(), body);
      assertEquals(List.of("b"), error.codes(), body);
    }
  }

  @ParameterizedTest(name = "{0} waits {1} s")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"retry_after":2.5}                                       | 2.5
          {"error":{"message":"a","retry_after":"7"}}               | 7
          {"error":{"details":[{},{"retryDelay":"34.074s"}]}}       | 34.074
          {"error":{"details":[{"retryDelay":"0.5s"}]}}             | 0.5
          {"error":"Please retry in 34.07s."}                       | 34.07
          {"error":"Please try again in 7m12.5s. Need more?"}       | 432.5
          {"error":"Please try again in 1h2m3s"}                    | 3723
          {"error":"Please try again in 6m0s."}                     | 360
          {"error":"Please try again in 120ms."}                    | 0.120
          {"error":"Please retry after 12 seconds."}                | 12
          {"error":"please try again after 1 seconds"}              | 1
          {"error":"Please wait 3600 seconds before retrying."}     | 3600
          {"retry_after":"soon"}                                    | ``
          {"error":{"details":[{"retryDelay":"-3s"}]}}              | ``
          {"error":"try again in a moment"}                         | ``
          {"error":"try again in 5 days"}                           | ``
          {"error":"Limit 3, used 3s"}                              | ``
          """)
  void a_wait_is_found_in_a_field_or_in_the_words(String body, String seconds) {
    BigDecimal wait = ProviderError.read(429, body).retryAfterSeconds();
    assertEquals(seconds, wait == null ? "" : wait.toPlainString());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"error":{"code":402}}              | 402
          {"error":{"code":"503"}}            | 503
          {"error":{"status":429}}            | 429
          {"error":{"http_code":"529"}}       | 529
          {"code":401,"reason":"x"}           | 401
          {"error":{"code":1008}}             | 0
          {"error":{"code":200}}              | 0
          {"error":{"code":"x"}}              | 0
          """)
  void a_report_inside_an_answer_may_name_its_status(String body, int status) {
    assertEquals(status, ProviderError.read(0, body).status());
    assertEquals(status, ProviderError.read(200, body).status());
    assertEquals(418, ProviderError.read(418, body).status());
  }
}
