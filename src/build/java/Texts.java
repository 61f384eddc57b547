import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Prints every text that users can read: each sentence in the sources and in the outcomes of {@code
 * errors.json}, on a line of the form {@code FILE:LINE: TEXT}. Values that are filled in at run
 * time are shown as {@code …}.
 */
final class Texts {
  /** Matches two words. Names, patterns and protocols have no blank between letters. */
  private static final Pattern SENTENCE = Pattern.compile("\\p{L}[,;:]? [\\p{L}…]");

  private static final Pattern OUTCOME =
      Pattern.compile("\"(?:text|hint)\": *\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final SourcePositions positions;
  private final CompilationUnitTree unit;
  private final String file;

  private Texts(SourcePositions positions, CompilationUnitTree unit) {
    this.positions = positions;
    this.unit = unit;
    file = Path.of(unit.getSourceFile().getName()).toString();
  }

  public static void main(String[] args) throws IOException {
    Path sources = Path.of("src/main/java");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> all = Files.walk(sources)) {
      List<File> java =
          all.filter(each -> each.toString().endsWith(".java")).sorted().map(Path::toFile).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromFiles(java));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Texts(positions, unit).print();
      }
    }
    printOutcomes(Path.of("src/main/resources/dev/byok/errors.json"));
  }

  private static void printOutcomes(Path file) throws IOException {
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      Matcher outcomes = OUTCOME.matcher(line);
      while (outcomes.find()) {
        print(file + ":" + number, outcomes.group(1).replaceAll("\\{[a-z]+}", "…"));
      }
    }
  }

  private void print() {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitBinary(BinaryTree sum, Void none) {
        if (sum.getKind() == Tree.Kind.PLUS && holdsText(sum)) {
          Texts.print(place(sum), text(sum));
          return null;
        }
        return super.visitBinary(sum, none);
      }

      @Override
      public Void visitLiteral(LiteralTree literal, Void none) {
        if (literal.getValue() instanceof String text) {
          Texts.print(place(literal), text);
        }
        return null;
      }

      @Override
      public Void visitAnnotation(AnnotationTree annotation, Void none) {
        return null;
      }
    }.scan(unit, null);
  }

  private static void print(String place, String text) {
    if (SENTENCE.matcher(text).find()) {
      System.out.println(place + ": " + text.replace("\n", "\\n"));
    }
  }

  private String place(Tree tree) {
    long line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    return file + ":" + line;
  }

  private static boolean holdsText(ExpressionTree tree) {
    return switch (tree) {
      case BinaryTree sum -> holdsText(sum.getLeftOperand()) || holdsText(sum.getRightOperand());
      case LiteralTree literal -> literal.getValue() instanceof String;
      default -> false;
    };
  }

  private static String text(ExpressionTree tree) {
    return switch (tree) {
      case BinaryTree sum when holdsText(sum) ->
          text(sum.getLeftOperand()) + text(sum.getRightOperand());
      case LiteralTree literal -> String.valueOf(literal.getValue());
      case ParenthesizedTree inner -> text(inner.getExpression());
      default -> "…";
    };
  }
}
