/// Comparison with values that PyTorch computed.
@NullMarked
package dev.gradus.engine.golden;

import org.jspecify.annotations.NullMarked;
