/// What the documentation comments owe.
@NullMarked
package dev.gradus.engine.documentation;

import org.jspecify.annotations.NullMarked;
