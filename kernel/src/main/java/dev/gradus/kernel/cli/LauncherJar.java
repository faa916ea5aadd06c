package dev.gradus.kernel.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/// The small jar that `java -jar` starts. Its manifest carries the class path and what would
/// otherwise be flags; its one class is made for Java 8, so that a Java that is too old says so in
/// a sentence instead of an `UnsupportedClassVersionError`.
final class LauncherJar {
  static final String NAME = "gradus.jar";

  /// The exit code of a Java that cannot run Gradus.
  static final int UNFIT = 5;

  static final int NEEDED = 25;
  private static final ClassDesc START = ClassDesc.of("dev.gradus.Start");
  private static final ClassDesc STRING = ConstantDescs.CD_String;
  private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
  private static final ClassDesc DOUBLE = ConstantDescs.CD_Double;
  private static final ClassDesc PRINTER = ClassDesc.of("java.io.PrintStream");
  private static final MethodTypeDesc MAIN =
      MethodTypeDesc.of(ConstantDescs.CD_void, STRING.arrayType());

  private LauncherJar() {}

  /// The bytes of the jar.
  ///
  /// @param classPath jars relative to it
  static byte[] bytes(List<String> classPath, String mainClass) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new JarOutputStream(bytes)) {
      entry(zip, JarFile.MANIFEST_NAME);
      manifest(classPath).write(zip);
      entry(zip, "dev/gradus/Start.class");
      zip.write(startClass(NEEDED, ClassDesc.of(mainClass)));
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static void entry(JarOutputStream zip, String name) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(0);
    zip.putNextEntry(entry);
  }

  private static Manifest manifest(List<String> classPath) {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, START.packageName() + "." + START.displayName());
    main.put(
        Attributes.Name.CLASS_PATH,
        String.join(" ", classPath.stream().map(name -> name.replace(" ", "%20")).toList()));
    main.put(new Attributes.Name("Add-Exports"), "java.base/jdk.internal.module");
    main.put(new Attributes.Name("Enable-Native-Access"), "ALL-UNNAMED");
    return manifest;
  }

  /// `if (version < needed) { System.err.println(...); System.exit(UNFIT); } Main.main(args);`
  static byte[] startClass(int needed, ClassDesc main) {
    return ClassFile.of()
        .build(
            START,
            type ->
                type.withVersion(ClassFile.JAVA_8_VERSION, 0)
                    .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SUPER)
                    .withMethodBody(
                        "main",
                        MAIN,
                        ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        code -> start(code, needed, main)));
  }

  private static void start(CodeBuilder code, int needed, ClassDesc main) {
    var fits = code.newLabel();
    property(code, "java.specification.version"); // "1.8", "11", "25"
    code.invokestatic(DOUBLE, "parseDouble", MethodTypeDesc.of(ConstantDescs.CD_double, STRING))
        .loadConstant((double) needed)
        .dcmpg()
        .ifge(fits)
        .getstatic(SYSTEM, "err", PRINTER)
        .loadConstant("Gradus needs a JDK " + needed + " or newer, but this is Java ");
    property(code, "java.version");
    append(code);
    code.loadConstant(" in ");
    append(code);
    property(code, "java.home");
    append(code);
    code.loadConstant("; get one from https://adoptium.net and start Gradus with its java.");
    append(code);
    code.invokevirtual(PRINTER, "println", MethodTypeDesc.of(ConstantDescs.CD_void, STRING))
        .loadConstant(UNFIT)
        .invokestatic(
            SYSTEM, "exit", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int))
        .labelBinding(fits)
        .aload(0)
        .invokestatic(main, "main", MAIN)
        .return_();
  }

  private static void property(CodeBuilder code, String name) {
    code.loadConstant(name).invokestatic(SYSTEM, "getProperty", MethodTypeDesc.of(STRING, STRING));
  }

  private static void append(CodeBuilder code) {
    code.invokevirtual(STRING, "concat", MethodTypeDesc.of(STRING, STRING));
  }
}
