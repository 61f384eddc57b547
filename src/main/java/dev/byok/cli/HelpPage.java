package dev.byok.cli;

import dev.byok.cli.line.Tools;
import dev.byok.term.TerminalWidth;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The help of a command: its synopsis, what it does, examples, and its options in groups. */
final class HelpPage {
  private static final int NARROWEST = 55;
  private static final int WIDEST = 100;

  /** Commands with more options than this show them in groups; the others show one group. */
  private static final int MANY = 14;

  private record Group(String heading, Set<String> options) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group(
              "The answer:",
              Set.of(
                  "--temperature",
                  "--max-tokens",
                  "--effort",
                  "--stop",
                  "--seed",
                  "--schema",
                  "--format",
                  "--show-reasoning")),
          new Group("Sessions:", Set.of("--session", "--continue", "--no-save")),
          new Group(
              "Sending:",
              Set.of(
                  "--no-stream", "--timeout", "--retries", "--over-budget", "--dry-run", "--tag")),
          new Group("Azure and Bedrock:", Set.of("--api-version", "--deployment", "--region")),
          new Group("Kilo Gateway:", Set.of("--org", "--mode", "--require-byok")));

  private static final Group COMMON =
      new Group(
          "Options of every command:",
          Set.of("--help", "--version", "--json", "--quiet", "--verbose", "--no-input", "--color"));

  private HelpPage() {}

  static String of(CommandLine line, Tools tools, boolean colored) {
    CommandSpec command = line.getCommandSpec();
    Synopsis.everywhere(command);
    command
        .usageMessage()
        .parameterListHeading("%nArguments:%n")
        .commandListHeading("%nCommands:%n");
    int columns = TerminalWidth.of(tools.terminal(), tools.env());
    line.setUsageHelpWidth(Math.clamp(columns, NARROWEST, WIDEST));
    line.setHelpSectionKeys(
        List.of(
            UsageMessageSpec.SECTION_KEY_SYNOPSIS_HEADING,
            UsageMessageSpec.SECTION_KEY_SYNOPSIS,
            UsageMessageSpec.SECTION_KEY_DESCRIPTION,
            UsageMessageSpec.SECTION_KEY_FOOTER,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_OPTION_LIST));
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPage::options);
    line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_DESCRIPTION, HelpPage::description);
    line.getHelpSectionMap()
        .put(UsageMessageSpec.SECTION_KEY_FOOTER, _ -> examples(command.qualifiedName()));
    StringWriter text = new StringWriter();
    line.usage(new PrintWriter(text), colored ? Ansi.ON : Ansi.OFF);
    return text.toString();
  }

  /**
   * Fills the paragraphs of the description. Indented lines stay as they are, so that they can be
   * copied.
   */
  private static String description(Help help) {
    int width = help.commandSpec().usageMessage().width();
    StringBuilder text = new StringBuilder("\n");
    StringBuilder paragraph = new StringBuilder();
    for (String line : help.commandSpec().usageMessage().description()) {
      boolean ends = line.isEmpty() || line.startsWith(" ");
      if (ends) {
        fill(text, paragraph, width);
        text.append(line).append('\n');
      } else {
        paragraph.append(paragraph.isEmpty() ? "" : " ").append(line);
      }
    }
    fill(text, paragraph, width);
    return text.toString();
  }

  private static void fill(StringBuilder text, StringBuilder paragraph, int width) {
    int column = 0;
    for (String word : paragraph.toString().split(" ", -1)) {
      boolean fits = column == 0 || column + 1 + word.length() < width;
      text.append(column == 0 ? "" : fits ? " " : "\n").append(word);
      column = (fits && column > 0 ? column + 1 : 0) + word.length();
    }
    if (column > 0) {
      text.append('\n');
    }
    paragraph.setLength(0);
  }

  private static String examples(String command) {
    StringBuilder text = new StringBuilder();
    for (String example : Examples.of(command)) {
      text.append("  ").append(example).append('\n');
    }
    return text.isEmpty() ? "" : "\nExamples:\n" + text;
  }

  private static String options(Help help) {
    List<OptionSpec> rest = new ArrayList<>(help.commandSpec().options());
    List<OptionSpec> common = taken(rest, COMMON);
    StringBuilder text = new StringBuilder();
    StringBuilder groups = new StringBuilder();
    if (rest.size() > MANY) {
      for (Group group : GROUPS) {
        append(groups, help, group.heading(), taken(rest, group));
      }
    }
    append(text, help, "Options:", rest);
    text.append(groups);
    append(text, help, COMMON.heading(), common);
    return text.toString();
  }

  /** Takes the options of a group out of the list. */
  private static List<OptionSpec> taken(List<OptionSpec> from, Group group) {
    List<OptionSpec> taken = new ArrayList<>();
    for (OptionSpec option : from) {
      if (group.options().contains(option.longestName())) {
        taken.add(option);
      }
    }
    from.removeAll(taken);
    return taken;
  }

  private static void append(
      StringBuilder text, Help help, String heading, List<OptionSpec> options) {
    if (options.isEmpty()) {
      return;
    }
    Layout layout = help.createDefaultLayout();
    layout.addOptions(options, help.parameterLabelRenderer());
    text.append('\n').append(heading).append('\n').append(layout);
  }
}
