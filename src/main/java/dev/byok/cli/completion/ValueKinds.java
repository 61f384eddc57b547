package dev.byok.cli.completion;

import dev.byok.budget.Per;
import dev.byok.catalog.Catalog;
import dev.byok.cli.ask.MarkdownSink;
import dev.byok.cli.completion.ValueKind.Names;
import dev.byok.cli.completion.ValueKind.Plain;
import dev.byok.cli.completion.ValueKind.Word;
import dev.byok.cli.completion.ValueKind.Words;
import dev.byok.cli.line.Colors;
import dev.byok.cli.sessions.SessionsExportCommand;
import dev.byok.cli.settings.ConfigCommands;
import dev.byok.cli.usage.Filters;
import dev.byok.cli.usage.Groupings;
import dev.byok.conversation.Options;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The kind of value that each option and each word takes. A missing one gives null, which a test
 * finds: whoever adds an option must decide what completes it, even if nothing does.
 */
final class ValueKinds {
  private final Catalog catalog;
  private final List<Word> commands;

  /**
   * @param commands the first words after {@code byok}, with what each command does
   */
  ValueKinds(Catalog catalog, List<Word> commands) {
    this.catalog = catalog;
    this.commands = List.copyOf(commands);
  }

  /**
   * Returns the kind of an option's value.
   *
   * @param command without {@code byok}, such as {@code keys add}
   * @param option its longest name
   */
  @Nullable ValueKind ofOption(String command, String option) {
    return switch (option) {
      case "--color" -> Words.of("when", Colors.WHEN);
      case "--effort" -> Words.of("level", lowerCase(List.of(Options.Effort.values())));
      case "--wire" -> Words.of("wire", List.of("chat", "responses", "converse"));
      case "--format" ->
          Words.of(
              "form",
              command.equals("sessions export")
                  ? SessionsExportCommand.FORMATS
                  : MarkdownSink.FORMATS);
      case "--by" -> Words.of("grouping", Groupings.names());
      case "--status" -> Words.of("status", Filters.statuses());
      case "--per" -> Words.of("period", Per.labels());
      case "--since", "--until" ->
          Words.of("time", List.of("today", "yesterday", "week", "month", "year"));
      case "--chart" -> Words.of("what", List.of("tokens", "cost"));
      case "--model" ->
          // A key belongs to one provider, so the model's name omits the provider.
          command.equals("keys add") ? Plain.TEXT : new Names(Source.MODELS);
      case "--session" -> new Names(Source.SESSIONS);
      case "--key" -> new Names(Source.KEYS);
      case "--provider" -> providers(false);
      case "--file", "--schema", "--prefix", "--suffix", "--output", "--env-file" -> Plain.FILE;
      case "--from-env" -> Plain.VARIABLE;
      case "--system",
          "--temperature",
          "--max-tokens",
          "--stop",
          "--seed",
          "--timeout",
          "--retries",
          "--tag",
          "--host",
          "--api-version",
          "--deployment",
          "--region",
          "--aws-profile",
          "--org",
          "--client",
          "--mode",
          "--from-command",
          "--search",
          "--lines" ->
          Plain.TEXT;
      default -> null;
    };
  }

  /**
   * Returns the kind of a positional word.
   *
   * @param command without {@code byok}
   * @param label as the help shows it
   */
  @Nullable ValueKind ofWord(String command, String label) {
    return switch (command + " " + label) {
      case "keys add PROVIDER[:LABEL]" -> providers(true);
      case "providers ID" -> providers(false);
      case "keys rm KEY", "keys test KEY" -> new Names(Source.STORED_KEYS);
      case "models PROVIDER[:LABEL]" -> new Names(Source.PROVIDERS);
      case "default REF", "alias set REF" -> new Names(Source.MODELS);
      case "alias set NAME", "alias rm NAME" -> new Names(Source.ALIASES);
      case "sessions show NAME", "sessions rm NAME", "sessions export NAME" ->
          new Names(Source.SESSIONS);
      case "config get NAME", "config set NAME", "config unset NAME" ->
          Words.of("setting", ConfigCommands.names(catalog));
      case "completion SHELL" -> Words.of("shell", Shell.words());
      case "run PROMPT",
          "compare PROMPT",
          "config set VALUE",
          "usage show ID",
          "budget set LIMIT" ->
          Plain.TEXT;
      case "help COMMAND" -> new Words("command", commands);
      default -> null;
    };
  }

  private ValueKind providers(boolean toHaveKeys) {
    return new Words(
        toHaveKeys ? "key-provider" : "provider",
        catalog.providers().stream()
            .filter(provider -> !toHaveKeys || provider.takesKey())
            .map(provider -> new Word(provider.id(), provider.name()))
            .toList());
  }

  private static List<String> lowerCase(List<? extends Enum<?>> constants) {
    return constants.stream().map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
  }
}
