package dev.byok.cli.completion;

import dev.byok.cli.completion.CommandTree.Option;
import dev.byok.cli.completion.CommandTree.Positional;
import dev.byok.cli.completion.ValueKind.Names;
import dev.byok.cli.completion.ValueKind.Plain;
import dev.byok.cli.completion.ValueKind.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The completion script for bash, which shows no descriptions. */
final class BashScript {
  private final CommandTree root;

  BashScript(CommandTree root) {
    this.root = root;
  }

  String text() {
    List<String> paths = new ArrayList<>();
    List<String> below = new ArrayList<>();
    List<String> options = new ArrayList<>();
    Map<String, List<String>> values = new LinkedHashMap<>();
    Map<String, List<String>> words = new LinkedHashMap<>();
    List<Option> common = root.common();
    putValues(values, "*", common);
    root.each(command -> {
      String path = command.path();
      if (!path.isEmpty()) {
        paths.add(Template.quoted(path));
      }
      if (!command.below().isEmpty()) {
        List<String> names = command.below().stream().map(CommandTree::name).toList();
        below.add(arm(Template.quoted(path), "_byok_offer " + String.join(" ", names)));
      }
      List<Option> own = command.without(common);
      if (!own.isEmpty()) {
        options.add(arm(Template.quoted(path), offered(own)));
      }
      putValues(values, Template.quoted(path), own);
      for (Positional word : command.positionals()) {
        String place = Template.quoted(path + " ") + (word.isLast() ? "*" : word.index());
        put(words, word.kind(), place);
      }
    });
    return Template.read("byok.bash")
        .with("commands", List.of("    " + String.join(" | ", paths) + ")"))
        .with("valued", List.of("    " + String.join(" | ", root.namesWithValue()) + ")"))
        .with("below", below)
        .with("common", List.of("  " + offered(common)))
        .with("options", options)
        .with("values", arms(values))
        .with("words", arms(words))
        .text();
  }

  private static String offered(List<Option> options) {
    List<String> groups = new ArrayList<>();
    for (Option option : options) {
      String mark = option.isRepeatable() ? "*" : "";
      groups.add(Template.quoted(mark + String.join(" ", option.names())));
    }
    return "_byok_offer_options " + String.join(" ", groups);
  }

  private static void putValues(
      Map<String, List<String>> arms, String command, List<Option> options) {
    for (Option option : options) {
      for (String name : option.names()) {
        put(arms, option.kind(), command + Template.quoted(" " + name));
      }
    }
  }

  private static void put(Map<String, List<String>> arms, @Nullable ValueKind kind, String on) {
    if (kind != null && kind != Plain.TEXT) {
      arms.computeIfAbsent(action(kind), _ -> new ArrayList<>()).add(on);
    }
  }

  private static List<String> arms(Map<String, List<String>> patterns) {
    List<String> arms = new ArrayList<>();
    patterns.forEach((action, on) -> arms.add(arm(String.join(" | ", on), action)));
    return arms;
  }

  private static String arm(String pattern, String action) {
    return "    " + pattern + ") " + action + " ;;";
  }

  private static String action(ValueKind kind) {
    return switch (kind) {
      case Words(_, var words) ->
          "_byok_offer " + String.join(" ", words.stream().map(ValueKind.Word::text).toList());
      case Names(Source source) -> "_byok_ask " + source.word();
      case Plain.FILE -> "files=1";
      case Plain.VARIABLE -> "_byok_offer $(compgen -e)";
      case Plain.TEXT -> ":";
    };
  }
}
