import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleMainClassAttribute;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;

/**
 * Describes byok and its libraries as one module, which jlink puts into the runtime. The runtime
 * then needs no class path: it opens no jar, reads no manifest, and its class cache is valid
 * wherever the image is.
 */
final class ModuleInfo {
  static final String NAME = "byok";

  /** The security provider's package. */
  private static final String TLS = "org.conscrypt";

  /** The services that libraries look up. */
  private static final List<String> USED =
      List.of(
          "org.freedesktop.dbus.spi.message.ISocketProvider",
          "org.freedesktop.dbus.spi.transport.ITransportProvider",
          "org.jline.terminal.impl.TerminalGraphics",
          "org.jline.terminal.spi.TerminalProvider",
          "org.slf4j.spi.SLF4JServiceProvider");

  /** Services that code of the libraries can look up, but none that byok calls. */
  private static final Set<String> NEVER_LOOKED_UP =
      Set.of("java.nio.file.spi.FileSystemProvider", "tools.jackson.databind.JacksonModule");

  private ModuleInfo() {}

  /**
   * Returns the class file.
   *
   * @param files classes and resources, by their paths
   * @param services the providers of each service, by the services' names
   * @param required the runtime's modules that the classes use
   * @throws IllegalStateException if a class looks up a service that is in neither list
   */
  static byte[] of(
      Map<String, byte[]> files, Map<String, List<String>> services, List<String> required) {
    Set<String> packages = new TreeSet<>();
    files.forEach((path, content) -> {
      if (path.endsWith(".class")) {
        check(content);
      }
      String folder = path.substring(0, Math.max(0, path.lastIndexOf('/'))).replace('/', '.');
      // A folder such as 2019-09 can have resources, but it is not a package.
      if (SourceVersion.isName(folder)) {
        packages.add(folder);
      }
    });
    Map<String, List<String>> provided = new TreeMap<>(services);
    provided.keySet().retainAll(USED);
    ModuleAttribute module =
        ModuleAttribute.of(
            ModuleDesc.of(NAME),
            builder -> {
              for (String each : required) {
                int flags = each.equals("java.base") ? ClassFile.ACC_MANDATED : 0;
                builder.requires(ModuleDesc.of(each), flags, null);
              }
              // The runtime makes the objects of a security provider by reflection.
              builder.exports(PackageDesc.of(TLS), List.of(), ModuleDesc.of("java.base"));
              USED.forEach(service -> builder.uses(ClassDesc.of(service)));
              provided.forEach((service, providers) ->
                  builder.provides(
                      ClassDesc.of(service),
                      providers.stream().map(ClassDesc::of).toArray(ClassDesc[]::new)));
            });
    return ClassFile.of()
        .buildModule(
            module,
            builder ->
                builder
                    .with(
                        ModulePackagesAttribute.ofNames(
                            packages.stream().map(PackageDesc::of).toList()))
                    .with(ModuleMainClassAttribute.of(ClassDesc.of("dev.byok.Main"))));
  }

  /** In a module, looking up a service that it does not declare fails at run time. */
  private static void check(byte[] content) {
    for (MethodModel method : ClassFile.of().parse(content).methods()) {
      method.code().ifPresent(ModuleInfo::check);
    }
  }

  private static void check(CodeModel code) {
    String loaded = "";
    for (CodeElement element : code) {
      if (element instanceof LoadConstantInstruction load
          && load.constantValue() instanceof ClassDesc type) {
        loaded = type.packageName() + "." + type.displayName();
      } else if (element instanceof InvokeInstruction call
          && call.owner().asInternalName().equals("java/util/ServiceLoader")
          && call.name().equalsString("load")
          && !isKnown(loaded)) {
        throw new IllegalStateException("the module does not declare that it uses " + loaded);
      }
    }
  }

  /** A service that is not a constant in the method cannot be known here. */
  private static boolean isKnown(String service) {
    return service.isEmpty() || USED.contains(service) || NEVER_LOOKED_UP.contains(service);
  }
}
