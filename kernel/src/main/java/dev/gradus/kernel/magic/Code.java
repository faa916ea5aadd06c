package dev.gradus.kernel.magic;

import org.jspecify.annotations.Nullable;

/// Code of a cell that a magic runs, as often as it likes: an argument of this type takes the rest
/// of the line, one expression or statement, which may hold brackets that close lines below.
///
/// @param <T> the type of the expression; `Void` for a statement
@FunctionalInterface
public interface Code<T extends @Nullable Object> {

  /// Runs it and returns its value, null for a statement.
  T run() throws Exception;
}
