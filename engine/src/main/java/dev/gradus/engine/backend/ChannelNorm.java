package dev.gradus.engine.backend;

import org.jspecify.annotations.Nullable;

/// A batch normalisation and where its numbers lie: y = f((x - mean) * inverse * gamma + beta +
/// addend), with f(v) = max(0, v) if it is rectified and f(v) = v otherwise.
///
/// @param g batch, channels and numbers of a channel in a sample
/// @param x what is normalised
/// @param mean `[channels]`
/// @param inverse `[channels]`, 1 / sqrt(variance + epsilon)
/// @param gamma `[channels]`, null for 1
/// @param beta `[channels]`, null for 0
/// @param addend as large as x, null for 0
/// @param rectified whether negative results become 0
/// @param y the result, as large as x
public record ChannelNorm(
    ChannelGeometry g,
    Slice x,
    Slice mean,
    Slice inverse,
    @Nullable Slice gamma,
    @Nullable Slice beta,
    @Nullable Slice addend,
    boolean rectified,
    Slice y) {}
