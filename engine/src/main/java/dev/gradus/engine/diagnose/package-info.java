/// Tools that look at a model and its training: rates, gradients, activations, searches, ensembles.
@NullMarked
package dev.gradus.engine.diagnose;

import org.jspecify.annotations.NullMarked;
