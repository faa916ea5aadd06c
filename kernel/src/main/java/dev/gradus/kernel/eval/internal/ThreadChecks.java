package dev.gradus.kernel.eval.internal;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rewrites the methods of a class so that they fail in given threads, at their head and before
/// backward branches: `if (Thread.currentThread().threadId() == id) throw new Error(...)`. The
/// JDK's own classes see no others than the JDK's, so the check is made of those.
final class ThreadChecks {
  private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
  private static final ClassDesc ERROR = ClassDesc.of("java.lang.Error");
  private static final String MESSAGE = "the cell was interrupted";

  private final long[] ids;

  /// @param ids of the threads, as [Thread#threadId()]
  ThreadChecks(long... ids) {
    this.ids = ids.clone();
  }

  /// The class with checks; null if it cannot be changed.
  ///
  /// @param loader of the class; null for the JDK's own
  byte @Nullable [] weave(byte[] bytes, @Nullable ClassLoader loader) {
    ClassLoader home = loader == null ? ClassLoader.getSystemClassLoader() : loader;
    var hierarchy =
        ClassHierarchyResolver.ofResourceParsing(home)
            .orElse(ClassHierarchyResolver.defaultResolver());
    ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    try {
      return files.transformClass(
          files.parse(bytes),
          (ClassTransform)
              (builder, element) -> {
                if (element instanceof MethodModel method && takesChecks(method)) {
                  builder.transformMethod(method, MethodTransform.transformingCode(new Body()));
                } else {
                  builder.with(element);
                }
              });
    } catch (RuntimeException e) {
      return null; // a class file of another kind than javac's
    }
  }

  /// Not a constructor: until it has called another, its object cannot be left.
  private static boolean takesChecks(MethodModel method) {
    return method.code().isPresent() && !method.methodName().stringValue().startsWith("<");
  }

  private final class Body implements CodeTransform {
    private final Set<Label> before = new HashSet<>();

    @Override
    public void atStart(CodeBuilder builder) {
      check(builder);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      switch (element) {
        case LabelTarget target -> before.add(target.label());
        case BranchInstruction branch when before.contains(branch.target()) -> check(builder);
        default -> {}
      }
      builder.with(element);
    }

    private void check(CodeBuilder builder) {
      for (long id : ids) {
        Label on = builder.newLabel();
        builder
            .invokestatic(THREAD, "currentThread", MethodTypeDesc.of(THREAD))
            .invokevirtual(THREAD, "threadId", MethodTypeDesc.of(CD_long))
            .loadConstant(id)
            .lcmp()
            .ifne(on)
            .new_(ERROR)
            .dup()
            .loadConstant(MESSAGE)
            .invokespecial(ERROR, INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, CD_String))
            .athrow()
            .labelBinding(on);
      }
    }
  }
}
