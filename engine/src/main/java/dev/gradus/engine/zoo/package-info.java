/// The networks of the course and of the literature, as plain functions that describe a model; its
/// weights are drawn when they are first needed.
@NullMarked
package dev.gradus.engine.zoo;

import org.jspecify.annotations.NullMarked;
