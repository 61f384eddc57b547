package dev.byok.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A behavior script: commands, and what each must print.
 *
 * <pre>
 * # a comment
 * $ byok run -m demo/error-401 hi      a line for the system's shell
 * the expected stdout, line by line
 * 2&gt; the expected stderr
 * ? 4                                  the exit code, if it is not 0
 *
 * == notes.txt                         a file in the working folder, up to the next or the end
 * its content
 * </pre>
 *
 * {@code [..]} matches any text within a line, a line with only {@code [...]} any number of lines.
 * A backslash at the start of a line makes the rest literal. Blank lines before the next command do
 * not count. Output without a newline at its end is shown with {@code [no newline]}.
 */
record Script(Map<String, String> files, List<Step> steps) {
  private static final String ANY = "[..]";
  private static final String ANY_LINES = "[...]";

  /** One command, the number of its line, and what it must do. */
  record Step(int line, String command, List<String> out, List<String> err, int exitCode) {
    /** Returns what it did, in the form of a script, or an empty text if it did what it must. */
    String difference(String actualOut, String actualErr, int actualCode) {
      List<String> shownOut = shown(actualOut);
      List<String> shownErr = shown(actualErr);
      if (actualCode == exitCode && fits(out, shownOut) && fits(err, shownErr)) {
        return "";
      }
      return "line "
          + line
          + ", wanted:\n"
          + text(out, err, exitCode)
          + "but was:\n"
          + text(shownOut, shownErr, actualCode);
    }

    private String text(List<String> outLines, List<String> errLines, int code) {
      StringBuilder text = new StringBuilder("$ ").append(command).append('\n');
      outLines.forEach(each -> text.append(each).append('\n'));
      errLines.forEach(each -> text.append("2> ").append(each).append('\n'));
      return code == 0 ? text.toString() : text.append("? ").append(code).append('\n').toString();
    }
  }

  static Script read(Path file) throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    List<Step> steps = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    int i = 0;
    while (i < lines.size() && !lines.get(i).startsWith("== ")) {
      if (lines.get(i).startsWith("$ ")) {
        int first = i;
        i++;
        while (i < lines.size()
            && !lines.get(i).startsWith("$ ")
            && !lines.get(i).startsWith("== ")) {
          i++;
        }
        steps.add(step(first + 1, lines.subList(first, i)));
      } else {
        i++;
      }
    }
    while (i < lines.size()) {
      String name = lines.get(i).substring("== ".length());
      StringBuilder content = new StringBuilder();
      for (i++; i < lines.size() && !lines.get(i).startsWith("== "); i++) {
        content.append(lines.get(i)).append('\n');
      }
      files.put(name, content.toString().stripTrailing() + "\n");
    }
    return new Script(files, steps);
  }

  private static Step step(int number, List<String> lines) {
    List<String> out = new ArrayList<>();
    List<String> err = new ArrayList<>();
    int exitCode = 0;
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("2> ")) {
        err.add(line.substring(3));
      } else if (line.startsWith("? ")) {
        exitCode = Integer.parseInt(line.substring(2).strip());
      } else if (line.startsWith("\\")) {
        out.add(line.substring(1));
      } else if (!line.startsWith("#")) {
        out.add(line);
      }
    }
    while (!out.isEmpty() && out.getLast().isEmpty()) {
      out.removeLast();
    }
    return new Step(number, lines.getFirst().substring(2), out, err, exitCode);
  }

  private static List<String> shown(String output) {
    if (output.isEmpty()) {
      return List.of();
    }
    boolean ends = output.endsWith("\n");
    String body = ends ? output.substring(0, output.length() - 1) : output + "[no newline]";
    return List.of(body.split("\n", -1));
  }

  private static boolean fits(List<String> wanted, List<String> actual) {
    if (wanted.isEmpty()) {
      return actual.isEmpty();
    }
    List<String> rest = wanted.subList(1, wanted.size());
    if (wanted.getFirst().equals(ANY_LINES)) {
      for (int skipped = 0; skipped <= actual.size(); skipped++) {
        if (fits(rest, actual.subList(skipped, actual.size()))) {
          return true;
        }
      }
      return false;
    }
    return !actual.isEmpty()
        && fits(wanted.getFirst(), actual.getFirst())
        && fits(rest, actual.subList(1, actual.size()));
  }

  private static boolean fits(String wanted, String actual) {
    StringBuilder pattern = new StringBuilder();
    for (String literal : wanted.split(Pattern.quote(ANY), -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    return actual.matches(pattern.toString());
  }
}
