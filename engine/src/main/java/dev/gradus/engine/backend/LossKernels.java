package dev.gradus.engine.backend;

/// Kernels of losses beyond the plain softmax cross-entropy. Part of a [Backend]; its contract
/// holds here too.
public interface LossKernels {}
