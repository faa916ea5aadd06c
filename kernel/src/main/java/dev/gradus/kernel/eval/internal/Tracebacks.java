package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.magic.MagicException;
import dev.gradus.kernel.session.CellResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/// What went wrong while a cell ran: message first, the user's lines next, libraries folded.
final class Tracebacks {
  /// JShell's class around a declaration, as the virtual machine names it in its messages.
  private static final Pattern HOLDER = Pattern.compile("\\bREPL\\.\\$JShell\\$\\w+?[.$](?=\\w)");

  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$[^$]+\\$?");
  private static final int FRAMES = 30;

  private final FrameMap frames;

  Tracebacks(FrameMap frames) {
    this.frames = frames;
  }

  CellResult.Failed failed(Throwable failure) {
    if (failure instanceof MagicException) {
      String message = text(failure);
      return new CellResult.Failed("MagicError", message, List.of(Ansi.bold(message)));
    }
    String name = simpleName(failure);
    return new CellResult.Failed(name, message(failure), lines(failure));
  }

  /// The lines to print for a failure and its causes.
  List<String> lines(Throwable failure) {
    var lines = new ArrayList<String>();
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    describe(failure, "", lines, seen);
    return lines;
  }

  /// The first line of a cell in the stack, as `at cell [3], line 2`.
  String where(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      var place = frames.find(frame);
      if (place.isPresent()) {
        return " at " + place.get().source().place(place.get().line());
      }
    }
    return "";
  }

  static String simpleName(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    return name.isEmpty() ? failure.getClass().getName() : name;
  }

  /// A sentence for failures that say little by themselves.
  static String message(Throwable failure) {
    return switch (failure) {
      case StackOverflowError e ->
          "the calls are nested too deeply: does a method call itself without an end?";
      case OutOfMemoryError e ->
          "the memory is full (at most "
              + Runtime.getRuntime().maxMemory() / (1024 * 1024)
              + " MiB): "
              + Objects.requireNonNullElse(e.getMessage(), "no detail")
              + "; for more, start or install Gradus with the environment variable GRADUS_HEAP=8g";
      default -> text(failure);
    };
  }

  private static String text(Throwable failure) {
    try {
      String said = Objects.requireNonNullElse(failure.getMessage(), "");
      return HOLDER.matcher(said).replaceAll("");
    } catch (RuntimeException e) {
      return "(its message cannot be read: " + e.getClass().getSimpleName() + ")";
    }
  }

  private void describe(Throwable failure, String prefix, List<String> lines, Set<Throwable> seen) {
    if (!seen.add(failure)) {
      return;
    }
    String message = message(failure);
    String type = failure.getClass().getName();
    String name =
        type.startsWith("dev.gradus.kernel.")
            ? simpleName(failure)
            : WRAPPER.matcher(type).replaceFirst("").replace('$', '.');
    String head = prefix + name + (message.isEmpty() ? "" : ": " + message);
    head.lines().forEach(line -> lines.add(Ansi.bold(line)));
    frames(failure.getStackTrace(), lines);
    for (Throwable suppressed : failure.getSuppressed()) {
      describe(suppressed, "suppressed: ", lines, seen);
    }
    if (failure.getCause() != null) {
      describe(failure.getCause(), "caused by: ", lines, seen);
    }
  }

  /// Frames below the last of the user's belong to the kernel and are left out.
  private void frames(StackTraceElement[] stack, List<String> lines) {
    int last = -1;
    for (int i = 0; i < stack.length; i++) {
      if (FrameMap.isCell(stack[i])) {
        last = i;
      }
    }
    int library = 0;
    String firstLibrary = "";
    String previous = "";
    int repeated = 0;
    int shown = 0;
    for (int i = 0; i <= last; i++) {
      if (stack[i].getClassName().startsWith("dev.gradus.kernel.") || callsInitializer(stack, i)) {
        continue;
      }
      if (!FrameMap.isCell(stack[i])) {
        firstLibrary = library == 0 ? name(stack[i]) : firstLibrary;
        library++;
        continue;
      }
      String line = userFrame(stack[i]);
      if (line.isEmpty()) {
        continue;
      }
      if (line.equals(previous)) {
        repeated++;
      } else if (shown < FRAMES) {
        repeat(lines, repeated);
        repeated = 0;
        lines.add(line);
        previous = line;
        shown++;
      }
    }
    repeat(lines, repeated);
    if (library > 0) {
      String plural = library == 1 ? " library frame" : " library frames";
      lines.add("  ... " + library + plural + " (" + firstLibrary + ")");
    }
  }

  /// JShell puts the value of a `var` into a method of its own; the frame that calls it says the
  /// same line once more.
  private static boolean callsInitializer(StackTraceElement[] stack, int i) {
    return i > 0
        && stack[i].getMethodName().equals("do_it$")
        && stack[i - 1].getMethodName().equals("do_it$Aux")
        && stack[i].getClassName().equals(stack[i - 1].getClassName());
  }

  private static void repeat(List<String> lines, int times) {
    if (times > 0) {
      lines.add("  ... the same line " + times + " more times");
    }
  }

  private String userFrame(StackTraceElement frame) {
    return frames
        .find(frame)
        .map(p ->
            "  " + p.source().place(p.line()) + method(frame) + ": " + p.source().text(p.line()))
        .orElse("");
  }

  private static String method(StackTraceElement frame) {
    String type = WRAPPER.matcher(frame.getClassName()).replaceFirst("").replace('$', '.');
    String name = frame.getMethodName();
    String shown =
        name.startsWith("lambda$") || name.startsWith("do_it$") || name.equals("<clinit>")
            ? ""
            : name;
    if (shown.equals("<init>")) {
      return ", in new " + type;
    }
    String dot = type.isEmpty() || shown.isEmpty() ? "" : ".";
    return type.isEmpty() && shown.isEmpty() ? "" : ", in " + type + dot + shown;
  }

  private static String name(StackTraceElement frame) {
    return frame.getClassName() + "." + frame.getMethodName();
  }
}
