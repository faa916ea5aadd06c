package dev.gradus.kernel.assist;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.util.Elements.DocCommentKind;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// The documentation comments of one source file. The file is parsed, and no type is looked up.
///
/// @param text the file
/// @param types by their names within the file, as `Map.Entry`
record SourceDocs(String text, Map<String, Type> types) {

  /// A documentation comment.
  ///
  /// @param text without the marks of a comment
  /// @param markdown true for Markdown, false for HTML
  record Comment(String text, boolean markdown) {}

  /// A type and its members.
  ///
  /// @param self the type
  /// @param members methods, constructors and fields
  record Type(Member self, List<Member> members) {}

  /// Something that has a comment.
  ///
  /// @param name its name, `<init>` for a constructor
  /// @param types parameter types, as [Signature#type] writes them; null unless a method
  /// @param names names of the parameters
  /// @param comment null for none
  /// @param start where it starts in the file
  /// @param end where it ends
  record Member(
      String name,
      @Nullable List<String> types,
      List<String> names,
      @Nullable Comment comment,
      int start,
      int end) {}

  /// Parses a file; what cannot be parsed has no documentation.
  static SourceDocs parse(String text) {
    var types = new TreeMap<String, Type>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler != null
        && compiler.getTask(null, null, d -> {}, List.of("-proc:none"), null, List.of(file(text)))
            instanceof JavacTask task) {
      try {
        for (CompilationUnitTree unit : task.parse()) {
          new Scan(DocTrees.instance(task), unit, types).scan(unit, null);
        }
      } catch (IOException | RuntimeException e) {
        types.clear();
      }
    }
    return new SourceDocs(text, types);
  }

  private static SimpleJavaFileObject file(String text) {
    return new SimpleJavaFileObject(URI.create("memory:///Source.java"), Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /// Collects types and members; what is inside of methods is passed over.
  private static final class Scan extends TreePathScanner<Void, Void> {
    private final DocTrees trees;
    private final SourcePositions positions;
    private final CompilationUnitTree unit;
    private final Map<String, Type> types;
    private String inside = "";

    Scan(DocTrees trees, CompilationUnitTree unit, Map<String, Type> types) {
      this.trees = trees;
      this.unit = unit;
      this.types = types;
      positions = trees.getSourcePositions();
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, Void nothing) {
      String outer = inside;
      String name = type.getSimpleName().toString();
      inside = outer.isEmpty() ? name : outer + "." + name;
      types.put(inside, new Type(member(name, null, List.of(), type), new ArrayList<>()));
      super.visitClass(type, null);
      inside = outer;
      return null;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, Void nothing) {
      List<String> parameterTypes = new ArrayList<>();
      List<String> names = new ArrayList<>();
      for (VariableTree parameter : method.getParameters()) {
        String type = Signature.type(String.valueOf(parameter.getType()));
        boolean rest = parameter.toString().contains("...");
        parameterTypes.add(rest && type.endsWith("[]") ? type.replaceFirst("\\[]$", "...") : type);
        names.add(parameter.getName().toString());
      }
      add(member(method.getName().toString(), parameterTypes, names, method));
      return null;
    }

    @Override
    public @Nullable Void visitVariable(VariableTree field, Void nothing) {
      add(member(field.getName().toString(), null, List.of(), field));
      return null;
    }

    private void add(Member member) {
      Type type = types.get(inside);
      if (type != null) {
        type.members().add(member);
      }
    }

    private Member member(
        String name, @Nullable List<String> parameterTypes, List<String> names, Tree tree) {
      String comment = trees.getDocComment(getCurrentPath());
      boolean markdown =
          comment != null
              && trees.getDocCommentKind(getCurrentPath()) == DocCommentKind.END_OF_LINE;
      return new Member(
          name,
          parameterTypes,
          names,
          comment == null ? null : new Comment(comment, markdown),
          (int) positions.getStartPosition(unit, tree),
          (int) positions.getEndPosition(unit, tree));
    }
  }
}
