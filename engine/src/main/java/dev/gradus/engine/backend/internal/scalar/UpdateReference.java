package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.UpdateKernels;

/// [UpdateKernels] as plain loops in double.
public final class UpdateReference implements UpdateKernels {}
