package dev.gradus.engine.backend;

/// Kernels that read and write rows by number: embeddings and gathers. Part of a [Backend]; its
/// contract holds here too.
public interface IndexingKernels {}
