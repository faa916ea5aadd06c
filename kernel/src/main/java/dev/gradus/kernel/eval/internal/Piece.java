package dev.gradus.kernel.eval.internal;

/// A part of a cell that JShell takes at once.
///
/// @param source what JShell is given
/// @param start where it starts in the rewritten cell
/// @param end where it ends
/// @param broken whether it cannot be parsed
record Piece(String source, int start, int end, boolean broken) {}
