import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Protects the texts of commands from AsciiDoc, which would interpret a star as bold type, two
 * dashes as a long one and a straight quote as a curly one.
 */
final class LiteralText {
  /**
   * A width at which picocli breaks no synopsis: man breaks lines itself, and never at a hyphen.
   */
  private static final int UNBROKEN = 10_000;

  private static final String BLOCK = "....";

  private LiteralText() {}

  static void everywhere(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      command.remove(option);
      command.addOption(
          OptionSpec.builder(option)
              .paramLabel(literal(option.paramLabel()))
              .description(description(option))
              .build());
    }
    for (PositionalParamSpec word : List.copyOf(command.positionalParameters())) {
      command.remove(word);
      command.addPositional(
          PositionalParamSpec.builder(word)
              .paramLabel(literal(word.paramLabel()))
              .description(description(word))
              .build());
    }
    describe(command);
    command.usageMessage().width(UNBROKEN);
    for (CommandLine below : command.subcommands().values()) {
      everywhere(below.getCommandSpec());
    }
  }

  /**
   * Makes the page's description from the description that {@code --help} shows. Its first line is
   * also the line that other pages list the command with.
   */
  private static void describe(CommandSpec command) {
    var usage = command.usageMessage();
    String[] description = usage.description();
    String line = description[0];
    List<String> page = new ArrayList<>();
    page.add(literal(sentence(line)));
    page.add("");
    addLines(Arrays.copyOfRange(description, 1, description.length), page);
    usage.header(literal(line));
    usage.description(page.toArray(new String[0]));
    usage.customSynopsis(literal(String.join(" ", usage.customSynopsis())));
  }

  /** Adds lines. Indented ones are examples and lists, and keep their form as literal blocks. */
  private static void addLines(String[] lines, List<String> page) {
    boolean block = false;
    for (String line : lines) {
      boolean indented = line.startsWith("  ");
      if (indented != block) {
        page.add(indented ? "" : BLOCK);
        page.add(indented ? BLOCK : "");
        block = indented;
      }
      page.add(indented ? line.substring(2) : literal(line));
    }
    if (block) {
      page.add(BLOCK);
    }
  }

  private static String sentence(String line) {
    String end = line.endsWith(".") ? "" : ".";
    return Character.toUpperCase(line.charAt(0)) + line.substring(1) + end;
  }

  private static String[] description(ArgSpec arg) {
    String[] lines = arg.description();
    for (int i = 0; i < lines.length; i++) {
      lines[i] = literal(lines[i]);
    }
    return lines;
  }

  private static String literal(String text) {
    return text.isEmpty() ? "" : "pass:c[" + text.replace("]", "\\]") + "]";
  }
}
