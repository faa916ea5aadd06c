/// `gradus bench`: training steps, predictions and products of fixed networks, measured by a fixed
/// rule, so that they can be compared with other libraries.
@NullMarked
package dev.gradus.magics.bench;

import org.jspecify.annotations.NullMarked;
