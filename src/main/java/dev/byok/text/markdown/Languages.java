package dev.byok.text.markdown;

import dev.byok.text.markdown.Language.Block;
import dev.byok.text.markdown.Language.Form;
import java.util.List;
import java.util.Set;

/** Finds a language to highlight by the name that a fence gives it. */
final class Languages {
  private static final Language PLAIN =
      new Language(Set.of(), List.of(), List.of(), "", Form.PLAIN);
  private static final List<Block> C_COMMENT = List.of(Block.comment("/*", "*/"));

  private Languages() {}

  static Language of(String name) {
    return switch (name) {
      case "java" ->
          slashed(
              "abstract assert boolean break byte case catch char class continue default do double"
                  + " else enum extends final finally float for if implements import instanceof int"
                  + " interface long new null package permits private protected public record"
                  + " return sealed short static super switch synchronized this throw throws"
                  + " transient true false try var void volatile while yield",
              "\"\"\"");
      case "kotlin", "kt" ->
          slashed(
              "as break class companion const continue data do else false for fun if import in"
                  + " interface internal is lateinit null object open override package private"
                  + " protected public return sealed super suspend this throw true try typealias"
                  + " val var when while",
              "\"\"\"");
      case "js", "javascript", "jsx", "mjs", "ts", "typescript", "tsx" ->
          slashed(
              "abstract any as async await boolean break case catch class const continue debugger"
                  + " declare default delete do else enum export extends false finally for from"
                  + " function if implements import in instanceof interface keyof let namespace"
                  + " never new null number of private protected public readonly return static"
                  + " string super switch this throw true try type typeof undefined unknown var"
                  + " void while yield",
              "`");
      case "go", "golang" ->
          slashed(
              "any bool break byte case chan const continue default defer else error fallthrough"
                  + " false float32 float64 for func go goto if import int int32 int64 interface"
                  + " iota map nil package range return rune select string struct switch true type"
                  + " uint var",
              "`");
      case "rust", "rs" ->
          slashed(
              "as async await bool break const continue crate dyn else enum extern false fn for if"
                  + " impl in let loop match mod move mut pub ref return self Self static str"
                  + " String struct super trait true type u8 u16 u32 u64 i32 i64 f32 f64 unsafe use"
                  + " usize where while");
      case "c", "h", "cpp", "c++", "cc", "hpp", "cs", "csharp", "c#" ->
          slashed(
              "auto bool break case catch char class const constexpr continue default delete do"
                  + " double else enum explicit extern false float for foreach friend goto if"
                  + " include inline int internal long namespace new null nullptr operator override"
                  + " private protected public return short signed sizeof static string struct"
                  + " switch template this throw true try typedef typename union unsigned using var"
                  + " virtual void volatile while");
      case "python", "py", "python3" ->
          new Language(
              words(
                  "and as assert async await break case class continue def del elif else except"
                      + " False finally for from global if import in is lambda match None nonlocal"
                      + " not or pass raise return self True try while with yield"),
              List.of("#"),
              List.of(Block.string("\"\"\""), Block.string("'''")),
              "\"'",
              Form.PROGRAM);
      case "sh", "bash", "shell", "zsh", "console" ->
          new Language(
              words(
                  "case cd do done echo elif else esac exit export fi for function if in local"
                      + " read return set shift source sudo then trap unset until while"),
              List.of("#"),
              List.of(),
              "\"'",
              Form.PROGRAM);
      case "sql" ->
          new Language(
              words(
                  "add all alter and as asc begin between by case check commit constraint create"
                      + " cross default delete desc distinct drop else end exists foreign from full"
                      + " group having if in index inner insert into is join key left like limit"
                      + " not null offset on or order outer over partition primary references"
                      + " returning right rollback select set table then union unique update using"
                      + " values view when where with"),
              List.of("--"),
              C_COMMENT,
              "'\"",
              Form.ANY_CASE);
      case "json", "jsonc", "json5" ->
          new Language(words("true false null"), List.of("//"), C_COMMENT, "\"", Form.KEYED);
      case "yaml", "yml", "toml", "ini", "properties" ->
          new Language(
              words("true false null yes no on off"), List.of("#"), List.of(), "\"'", Form.KEYED);
      case "css", "scss", "less" ->
          new Language(
              words("important media import keyframes supports inherit initial none auto"),
              List.of(),
              C_COMMENT,
              "\"'",
              Form.KEYED);
      case "html", "xml", "svg", "xhtml", "vue" ->
          new Language(
              Set.of(), List.of(), List.of(Block.comment("<!--", "-->")), "\"'", Form.MARKUP);
      default -> PLAIN;
    };
  }

  private static Language slashed(String keywords) {
    return new Language(words(keywords), List.of("//"), C_COMMENT, "\"'", Form.PROGRAM);
  }

  private static Language slashed(String keywords, String stringOfLines) {
    return new Language(
        words(keywords),
        List.of("//"),
        List.of(C_COMMENT.getFirst(), Block.string(stringOfLines)),
        "\"'",
        Form.PROGRAM);
  }

  private static Set<String> words(String text) {
    return Set.copyOf(List.of(text.split(" ", -1)));
  }
}
