@NullMarked
package dev.gradus.kernel;

import org.jspecify.annotations.NullMarked;
