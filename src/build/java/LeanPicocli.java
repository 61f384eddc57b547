import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/**
 * Spares picocli what it prepares for each command at each start and byok never uses: converters
 * for forty types, which are looked up by name (all values of byok are text), and the patterns of
 * options that can be negated (it has none).
 */
final class LeanPicocli {
  private static final String CONVERTERS = "picocli/CommandLine$BuiltIn";
  private static final String NEGATABLE = "picocli/CommandLine$RegexTransformer";
  private static final ClassDesc TRANSFORMER = ClassDesc.ofInternalName(NEGATABLE);
  private static final ClassDesc BUILDER = ClassDesc.ofInternalName(NEGATABLE + "$Builder");

  private LeanPicocli() {}

  /** Returns the class file, changed if it is one of the two. */
  static byte[] in(byte[] content) {
    ClassModel model = ClassFile.of().parse(content);
    return switch (model.thisClass().asInternalName()) {
      case CONVERTERS -> withBody(model, "excluded", code -> code.iconst_1().ireturn());
      case NEGATABLE -> withBody(model, "createDefault", LeanPicocli::withoutPatterns);
      default -> content;
    };
  }

  private static void withoutPatterns(CodeBuilder code) {
    code.new_(BUILDER)
        .dup()
        .invokespecial(BUILDER, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void))
        .invokevirtual(BUILDER, "build", MethodTypeDesc.of(TRANSFORMER))
        .areturn();
  }

  /**
   * Fails where the method is missing, so that a new version of picocli cannot undo this unseen.
   */
  private static byte[] withBody(ClassModel model, String method, Consumer<CodeBuilder> body) {
    if (model.methods().stream().noneMatch(each -> isNamed(each, method))) {
      throw new IllegalStateException("picocli has no method " + method);
    }
    MethodTransform replaced =
        (builder, element) -> {
          if (element instanceof CodeModel) {
            builder.withCode(body);
          } else {
            builder.with(element);
          }
        };
    return ClassFile.of()
        .transformClass(
            model, ClassTransform.transformingMethods(each -> isNamed(each, method), replaced));
  }

  private static boolean isNamed(MethodModel method, String name) {
    return method.methodName().equalsString(name);
  }
}
