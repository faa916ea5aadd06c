package dev.gradus.engine.backend;

/// Kernels of recurrent cells: what happens to a time step besides its products. Part of a
/// [Backend]; its contract holds here too.
public interface RecurrentKernels {}
