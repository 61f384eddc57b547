import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Makes Jackson's parser create its four decimal constants where it compares with them. On JDK 25
 * initializing BigDecimal takes 12 ms, and every prompt reads JSON, but no prompt compares decimals
 * with these constants.
 */
final class LazyDecimals {
  private static final String OWNER = "tools/jackson/core/base/ParserMinimalBase";

  /** The parsers that name the constants, which are the first one's. */
  private static final Set<String> PARSERS =
      Set.of(
          OWNER,
          "tools/jackson/core/base/ParserBase",
          "tools/jackson/databind/util/TokenBuffer$Parser");

  private static final Set<String> NAMES =
      Set.of("BD_MIN_INT", "BD_MAX_INT", "BD_MIN_LONG", "BD_MAX_LONG");
  private static final ClassDesc DECIMAL = ClassDesc.of("java.math.BigDecimal");
  private static final ClassDesc INTEGER = ClassDesc.of("java.math.BigInteger");

  private LazyDecimals() {}

  /** Returns the class file, changed if it reads or writes one of the constants. */
  static byte[] in(byte[] content) {
    ClassFile classFile = ClassFile.of();
    ClassModel model = classFile.parse(content);
    if (model.methods().stream()
        .flatMap(method -> method.code().stream())
        .noneMatch(LazyDecimals::hasConstant)) {
      return content;
    }
    MethodTransform method =
        (builder, element) -> {
          if (element instanceof CodeModel code) {
            builder.withCode(body -> withoutWrites(code).forEach(each -> READS.accept(body, each)));
          } else {
            builder.with(element);
          }
        };
    return classFile.transformClass(model, ClassTransform.transformingMethods(method));
  }

  /** Replaces a read of a constant by making it from the integer of the same value. */
  private static final CodeTransform READS =
      (builder, element) -> {
        if (isConstant(element, Opcode.GETSTATIC)) {
          FieldInstruction field = (FieldInstruction) element;
          String integer = field.name().stringValue().replace("BD_", "BI_");
          builder
              .new_(DECIMAL)
              .dup()
              .getstatic(ClassDesc.ofInternalName(OWNER), integer, INTEGER)
              .invokespecial(DECIMAL, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, INTEGER));
        } else {
          builder.with(element);
        }
      };

  /** Leaves out each write of a constant, from the {@code new} that begins it. */
  private static List<CodeElement> withoutWrites(CodeModel code) {
    List<CodeElement> kept = new ArrayList<>();
    for (CodeElement element : code) {
      if (isConstant(element, Opcode.PUTSTATIC)) {
        while (!(kept.removeLast() instanceof NewObjectInstruction)) {
          // Removes what makes the value.
        }
      } else {
        kept.add(element);
      }
    }
    return kept;
  }

  private static boolean hasConstant(CodeModel code) {
    return code.elementStream()
        .anyMatch(each -> isConstant(each, Opcode.GETSTATIC) || isConstant(each, Opcode.PUTSTATIC));
  }

  private static boolean isConstant(CodeElement element, Opcode opcode) {
    return element instanceof FieldInstruction field
        && field.opcode() == opcode
        && NAMES.contains(field.name().stringValue())
        && PARSERS.contains(field.owner().asInternalName());
  }
}
