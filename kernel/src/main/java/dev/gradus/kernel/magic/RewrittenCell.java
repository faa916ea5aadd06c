package dev.gradus.kernel.magic;

import java.util.List;
import java.util.Optional;

/// A cell in which magics have become Java calls, with the way back to what was written. Lines are
/// the same in both.
///
/// @param original what was written
/// @param code Java
/// @param edits what was changed, in order
public record RewrittenCell(String original, String code, List<Edit> edits) {

  /// One magic.
  ///
  /// @param magic its name
  /// @param start where it starts in the original
  /// @param end where it ends in the original
  /// @param newStart where its call starts in the code
  /// @param newEnd where its call ends in the code
  /// @param spans the parts of the call that were written as Java
  /// @param shown whether it is a statement whose value is to be shown
  public record Edit(
      String magic,
      int start,
      int end,
      int newStart,
      int newEnd,
      List<Span> spans,
      boolean shown) {}

  /// A word of a magic that is an expression in the call.
  ///
  /// @param parameter the component it is for
  /// @param start where it starts in the original
  /// @param end where it ends in the original
  /// @param newStart where it starts in the code
  /// @param newEnd where it ends in the code
  public record Span(String parameter, int start, int end, int newStart, int newEnd) {}

  /// The magic whose call covers a position of the code.
  public Optional<Edit> editAt(int position) {
    return edits.stream().filter(e -> e.newStart <= position && position < e.newEnd).findFirst();
  }

  /// The position in the original for a position in the code.
  public int toOriginal(int position) {
    int shift = 0;
    for (Edit edit : edits) {
      if (position < edit.newStart) {
        break;
      }
      if (position < edit.newEnd) {
        for (Span span : edit.spans) {
          if (span.newStart <= position && position <= span.newEnd) {
            return span.start + position - span.newStart;
          }
        }
        return edit.start;
      }
      shift = edit.end - edit.newEnd;
    }
    return Math.clamp((long) position + shift, 0, original.length());
  }
}
