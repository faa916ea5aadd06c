/// Libraries from Maven repositories.
@NullMarked
package dev.gradus.kernel.maven;

import org.jspecify.annotations.NullMarked;
