/// Which rows of the course checklist the tests prove.
@NullMarked
package dev.gradus.engine.coverage;

import org.jspecify.annotations.NullMarked;
