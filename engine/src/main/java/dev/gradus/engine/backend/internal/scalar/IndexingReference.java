package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.IndexingKernels;

/// [IndexingKernels] as plain loops in double.
public final class IndexingReference implements IndexingKernels {}
