package dev.byok.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The commands that the papers of this project show in their code blocks. */
public final class Snippets {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(console|sh)\n(.*?)^```$");

  private Snippets() {}

  /** README, what is beside it, docs, and the archive's README. */
  public static List<Path> papers() throws IOException {
    List<Path> papers = new ArrayList<>();
    for (Path folder : List.of(Path.of(""), Path.of("docs"), Path.of("src/archive"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(papers::add);
      }
    }
    return papers;
  }

  /**
   * Returns the commands of a paper in their order. In a {@code console} block these are the lines
   * after a {@code $}, since the others show output; in a {@code sh} block, each line, or the whole
   * block if it is one command of several lines.
   */
  public static List<String> commands(Path paper) throws IOException {
    List<String> commands = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(Files.readString(paper));
    while (blocks.find()) {
      String block = blocks.group(2);
      if (block.contains("\nesac\n")) {
        commands.add(block);
      } else if (blocks.group(1).equals("sh")) {
        block.lines().forEach(commands::add);
      } else {
        block
            .lines()
            .filter(line -> line.startsWith("$ "))
            .forEach(line -> commands.add(line.substring(2)));
      }
    }
    return commands;
  }
}
