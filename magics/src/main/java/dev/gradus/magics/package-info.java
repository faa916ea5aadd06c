@NullMarked
package dev.gradus.magics;

import org.jspecify.annotations.NullMarked;
