package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.dialects.AnthropicMessages;
import dev.byok.dialects.GeminiGenerateContent;
import dev.byok.dialects.openai.MistralFim;
import dev.byok.dialects.openai.OpenAiChat;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DialectsTest {
  @Test
  void each_has_its_name() {
    Dialects dialects = new Dialects();
    assertInstanceOf(OpenAiChat.class, dialects.apply("openai-chat"));
    assertInstanceOf(AnthropicMessages.class, dialects.apply("anthropic-messages"));
    assertInstanceOf(GeminiGenerateContent.class, dialects.apply("gemini-generate-content"));
    assertInstanceOf(MistralFim.class, dialects.apply("mistral-fim"));
    assertNull(dialects.apply("bedrock-converse"));
  }

  @ParameterizedTest
  @CsvSource({
    "openai-chat, OpenAiChat",
    "anthropic-messages, AnthropicMessages",
    "gemini-generate-content, GeminiGenerateContent",
    "mistral-fim, MistralFim"
  })
  void no_other_is_loaded(String name, String only) throws Exception {
    URL classes = Dialects.class.getProtectionDomain().getCodeSource().getLocation();
    try (Loader loader = new Loader(classes)) {
      Object dialects =
          loader.loadClass(Dialects.class.getName()).getDeclaredConstructor().newInstance();
      @SuppressWarnings("unchecked")
      Function<String, Object> byName = (Function<String, Object>) dialects;
      assertEquals(only, byName.apply(name).getClass().getSimpleName());
      assertEquals(List.of(only), loader.loaded());
    }
  }

  /** Loads this room's classes again, and knows which were loaded. */
  private static final class Loader extends URLClassLoader {
    Loader(URL classes) {
      super(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
    }

    List<String> loaded() {
      List<String> loaded = new ArrayList<>();
      for (Class<?> dialect :
          List.of(
              OpenAiChat.class,
              AnthropicMessages.class,
              GeminiGenerateContent.class,
              MistralFim.class)) {
        if (findLoadedClass(dialect.getName()) != null) {
          loaded.add(dialect.getSimpleName());
        }
      }
      return loaded;
    }
  }
}
