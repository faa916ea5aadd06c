package dev.gradus.kernel.eval.internal;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldBuilder;
import java.lang.classfile.FieldElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodBuilder;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.HashSet;
import java.util.Set;

/// Rewrites the bytecode of a cell's classes: a stop check before backward branches and at the
/// entry of methods that call others (see [StopSwitch]), and a refusal in place of calls that end
/// the process.
///
/// The check is one dynamic constant per class, invoked exactly: it links once however many loops a
/// class has, and the compiler sees through it.
final class Weaver {
  private static final ClassDesc SWITCH = StopSwitch.class.describeConstable().orElseThrow();
  private static final ClassDesc GUARD = ExitGuard.class.describeConstable().orElseThrow();
  private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
  private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
  private static final ClassDesc LOOKUP =
      MethodHandles.Lookup.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc TAKES_INT = MethodTypeDesc.ofDescriptor("(I)V");
  private static final MethodTypeDesc TAKES_RUNTIME =
      MethodTypeDesc.ofDescriptor("(Ljava/lang/Runtime;I)V");
  private static final DynamicConstantDesc<?> CHECK =
      DynamicConstantDesc.ofNamed(
          MethodHandleDesc.ofMethod(
              DirectMethodHandleDesc.Kind.STATIC,
              SWITCH,
              "resolve",
              MethodTypeDesc.of(CD_MethodHandle, LOOKUP, CD_String, CD_Class)),
          "stop",
          CD_MethodHandle);

  private final ClassFile classFile;

  Weaver(ClassHierarchyResolver hierarchy) {
    classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
  }

  /// @param together the pieces that share a loader with this class
  byte[] weave(byte[] bytes, Set<String> together) {
    ClassTransform all =
        (builder, element) -> {
          switch (element) {
            case AccessFlags flags -> builder.withFlags(opened(flags.flagsMask()));
            case FieldModel field -> builder.transformField(field, Weaver::open);
            case MethodModel method -> builder.transformMethod(method, method(method));
            case PermittedSubclassesAttribute permits when !within(permits, together) -> {}
            default -> builder.with(element);
          }
        };
    return classFile.transformClass(classFile.parse(bytes), all);
  }

  private static MethodTransform method(MethodModel method) {
    MethodTransform open =
        isInitializer(method) ? MethodTransform.ACCEPT_ALL : (builder, part) -> open(builder, part);
    return needsWork(method)
        ? open.andThen(MethodTransform.transformingCode(new Body(checkedAtEntry(method))))
        : open;
  }

  /// Java's package access is access within one loader. The pieces of a session have a loader each,
  /// so between them what the compiler let pass as package or protected access has to be public.
  private static int opened(int flags) {
    boolean closed = (flags & (ClassFile.ACC_PUBLIC | ClassFile.ACC_PRIVATE)) == 0;
    return closed ? (flags & ~ClassFile.ACC_PROTECTED) | ClassFile.ACC_PUBLIC : flags;
  }

  private static void open(FieldBuilder builder, FieldElement part) {
    if (part instanceof AccessFlags flags) {
      builder.withFlags(opened(flags.flagsMask()));
    } else {
      builder.with(part);
    }
  }

  private static void open(MethodBuilder builder, MethodElement part) {
    if (part instanceof AccessFlags flags) {
      builder.withFlags(opened(flags.flagsMask()));
    } else {
      builder.with(part);
    }
  }

  /// Whether all permitted classes are loaded beside the sealed one, as the VM demands.
  private static boolean within(PermittedSubclassesAttribute permits, Set<String> together) {
    return permits.permittedSubclasses().stream()
        .allMatch(
            type -> together.contains(CellLoader.piece(type.asInternalName().replace('/', '.'))));
  }

  private static boolean isInitializer(MethodModel method) {
    return method.methodName().stringValue().equals("<clinit>");
  }

  /// The method that holds a snippet's statements is entered once; a check there buys nothing.
  private static boolean checkedAtEntry(MethodModel method) {
    String name = method.methodName().stringValue();
    return !name.equals("do_it$") && !name.equals("<clinit>");
  }

  ClassModel parse(byte[] bytes) {
    return classFile.parse(bytes);
  }

  private static boolean needsWork(MethodModel method) {
    if (method.code().isEmpty()) {
      return false;
    }
    boolean checked = checkedAtEntry(method) && !isConstructor(method);
    return checked || needsWork(method.code().get());
  }

  private static boolean isConstructor(MethodModel method) {
    return method.methodName().stringValue().equals("<init>");
  }

  private static boolean needsWork(CodeModel code) {
    for (CodeElement element : code) {
      switch (element) {
        case BranchInstruction _ -> {
          return true;
        }
        case InvokeInstruction call when Body.guarded(call) -> {
          return true;
        }
        case InvokeDynamicInstruction _ -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private static final class Body implements CodeTransform {
    private final Set<Label> before = new HashSet<>();
    private final boolean entry;

    Body(boolean entry) {
      this.entry = entry;
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      switch (element) {
        case LabelTarget target -> {
          before.add(target.label());
          builder.with(element);
        }
        case BranchInstruction branch when before.contains(branch.target()) -> {
          check(builder);
          builder.with(element);
        }
        case InvokeInstruction call when guarded(call) -> guard(builder, call);
        case InvokeDynamicInstruction call -> builder.with(guard(builder, call));
        default -> builder.with(element);
      }
    }

    @Override
    public void atStart(CodeBuilder builder) {
      if (entry) {
        check(builder);
      }
    }

    private static void check(CodeBuilder builder) {
      builder.ldc(CHECK).invokevirtual(CD_MethodHandle, "invokeExact", MTD_void);
    }

    private static boolean guarded(InvokeInstruction call) {
      return guarded(
          call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol().descriptorString());
    }

    private static boolean guarded(ClassDesc owner, String name, String type) {
      if (!type.equals("(I)V")) {
        return false;
      }
      boolean exit = name.equals("exit") && (owner.equals(SYSTEM) || owner.equals(RUNTIME));
      return exit || (name.equals("halt") && owner.equals(RUNTIME));
    }

    private static void guard(CodeBuilder builder, InvokeInstruction call) {
      MethodTypeDesc type = call.opcode() == Opcode.INVOKESTATIC ? TAKES_INT : TAKES_RUNTIME;
      builder.invokestatic(GUARD, call.name().stringValue(), type);
    }

    /// A method reference such as `System::exit` names the method in its bootstrap arguments.
    private static CodeElement guard(CodeBuilder builder, InvokeDynamicInstruction call) {
      var arguments = call.bootstrapArgs().toArray(ConstantDesc[]::new);
      boolean changed = false;
      for (int i = 0; i < arguments.length; i++) {
        if (arguments[i] instanceof DirectMethodHandleDesc handle
            && guarded(handle.owner(), handle.methodName(), handle.lookupDescriptor())) {
          boolean fixed = handle.kind() == DirectMethodHandleDesc.Kind.STATIC;
          arguments[i] =
              MethodHandleDesc.ofMethod(
                  DirectMethodHandleDesc.Kind.STATIC,
                  GUARD,
                  handle.methodName(),
                  fixed ? TAKES_INT : TAKES_RUNTIME);
          changed = true;
        }
      }
      if (!changed) {
        return call;
      }
      var pool = builder.constantPool();
      return InvokeDynamicInstruction.of(
          pool.invokeDynamicEntry(
              DynamicCallSiteDesc.of(
                  call.bootstrapMethod(),
                  call.name().stringValue(),
                  call.typeSymbol(),
                  arguments)));
    }
  }
}
