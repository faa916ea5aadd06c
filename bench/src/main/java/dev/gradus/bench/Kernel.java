package dev.gradus.bench;

/// A kernel with its data, ready to be called.
///
/// @param name what it computes on which shapes
/// @param operations of a call: a multiply-add counts as two; a kernel without products counts one
///   for each number that it makes
/// @param call computes once
record Kernel(String name, double operations, Runnable call) {}
