/// The kernels every operation is made of, behind one interface with several implementations.
@NullMarked
package dev.gradus.engine.backend;

import org.jspecify.annotations.NullMarked;
