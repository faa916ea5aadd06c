@NullMarked
package dev.gradus.engine;

import org.jspecify.annotations.NullMarked;
