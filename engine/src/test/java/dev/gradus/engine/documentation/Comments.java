package dev.gradus.engine.documentation;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Reads the documentation comments of sources, which are only parsed, not compiled.
final class Comments {
  private final TreeMap<String, String> types = new TreeMap<>();
  private final TreeSet<String> missing = new TreeSet<>();
  private final ArrayList<Member> members = new ArrayList<>();

  private Refusals refusals = new Refusals(List.of());

  /// A public method or constructor.
  ///
  /// @param name as `Tensor.of(Shape,float[])`
  /// @param takes the types of its parameters
  /// @param gives its type, `null` for a constructor
  /// @param comment its own
  /// @param around the comments of the types that it is in
  /// @param refusals simple names of the exceptions that it throws
  record Member(
      String name,
      List<String> takes,
      String gives,
      String comment,
      String around,
      Set<String> refusals) {}

  private Comments() {}

  /// Reads files.
  static Comments of(List<Path> files) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  new StringWriter(),
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      var comments = new Comments();
      var trees = DocTrees.instance(task);
      var units = new ArrayList<CompilationUnitTree>();
      task.parse().forEach(units::add);
      comments.refusals = new Refusals(units);
      for (var unit : units) {
        if (!String.valueOf(unit.getPackageName()).contains(".internal")) {
          comments.new Reader(trees, unit).scan(unit, null);
        }
      }
      return comments;
    }
  }

  /// The whole comments of the public types, by their names as `layer.Dense`.
  Map<String, String> types() {
    return types;
  }

  /// The public methods and constructors, without those that inherit their comments.
  List<Member> members() {
    return members;
  }

  /// What has no comment: public types, methods, constructors, constants and components.
  Set<String> missing() {
    return missing;
  }

  private final class Reader extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees trees;
    private final String home;

    Reader(DocTrees trees, CompilationUnitTree unit) {
      this.trees = trees;
      this.home = String.valueOf(unit.getPackageName()).replace("dev.gradus.engine", "");
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      if (!open(type.getModifiers())) {
        return null; // nothing in it can be seen from outside
      }
      var comment = trees.getDocCommentTree(getCurrentPath());
      var name = name(getCurrentPath());
      types.put(name, comment == null ? "" : comment.toString());
      if (comment == null) {
        missing.add(name);
      }
      if (type.getKind() == Tree.Kind.RECORD) {
        var described = parameters(comment);
        for (var member : type.getMembers()) {
          if (member instanceof VariableTree component
              && !component.getModifiers().getFlags().contains(Modifier.STATIC)
              && !described.contains(component.getName().toString())) {
            missing.add(name + " @param " + component.getName());
          }
        }
      }
      return super.visitClass(type, null);
    }

    private static Set<String> parameters(@Nullable DocCommentTree comment) {
      return comment == null
          ? Set.of()
          : comment.getBlockTags().stream()
              .filter(ParamTree.class::isInstance)
              .filter(t -> !((ParamTree) t).getDescription().isEmpty())
              .map(t -> ((ParamTree) t).getName().toString())
              .collect(Collectors.toSet());
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      boolean inherits =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
      if (open(method.getModifiers()) && !inherits && !made(method)) {
        need(method.getName() + "(" + types(method) + ")");
        members.add(member(method));
      }
      return null;
    }

    private Member member(MethodTree method) {
      var comment = trees.getDocCommentTree(getCurrentPath());
      var around = new StringBuilder();
      for (var path = getCurrentPath().getParentPath();
          path.getLeaf() instanceof ClassTree;
          path = path.getParentPath()) {
        around.append(types.getOrDefault(name(path), "")).append('\n');
      }
      return new Member(
          name(getCurrentPath().getParentPath())
              + "."
              + method.getName()
              + "("
              + types(method)
              + ")",
          method.getParameters().stream().map(Reader::type).toList(),
          String.valueOf(method.getReturnType()),
          comment == null ? "" : comment.toString(),
          around.toString(),
          refusals.of(getCurrentPath().getCompilationUnit(), method));
    }

    private static String types(MethodTree method) {
      return method.getParameters().stream().map(Reader::type).collect(Collectors.joining(","));
    }

    private static String type(VariableTree parameter) {
      var type = parameter.getType().toString();
      return parameter.toString().contains("...") ? type.replaceFirst("\\[]$", "...") : type;
    }

    /// A constructor that the compiler added has no body of its own in the source.
    private boolean made(MethodTree method) {
      return trees
              .getSourcePositions()
              .getEndPosition(getCurrentPath().getCompilationUnit(), method)
          < 0;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, @Nullable Void nothing) {
      boolean constant =
          getCurrentPath().getParentPath().getLeaf() instanceof ClassTree
              && field.getModifiers().getFlags().contains(Modifier.STATIC);
      if (constant && open(field.getModifiers())) {
        need(field.getName().toString());
      }
      return null;
    }

    private void need(String member) {
      if (trees.getDocCommentTree(getCurrentPath()) == null) {
        missing.add(name(getCurrentPath().getParentPath()) + "." + member);
      }
    }

    /// Public, or in an interface, where everything that is not private is.
    private boolean open(ModifiersTree modifiers) {
      var flags = modifiers.getFlags();
      boolean within =
          getCurrentPath().getParentPath().getLeaf() instanceof ClassTree outer
              && (outer.getKind() == Tree.Kind.INTERFACE
                  || outer.getKind() == Tree.Kind.ANNOTATION_TYPE);
      return flags.contains(Modifier.PUBLIC) || (within && !flags.contains(Modifier.PRIVATE));
    }

    private String name(TreePath path) {
      var names = new ArrayList<String>();
      for (Tree at : path) {
        if (at instanceof ClassTree type) {
          names.addFirst(type.getSimpleName().toString());
        }
      }
      return (home + "." + String.join(".", names)).substring(1);
    }
  }
}
