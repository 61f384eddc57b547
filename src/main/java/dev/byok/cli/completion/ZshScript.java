package dev.byok.cli.completion;

import dev.byok.cli.completion.CommandTree.Option;
import dev.byok.cli.completion.CommandTree.Positional;
import dev.byok.cli.completion.ValueKind.Names;
import dev.byok.cli.completion.ValueKind.Plain;
import dev.byok.cli.completion.ValueKind.Word;
import dev.byok.cli.completion.ValueKind.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The completion script for zsh: a function for each command, which describes its options and
 * words.
 */
final class ZshScript {
  private final CommandTree root;
  private final List<Option> common;
  private final Map<String, String> describing = new TreeMap<>();

  ZshScript(CommandTree root) {
    this.root = root;
    this.common = root.common();
  }

  String text() {
    List<String> commands = new ArrayList<>();
    root.each(command -> commands.add(function(command)));
    List<String> functions = new ArrayList<>(describing.values());
    functions.addAll(commands);
    return Template.read("_byok").with("functions", functions).text();
  }

  private String function(CommandTree command) {
    boolean isGroup = !command.below().isEmpty();
    StringBuilder text = new StringBuilder(functionName(command.path())).append("() {\n");
    if (command.path().isEmpty()) {
      text.append("  local _byok_program=$words[1]\n  local -a _byok_common=(\n");
      common.forEach(option -> text.append("    ").append(spec(option)).append('\n'));
      text.append("  )\n");
    }
    if (isGroup) {
      text.append("  local context curcontext=$curcontext state ret=1\n");
      text.append("  local -a line commands\n  local -A opt_args\n");
    }
    text.append("  _arguments -s -S").append(isGroup ? " -C" : "").append(" $_byok_common");
    for (String spec : specs(command)) {
      text.append(" \\\n    ").append(spec);
    }
    text.append(isGroup ? " && ret=0\n" : "\n");
    if (isGroup) {
      text.append(below(command));
    }
    return text.append("}\n").toString();
  }

  private static String below(CommandTree command) {
    StringBuilder text = new StringBuilder("  case $state in\n    command)\n      commands=(\n");
    for (CommandTree each : command.below()) {
      String described = colons(each.name()) + ":" + each.summary();
      text.append("        ").append(Template.quoted(described)).append('\n');
    }
    text.append("      )\n      _describe -t commands command commands && ret=0\n      ;;\n");
    text.append("    words)\n      case $words[1] in\n");
    for (CommandTree each : command.below()) {
      text.append("        ")
          .append(each.name())
          .append(") ")
          .append(functionName(each.path()))
          .append(" && ret=0 ;;\n");
    }
    return text.append("      esac\n      ;;\n  esac\n  return ret\n").toString();
  }

  private List<String> specs(CommandTree command) {
    List<String> specs = new ArrayList<>();
    command.without(common).forEach(option -> specs.add(spec(option)));
    if (!command.below().isEmpty()) {
      specs.add("'1: :->command'");
      specs.add("'*:: :->words'");
    }
    for (Positional word : command.positionals()) {
      String place = word.isLast() ? "*" : Integer.toString(word.index() + 1);
      specs.add(
          Template.quoted(place + ":" + colons(word.label()) + ":" + wordAction(word.kind())));
    }
    return specs;
  }

  /**
   * Returns the specification of an option. Zsh expands several names in braces to one for each.
   */
  private String spec(Option option) {
    List<String> names = option.names().stream().map(name -> name + mark(option, name)).toList();
    String before = exclusions(option);
    return names.size() == 1
        ? Template.quoted(before + names.get(0) + described(option))
        : Template.quoted(before)
            + "{"
            + String.join(",", names)
            + "}"
            + Template.quoted(described(option));
  }

  /** Returns what is no longer offered once this option is given. */
  private static String exclusions(Option option) {
    if (option.isRepeatable()) {
      return "*";
    }
    return option.endsAll() ? "(- *)" : "(" + String.join(" ", option.names()) + ")";
  }

  private static String mark(Option option, String name) {
    if (option.kind() == null) {
      return "";
    }
    return option.mayLackValue() ? "=-" : name.startsWith("--") ? "=" : "+";
  }

  private String described(Option option) {
    String summary = "[" + option.summary().replace("\\", "\\\\").replace("]", "\\]") + "]";
    ValueKind kind = option.kind();
    if (kind == null) {
      return summary;
    }
    return summary
        + (option.mayLackValue() ? "::" : ":")
        + colons(option.label())
        + ":"
        + action(kind);
  }

  /** Free text gets no message, because a message would keep zsh from inserting a sole option. */
  private String wordAction(ValueKind kind) {
    return kind == Plain.TEXT ? "{:}" : action(kind);
  }

  private String action(ValueKind kind) {
    return switch (kind) {
      case Words words -> words(words);
      case Names(Source source) ->
          "{_byok_ask " + source.word() + " " + Template.quoted(source.noun()) + "}";
      case Plain.FILE -> "_files";
      case Plain.VARIABLE -> "_parameters -g \"*export*\"";
      case Plain.TEXT -> " ";
    };
  }

  private String words(Words words) {
    if (words.words().stream().noneMatch(word -> word.note() != null)) {
      return "(" + String.join(" ", words.words().stream().map(Word::text).toList()) + ")";
    }
    String function = "_byok_each_" + words.noun();
    StringBuilder text = new StringBuilder(function).append("() {\n  local -a described=(\n");
    for (Word word : words.words()) {
      String note = word.note() == null ? "" : ":" + word.note();
      text.append("    ").append(Template.quoted(colons(word.text()) + note)).append('\n');
    }
    text.append("  )\n  _describe -t ").append(words.noun()).append("s ").append(words.noun());
    describing.put(function, text.append(" described\n}\n").toString());
    return function;
  }

  private static String functionName(String path) {
    return path.isEmpty() ? "_byok" : "_byok_" + path.replace(' ', '_');
  }

  private static String colons(String text) {
    return text.replace(":", "\\:");
  }
}
