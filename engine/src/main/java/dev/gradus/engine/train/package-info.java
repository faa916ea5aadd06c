/// Training: optimizers, losses, the loop, its events and its history.
@NullMarked
package dev.gradus.engine.train;

import org.jspecify.annotations.NullMarked;
