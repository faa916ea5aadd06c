package dev.gradus.kernel.magic;

/// A magic: a `%name` in a cell. Found through `ServiceLoader`; implementations have a public
/// constructor without arguments and keep no state of their own (use
/// [dev.gradus.kernel.session.Session#attribute]).
///
/// @param <R> what the magic returns; a statement's value is shown below the cell, and `var h =
///   %name` has this type
/// @param <O> the record that declares its arguments and options, see [Arg] and [Option]
public interface Magic<R, O extends Record> {

  /// The name after `%`.
  String name();

  /// One line for `%lsmagic` and `%help`.
  String summary();

  /// The type of the result; `Void` for a magic that returns nothing.
  Class<R> resultType();

  /// The record that declares arguments and options.
  Class<O> options();

  /// Runs the magic. A [MagicException] or any exception whose message is a sentence for the user
  /// is shown without a stack. A magic that returns nothing returns null.
  @org.jspecify.annotations.Nullable
  R run(MagicCall<O> call) throws Exception;

  /// The name of the variable that a statement `%name ...` declares, given the raw words after the
  /// name; null for none. `%dataset mnist` declares `mnist`.
  default @org.jspecify.annotations.Nullable String declares(java.util.List<String> words) {
    return null;
  }

  /// True for a magic that takes the whole cell, `%%name`.
  default boolean wholeCell() {
    return false;
  }

  /// True for a magic that is written `%name` in a line.
  default boolean line() {
    return !wholeCell();
  }
}
