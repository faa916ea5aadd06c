package dev.gradus.kernel.assist;

import dev.gradus.kernel.assist.SourceDocs.Comment;
import dev.gradus.kernel.assist.SourceDocs.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The documentation of a signature, out of the sources, with what is inherited. Parsed files are
/// kept: the second question costs nothing.
public final class Javadocs implements AutoCloseable {
  private static final int KEPT = 48;
  private static final SourceDocs NONE = new SourceDocs("", Map.of());

  private final SourceFiles files;
  private final Function<String, Optional<Class<?>>> resolver;
  private final Map<String, SourceDocs> parsed =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SourceDocs> eldest) {
          return size() > KEPT;
        }
      };

  /// With the sources of the running JDK and of the classes' own jars.
  ///
  /// @param resolver finds the class that a name in a signature means
  public Javadocs(Function<String, Optional<Class<?>>> resolver) {
    this(SourceFiles.standard(), resolver);
  }

  Javadocs(SourceFiles files, Function<String, Optional<Class<?>>> resolver) {
    this.files = files;
    this.resolver = resolver;
  }

  /// What the sources say about a signature.
  ///
  /// @param signature with the names of its parameters
  /// @param comment its documentation; null for none
  /// @param source its source; null if that is not known
  public record Entry(
      String signature, SourceDocs.@Nullable Comment comment, @Nullable String source) {}

  /// The entry of a signature.
  public Entry find(String signature) {
    Signature parts = Signature.parse(signature);
    Optional<Class<?>> type =
        parts.owner().isEmpty() ? Optional.empty() : resolver.apply(parts.owner());
    if (type.isEmpty()) {
      return new Entry(signature, null, null);
    }
    return parts.member() == null
        ? ofType(signature, type.get())
        : ofMember(signature, type.get(), parts);
  }

  private Entry ofType(String signature, Class<?> type) {
    SourceDocs.Type found = docs(type).types().get(nameInFile(type));
    return found == null
        ? new Entry(signature, null, null)
        : new Entry(signature, found.self().comment(), source(type, found.self()));
  }

  private Entry ofMember(String signature, Class<?> type, Signature parts) {
    Member own = member(type, parts);
    Comment comment = own == null ? null : own.comment();
    if (comment == null || comment.text().contains("{@inheritDoc}")) {
      comment = inherited(type, parts, comment);
    }
    String named = own == null ? signature : withNames(signature, own.names());
    return new Entry(named, comment, own == null ? null : source(type, own));
  }

  private @Nullable Comment inherited(Class<?> type, Signature parts, @Nullable Comment own) {
    for (Class<?> above : supertypes(type)) {
      Member member = member(above, parts);
      Comment comment = member == null ? null : member.comment();
      if (comment != null && !comment.text().contains("{@inheritDoc}")) {
        if (own == null) {
          return comment;
        }
        String text = own.text().replace("{@inheritDoc}", JavadocText.body(comment.text()));
        return new Comment(text, own.markdown());
      }
    }
    return own;
  }

  /// Superclasses, then interfaces, the nearest first.
  private static List<Class<?>> supertypes(Class<?> type) {
    List<Class<?>> all = new ArrayList<>();
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c != type) {
        all.add(c);
      }
    }
    List<Class<?>> waiting = new ArrayList<>(all);
    waiting.addFirst(type);
    for (int i = 0; i < waiting.size(); i++) {
      for (Class<?> face : waiting.get(i).getInterfaces()) {
        if (!all.contains(face)) {
          all.add(face);
          waiting.add(face);
        }
      }
    }
    return all;
  }

  /// The member of a type itself. Names of type variables may differ from those of the signature:
  /// then the only one with as many parameters is meant.
  private @Nullable Member member(Class<?> type, Signature parts) {
    SourceDocs.Type found = docs(type).types().get(nameInFile(type));
    if (found == null) {
      return null;
    }
    List<String> types = parts.types();
    List<Member> named =
        found.members().stream()
            .filter(m -> m.name().equals(parts.member()))
            .filter(m -> count(m.types()) == count(types))
            .toList();
    return named.stream()
        .filter(m -> java.util.Objects.equals(m.types(), types))
        .findFirst()
        .orElse(named.size() == 1 ? named.getFirst() : null);
  }

  private static int count(@Nullable List<String> types) {
    return types == null ? -1 : types.size();
  }

  private static String withNames(String signature, List<String> names) {
    int open = signature.indexOf('(');
    int close = signature.lastIndexOf(')');
    if (names.isEmpty() || open < 0 || close < open) {
      return signature;
    }
    List<String> parameters = split(signature.substring(open + 1, close));
    boolean nameless =
        parameters.stream()
            .map(p -> Signature.withoutTypeArguments(p).strip())
            .noneMatch(p -> p.contains(" "));
    if (!nameless || parameters.size() != names.size()) {
      return signature;
    }
    return signature.substring(0, open + 1)
        + IntStream.range(0, names.size())
            .mapToObj(i -> parameters.get(i).strip() + " " + names.get(i))
            .collect(Collectors.joining(", "))
        + signature.substring(close);
  }

  /// The parameters of a signature: at the commas that are not inside of type arguments.
  static List<String> split(String parameters) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < parameters.length(); i++) {
      char c = parameters.charAt(i);
      if (c == '<') {
        depth++;
      } else if (c == '>') {
        depth--;
      } else if (c == ',' && depth == 0) {
        parts.add(parameters.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(parameters.substring(start));
    return parts;
  }

  private @Nullable String source(Class<?> type, Member member) {
    String text = docs(type).text();
    boolean known = member.start() >= 0 && member.end() <= text.length();
    return known && member.start() < member.end()
        ? text.substring(member.start(), member.end()).stripIndent()
        : null;
  }

  private static Class<?> outermost(Class<?> type) {
    Class<?> outer = type;
    while (outer.getEnclosingClass() != null) {
      outer = outer.getEnclosingClass();
    }
    return outer;
  }

  private static String nameInFile(Class<?> type) {
    String name = type.getCanonicalName();
    String packageName = type.getPackageName();
    return name == null
        ? ""
        : packageName.isEmpty() ? name : name.substring(packageName.length() + 1);
  }

  private synchronized SourceDocs docs(Class<?> type) {
    Class<?> outer = outermost(type);
    String key = outer.getName() + "@" + System.identityHashCode(outer);
    SourceDocs known = parsed.get(key);
    if (known == null) {
      known = files.read(outer).map(SourceDocs::parse).orElse(NONE);
      parsed.put(key, known);
    }
    return known;
  }

  @Override
  public void close() {
    files.close();
  }
}
