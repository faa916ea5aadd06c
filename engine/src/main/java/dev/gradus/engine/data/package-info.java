/// Data sets: samples in memory, views of them, the IDX format, MNIST and drawn digits.
@NullMarked
package dev.gradus.engine.data;

import org.jspecify.annotations.NullMarked;
