package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.NormalizationKernels;

/// [NormalizationKernels] as plain loops in double.
public final class NormalizationReference implements NormalizationKernels {}
