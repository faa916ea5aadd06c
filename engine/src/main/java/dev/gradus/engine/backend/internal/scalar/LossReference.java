package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.LossKernels;

/// [LossKernels] as plain loops in double.
public final class LossReference implements LossKernels {}
