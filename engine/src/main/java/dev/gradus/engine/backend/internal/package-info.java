/// The kernels of the vector backend, one file for each family. Not for users.
@NullMarked
package dev.gradus.engine.backend.internal;

import org.jspecify.annotations.NullMarked;
