package dev.gradus.engine.backend;

/// Kernels of optimizers, penalties and clipping on flat buffers. Part of a [Backend]; its contract
/// holds here too.
public interface UpdateKernels {}
