/// The Java kernel: one evaluator on JShell and its front ends. It knows nothing of the engine.
@NullMarked
package dev.gradus.kernel;

import org.jspecify.annotations.NullMarked;
