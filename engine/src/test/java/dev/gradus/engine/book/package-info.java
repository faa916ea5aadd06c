/// What the course's texts say about layers, in numbers.
@NullMarked
package dev.gradus.engine.book;

import org.jspecify.annotations.NullMarked;
