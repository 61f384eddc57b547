package dev.byok.cli.completion;

import dev.byok.cli.completion.CommandTree.Option;
import dev.byok.cli.completion.CommandTree.Positional;
import dev.byok.cli.completion.ValueKind.Names;
import dev.byok.cli.completion.ValueKind.Plain;
import dev.byok.cli.completion.ValueKind.Word;
import dev.byok.cli.completion.ValueKind.Words;
import java.util.ArrayList;
import java.util.List;

/** The completion script for fish: a line for each option, each command and each kind of word. */
final class FishScript {
  private final CommandTree root;

  FishScript(CommandTree root) {
    this.root = root;
  }

  String text() {
    List<String> paths = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    List<Option> common = root.common();
    common.forEach(option -> lines.addAll(lines("complete -c byok", option)));
    root.each(command -> {
      if (!command.path().isEmpty()) {
        boolean nested = command.path().indexOf(' ') > 0;
        paths.add(quoted(nested ? command.path() : " " + command.path()));
      }
      List<String> own = lines(command, common);
      if (!own.isEmpty()) {
        lines.add("");
        lines.add("# byok" + (command.path().isEmpty() ? "" : " " + command.path()));
        lines.addAll(own);
      }
    });
    return Template.read("byok.fish")
        .with("commands", List.of(" ".repeat(24) + "case " + String.join(" ", paths)))
        .with("valued", List.of(" ".repeat(24) + "case " + String.join(" ", root.namesWithValue())))
        .with("complete", lines)
        .text();
  }

  private static List<String> lines(CommandTree command, List<Option> common) {
    List<String> lines = new ArrayList<>();
    String at = "__byok_at " + quoted(command.path());
    for (CommandTree each : command.below()) {
      lines.add(line(at + " 0") + " -a " + each.name() + " -d " + quoted(each.summary()));
    }
    for (Positional word : command.positionals()) {
      String place = word.isLast() ? at : at + " " + word.index();
      for (String suggested : suggestions(word.kind())) {
        lines.add(line(place) + suggested);
      }
    }
    command.without(common).forEach(option -> lines.addAll(lines(line(at), option)));
    return lines;
  }

  private static List<String> lines(String begin, Option option) {
    String start = begin + names(option) + needed(option);
    List<String> suggestions = option.kind() == null ? List.of() : suggestions(option.kind());
    String described = " -d " + quoted(option.summary());
    if (suggestions.size() <= 1) {
      return List.of(start + String.join("", suggestions) + described);
    }
    List<String> lines = new ArrayList<>(List.of(start + described));
    suggestions.forEach(suggested -> lines.add(start + suggested));
    return lines;
  }

  private static String line(String condition) {
    return "complete -c byok -n " + quoted(condition);
  }

  private static String names(Option option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^--?", ""));
    }
    return names.toString();
  }

  private static String needed(Option option) {
    if (option.kind() == null || option.mayLackValue()) {
      return "";
    }
    return option.kind() == Plain.FILE ? " -r -F" : " -x";
  }

  /** Returns the arguments that suggest the values; several if the values have descriptions. */
  private static List<String> suggestions(ValueKind kind) {
    return switch (kind) {
      case Words(_, var words) -> {
        if (words.stream().noneMatch(word -> word.note() != null)) {
          String all = String.join(" ", words.stream().map(Word::text).toList());
          yield List.of(" -a " + quoted(all));
        }
        yield words.stream().map(FishScript::suggested).toList();
      }
      case Names(Source source) -> List.of(" -a " + quoted("(__byok_ask " + source.word() + ")"));
      case Plain.VARIABLE -> List.of(" -a '(set --names --export)'");
      case Plain.FILE, Plain.TEXT -> List.of();
    };
  }

  private static String suggested(Word word) {
    String note = word.note();
    return " -a " + word.text() + (note == null ? "" : " -d " + quoted(note));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
