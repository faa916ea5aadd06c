package dev.gradus.engine.op;

/// An operation whose result holds the numbers of its first input in the same order: a plan lets both
/// share their memory and runs nothing.
public interface View extends Op {}
