package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.RecurrentKernels;

/// [RecurrentKernels] as plain loops in double.
public final class RecurrentReference implements RecurrentKernels {}
