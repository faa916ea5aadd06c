/// Parts of the evaluator: class loading and weaving, the cell's thread, errors, assistance.
@NullMarked
package dev.gradus.kernel.eval.internal;

import org.jspecify.annotations.NullMarked;
