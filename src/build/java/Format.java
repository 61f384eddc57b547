import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that every Java file under the folders has the form that google-java-format writes. If the
 * first argument is {@code fix} instead of {@code check}, rewrites the files that do not. The build
 * runs this program on its own JDK, whatever JDK runs Maven.
 */
final class Format {
  public static void main(String[] args) throws Exception {
    boolean fix = args[0].equals("fix");
    Formatter formatter = new Formatter(JavaFormatterOptions.defaultOptions());
    List<Path> wrong = new ArrayList<>();
    for (String folder : List.of(args).subList(1, args.length)) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
          String text = Files.readString(file);
          String ordered =
              ImportOrderer.reorderImports(
                  RemoveUnusedImports.removeUnusedImports(text), JavaFormatterOptions.Style.GOOGLE);
          String formatted = formatter.formatSource(ordered);
          if (!formatted.equals(text)) {
            wrong.add(file);
            if (fix) {
              Files.writeString(file, formatted);
            }
          }
        }
      }
    }
    if (!wrong.isEmpty()) {
      wrong.forEach(file -> System.err.println((fix ? "formatted: " : "not formatted: ") + file));
      if (!fix) {
        System.err.println("run: mvn process-sources -Dformat=fix");
        System.exit(1);
      }
    }
  }
}
