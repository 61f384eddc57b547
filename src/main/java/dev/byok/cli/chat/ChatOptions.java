package dev.byok.cli.chat;

import dev.byok.cli.ask.RunOptions;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Values;
import dev.byok.client.Terms;
import dev.byok.config.Config;
import dev.byok.conversation.Options;
import java.util.Map;

/**
 * The options of every prompt of a chat.
 *
 * @param given the command line, for options that depend on the model
 * @param saves whether the session is saved
 */
record ChatOptions(
    Arguments given, Options generation, Terms terms, Map<String, String> tags, boolean saves) {
  static ChatOptions of(Config config, Arguments given) {
    return new ChatOptions(
        given,
        RunOptions.generation(given, null),
        RunOptions.terms(given, config),
        Values.tags(given.texts("--tag")),
        !given.has("--no-save"));
  }
}
