/// Operations: one file each, with forward, backward, shape rule and cost.
@NullMarked
package dev.gradus.engine.op;

import org.jspecify.annotations.NullMarked;
