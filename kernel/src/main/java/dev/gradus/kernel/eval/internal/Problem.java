package dev.gradus.kernel.eval.internal;

/// Something wrong at a place of a cell.
///
/// @param message a sentence
/// @param start where it starts in what was written
/// @param end where it ends
record Problem(String message, int start, int end) {}
