package dev.gradus.engine.backend;

/// Kernels of batch, layer and local response normalisation. Part of a [Backend]; its contract
/// holds here too.
public interface NormalizationKernels {}
