package dev.byok.cli.clients;

import dev.byok.catalog.Provider;
import dev.byok.cli.line.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A program that {@code --for} knows, with the wire formats that it speaks through the gateway. */
public enum Program {
  ZED,
  CLINE,
  CONTINUE,
  CLAUDE,
  CODEX,
  OPENCODE,
  GEMINI,
  AIDER,
  LLM;

  static final String OPTION = "--for";

  private static final String CHAT = "openai-chat";
  private static final String RESPONSES = "openai-responses";
  private static final String MESSAGES = "anthropic-messages";
  private static final String GEMINI_CONTENT = "gemini-generate-content";

  /** The providers whose models opencode knows. It cannot be asked for any other model. */
  private static final List<String> OPENCODES = List.of("openai", "anthropic", "google");

  /** Returns the program with this name; fails for any other. */
  static Program of(String name) {
    for (Program program : values()) {
      if (program.label().equals(name)) {
        return program;
      }
    }
    throw Values.wrong(OPTION, name, String.join(", ", labels()));
  }

  /** Returns the names of all programs. */
  public static List<String> labels() {
    List<String> labels = new ArrayList<>();
    for (Program program : values()) {
      labels.add(program.label());
    }
    return labels;
  }

  /** Returns the first of its wire formats in which it can use the provider, or null. */
  @Nullable String wireTo(Provider provider) {
    if (usesSeveral() && !OPENCODES.contains(provider.id())) {
      return null;
    }
    for (String wire : wires()) {
      if (provider.speaks(wire)) {
        return wire;
      }
    }
    return null;
  }

  private List<String> wires() {
    return switch (this) {
      case ZED, CLINE, CONTINUE, LLM -> List.of(CHAT);
      case CLAUDE -> List.of(MESSAGES);
      case CODEX -> List.of(RESPONSES);
      case OPENCODE -> List.of(RESPONSES, MESSAGES, GEMINI_CONTENT);
      case GEMINI -> List.of(GEMINI_CONTENT);
      case AIDER -> List.of(CHAT, MESSAGES);
    };
  }

  /** Whether it uses the keys of several providers at once. */
  boolean usesSeveral() {
    return this == OPENCODE;
  }

  /** Returns the path of the version in this wire format. */
  static String version(String wire) {
    return wire.equals(GEMINI_CONTENT) ? "/v1beta" : "/v1";
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
