package dev.byok.failure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UserWordTest {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "claude-sonnet-4-5-20250929",
        "accounts/fireworks/models/llama-v3p1-405b-instruct",
        "accounts/fireworks/models/qwen2p5-coder-32b-instruct",
        "us.anthropic.claude-3-5-sonnet-20241022-v2:0",
        "ft:gpt-4o-mini-2024-07-18:org::AbC123",
        "ft:gpt-3.5-turbo-0613:my-org:custom_suffix:7p4lURel",
        "meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8",
        "Qwen/Qwen3-30B-A3B-Instruct-2507-FP8",
        "qwen3-30b-a3b-q4_k_m",
        "OpenGVLab/InternVL3-78B",
        "deepseek-r1-0528-qwen3-8b",
        "hf-internal-testing/tiny-random-gpt2",
        "xai-grok-4-fast-reasoning",
        "nvidia/llama-3.1-nemotron-70b-instruct",
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-pro-v1:0",
        "my-resource-eastus2.openai.azure.com",
        "https://api.example.com:8443/v1/chat",
        "3f1d0c1e-8a54-4b7e-9c1f-0d2e3f4a5b6c",
        "/home/user/projects/2026-11-29/prompt-v3.final.txt",
        "/tmp/junit-11823478123412341234/home",
        "C:\\Users\\me\\prompt.txt",
        "OPENAI_API_KEY",
        "BYOK_OPENAI_COMPATIBLE__OLLAMA_API_KEY",
        "/home/me/byok_backup/of_my_other_machine/config.json",
        "tag:job",
        "nightly",
        ""
      })
  void names_stay_readable(String word) {
    assertEquals(word, UserWord.shown(word));
    assertFalse(UserWord.mayHoldAKey(word));
  }

  @ParameterizedTest
  @CsvSource({
    "sk-0123456789ab, ***",
    "SK-PROJ-0123456789AB, ***",
    "--key=sk-0123456789ab, --key=***",
    "--sk-0123456789ab, --***",
    "openai:sk-0123456789ab, openai:***",
    "sk-0123456789ab/model, ***",
    "KEY=sk-0123456789ab, KEY=***",
    "host.example:0123456789abcdefghij, host.example:***",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, ***",
    "AKIAIOSFODNN7EXAMPLE, ***",
    "x akiaiosfodnn7example, x ***",
    "eyJhbGciOiJIUzI1NiJ9.eyJrIjoxfQ.c2ln, ***",
    "d41d8cd98f00b204e9800998ecf8427e, ***",
    "Bearer abcdefgh, ***",
    "x=byok_aaaaaaaaaaaaaaaaaaaaaaa-aaaaaaaaaaaaaaaaaaa, x=***",
    "https://user:pw@host.example/v1, https://***@host.example/v1",
    "https://host.example/v1?key=1, https://host.example/v1?***",
    "https://host.example/sk-0123456789ab, https://host.example/***",
    "owner/model:d41d8cd98f00b204e9800998ecf8427e, owner/model:***"
  })
  void what_looks_like_a_key_is_masked_to_the_end(String word, String shown) {
    assertEquals(shown, UserWord.shown(word));
  }

  @Test
  void json_with_a_secret_and_a_key_with_a_newline_are_masked() {
    assertEquals("***", UserWord.shown("{\"secretAccessKey\":\"x\"}"));
    assertEquals("***", UserWord.shown("0123456789abc\ndefghijklmnop"));
    assertEquals("\"  ***\"", UserWord.quoted("  sk-0123456789ab \n"));
  }

  @Test
  void a_word_is_masked_before_it_is_cut() {
    String word = "a".repeat(28) + " sk-0123456789abcdef";
    assertEquals("\"" + "a".repeat(28) + " *…\"", UserWord.quoted(word, 30));
  }

  /** Random keys, some of which look like words. */
  @ParameterizedTest
  @CsvSource({
    "0123456789, 40, 0",
    "0123456789, 24, 4",
    "0123456789-_, 43, 4",
    "0123456789+/, 40, 4",
    "0123456789-_., 48, 8"
  })
  void keys_at_random_are_masked(String more, int length, int most) {
    Random random = new Random(7);
    String signs = LETTERS + more;
    int shown = 0;
    for (int i = 0; i < 2000; i++) {
      StringBuilder key = new StringBuilder();
      for (int at = 0; at < length; at++) {
        key.append(signs.charAt(random.nextInt(signs.length())));
      }
      shown += UserWord.shown(key.toString()).length() > 12 ? 1 : 0;
    }
    assertTrue(shown <= most, shown + " of 2000");
  }
}
