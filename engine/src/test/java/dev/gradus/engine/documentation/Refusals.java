package dev.gradus.engine.documentation;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// What methods refuse by themselves: the exceptions that they throw in their own body, through
/// methods of the same file, or through static methods of classes that are not public, as the
/// checks of arguments are. What a method of another public class throws is told there.
final class Refusals {
  /// The methods of a name and so many arguments in a file, -1 for any number.
  private record Name(String file, String method, int arguments) {}

  private final Map<Name, Set<String>> thrown = new HashMap<>();
  private final Map<Name, Set<Name>> calls = new HashMap<>();
  private final Set<String> helpers = new HashSet<>();

  Refusals(List<CompilationUnitTree> units) {
    for (var unit : units) {
      for (Tree type : unit.getTypeDecls()) {
        if (type instanceof ClassTree top
            && !top.getModifiers().getFlags().contains(Modifier.PUBLIC)) {
          helpers.add(top.getSimpleName().toString());
        }
      }
    }
    units.forEach(unit -> new Bodies(file(unit)).scan(unit, null));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (var call : calls.entrySet()) {
        for (var callee : call.getValue()) {
          grew |= of(call.getKey()).addAll(with(callee));
        }
      }
    }
  }

  /// The simple names of the exceptions of a method's own body and of what it calls.
  Set<String> of(CompilationUnitTree unit, MethodTree method) {
    var own = new Body(file(unit));
    own.scan(method.getBody(), null);
    var all = new TreeSet<>(own.exceptions);
    own.callees.forEach(callee -> all.addAll(with(callee)));
    return all;
  }

  private Set<String> of(Name name) {
    return thrown.computeIfAbsent(name, n -> new TreeSet<>());
  }

  /// Also of the method of that name that takes any number.
  private Set<String> with(Name name) {
    var all = new TreeSet<>(of(name));
    all.addAll(of(new Name(name.file(), name.method(), -1)));
    return all;
  }

  private static Name name(String file, MethodTree method) {
    var parameters = method.getParameters();
    boolean any = !parameters.isEmpty() && parameters.getLast().toString().contains("...");
    return new Name(file, method.getName().toString(), any ? -1 : parameters.size());
  }

  private static String file(CompilationUnitTree unit) {
    var path = unit.getSourceFile().getName().replace('\\', '/');
    return path.substring(path.lastIndexOf('/') + 1).replace(".java", "");
  }

  private final class Bodies extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final String file;

    Bodies(String file) {
      this.file = file;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      var body = new Body(file);
      body.scan(method.getBody(), null);
      var name = name(file, method);
      of(name).addAll(body.exceptions);
      calls.computeIfAbsent(name, n -> new HashSet<>()).addAll(body.callees);
      return null;
    }
  }

  /// What one body does when it is called: not what its lambdas and nested classes do later.
  private final class Body extends TreeScanner<@Nullable Void, @Nullable Void> {
    private final String file;
    private final Set<String> exceptions = new HashSet<>();
    private final Set<Name> callees = new HashSet<>();

    Body(String file) {
      this.file = file;
    }

    @Override
    public @Nullable Void visitThrow(ThrowTree statement, @Nullable Void nothing) {
      if (statement.getExpression() instanceof NewClassTree made) {
        exceptions.add(made.getIdentifier().toString());
      }
      return super.visitThrow(statement, null);
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void nothing) {
      var target = call.getMethodSelect();
      if (target instanceof IdentifierTree here) {
        callees.add(new Name(file, here.getName().toString(), call.getArguments().size()));
      } else if (target instanceof MemberSelectTree there
          && there.getExpression() instanceof IdentifierTree type
          && helpers.contains(type.getName().toString())) {
        callees.add(
            new Name(
                type.getName().toString(),
                there.getIdentifier().toString(),
                call.getArguments().size()));
      }
      return super.visitMethodInvocation(call, null);
    }

    @Override
    public @Nullable Void visitLambdaExpression(
        LambdaExpressionTree lambda, @Nullable Void nothing) {
      return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      return null;
    }
  }
}
